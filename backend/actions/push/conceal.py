"""What a third party says of a push, without the confidential values that it repeats."""

from collections.abc import Sequence

from msgspec.structs import replace

from backend.domain.confidential import values_in, without
from backend.domain.pushes.outcome import Outcome
from backend.domain.pushes.push import Push


def conceal(pushes: Sequence[Push], outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Before anything is stored: sentences and raw words stand in the list, in files and in causes."""
    return [_concealed(push, outcome) for push, outcome in zip(pushes, outcomes, strict=True)]


def _concealed(push: Push, outcome: Outcome) -> Outcome:
    values = values_in(push.expected) if outcome.raw or outcome.sentence else ()
    if not values:
        return outcome
    texts = {name: without(values, getattr(outcome, name)) for name in ("sentence", "raw", "cause")}
    return replace(outcome, **texts)
