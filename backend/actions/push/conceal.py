"""What a third party says of an object, without the confidential values that it repeats."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from backend.domain.confidential import values_in, without
from backend.domain.pushes.found import Found, concealed
from backend.domain.pushes.outcome import Outcome

Bodies = Sequence[Mapping[str, Any]]


def conceal(bodies: Bodies, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Before anything is stored: sentences and raw words stand in lists, files and causes. `bodies`: as sent."""
    return [_concealed(body, outcome) for body, outcome in zip(bodies, outcomes, strict=True)]


def conceal_seen(bodies: Bodies, seen: Sequence[Found], names: Collection[str]) -> list[Found]:
    """The same of looks. `names`: fields there whose own do not say that they are confidential."""
    return [_concealed_seen(body, one, names) for body, one in zip(bodies, seen, strict=True)]


def _concealed(body: Mapping[str, Any], outcome: Outcome) -> Outcome:
    values = values_in(body) if outcome.raw or outcome.sentence else ()
    if not values:
        return outcome
    texts = {name: without(values, getattr(outcome, name)) for name in ("sentence", "raw", "cause", "blamed")}
    return replace(outcome, **texts)


def _concealed_seen(body: Mapping[str, Any], one: Found, names: Collection[str]) -> Found:
    if not (one.sentence or one.differences):
        return one
    values = values_in(body)
    differences = tuple(concealed(each, values, names) for each in one.differences)
    return replace(one, sentence=without(values, one.sentence), differences=differences)
