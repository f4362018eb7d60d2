"""What a third party says of a push, without the confidential values that it repeats."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from backend.domain.confidential import values_in, without
from backend.domain.pushes.outcome import Outcome


def conceal(bodies: Sequence[Mapping[str, Any]], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Before anything is stored: sentences and raw words stand in lists, files and causes. `bodies`: as sent."""
    return [_concealed(body, outcome) for body, outcome in zip(bodies, outcomes, strict=True)]


def _concealed(body: Mapping[str, Any], outcome: Outcome) -> Outcome:
    values = values_in(body) if outcome.raw or outcome.sentence else ()
    if not values:
        return outcome
    texts = {name: without(values, getattr(outcome, name)) for name in ("sentence", "raw", "cause")}
    return replace(outcome, **texts)
