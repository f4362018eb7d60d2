"""What a group of errors has in common."""

import msgspec

from backend.domain.objects import Problem
from backend.domain.pushes.advice import Advice
from backend.domain.pushes.outcome import ErrorClass, Missing, Outcome


class Lack(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What would mend it: the entry of a value map, or an object of ours."""

    code: str
    map: str = ""
    value: str = ""  # what the entry says, which is not there; "": there is no entry
    kinds: tuple[str, ...] = ()  # of the object, if it is one


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """What a group of errors has in common."""

    fingerprint: str  # not for eyes
    error_class: ErrorClass
    sentence: str  # of the group: names no object
    sample: str = ""  # the third party's own words
    advice: Advice | None = None
    lack: Lack | None = None


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
        lack=_lack(outcome.missing) if outcome.missing else None,
    )


def _lack(missing: Missing) -> Lack | None:
    name, code = missing.entry
    if name:
        return Lack(map=name, code=code, value=missing.code)
    return Lack(code=missing.code, kinds=missing.kinds) if missing.kinds else None


class SharedProblem(Problem, frozen=True, kw_only=True):
    """A problem that other objects have too, in whatever field."""

    cause: Cause
