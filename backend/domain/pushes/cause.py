"""What a group of errors has in common."""

import msgspec

from backend.domain.objects import Problem
from backend.domain.pushes.advice import Advice
from backend.domain.pushes.outcome import ErrorClass, Outcome


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """What a group of errors has in common."""

    fingerprint: str  # not for eyes
    error_class: ErrorClass
    sentence: str  # of the group: names no object
    sample: str = ""  # the third party's own words
    advice: Advice | None = None


def cause_of(outcome: Outcome) -> Cause | None:
    """None: it shares nothing."""
    if not outcome.cause:
        return None
    return Cause(
        fingerprint=outcome.cause,
        error_class=outcome.error_class or ErrorClass.DATA,
        sentence=outcome.sentence,
        sample=outcome.raw,
        advice=outcome.advice,
    )


class SharedProblem(Problem, frozen=True, kw_only=True):
    """A problem that other objects have too, in whatever field."""

    cause: Cause
    remedy: str = ""  # what to do, in a few words
