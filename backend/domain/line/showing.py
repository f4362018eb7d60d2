"""What a call showed of the line, whatever became of its objects."""

from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

import msgspec

from backend.domain.levels import TOP
from backend.domain.pushes.advice import mending
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result


class Showed(StrEnum):
    WORKS = "works"  # an answer that is about the objects
    FAILS = "fails"  # no answer, none that can be understood, or the line was refused
    REFUSED = "refused"  # whoever we are: no other call would do better
    THROTTLED = "throttled"  # too many calls for the moment


class Showing(msgspec.Struct, frozen=True, kw_only=True):
    showed: Showed
    why: str = ""
    credentials: bool = False  # the set-up must change
    ours: bool = False  # the fault is here: settings that cannot be used, or a bug of Syncline's
    retry_after: timedelta | None = None


WORKS = Showing(showed=Showed.WORKS)


def shown_by(answers: Sequence[Outcome] | Sequence[Found], level: str) -> Showing:
    """Of one call at one level, with all its answers. One good answer shows that the line works."""
    throttled = [one for one in answers if one.error_class is ErrorClass.THROTTLE]
    if throttled:
        waits = [one.retry_after for one in throttled if one.retry_after]
        return Showing(showed=Showed.THROTTLED, why=throttled[0].sentence, retry_after=max(waits, default=None))
    if not answers or not all(map(_fails, answers)):
        return WORKS
    first, credentials = answers[0], all(one.error_class is ErrorClass.SETUP for one in answers)
    why = mending(first.sentence, first.advice) if isinstance(first, Outcome) else first.sentence
    # A refusal at an entity may mean that entity alone: the other levels show whether it does.
    showed = Showed.REFUSED if credentials and level == TOP else Showed.FAILS
    return Showing(showed=showed, why=why, credentials=credentials)


def _fails(answer: Outcome | Found) -> bool:
    if isinstance(answer, Found):
        return answer.match is Match.UNSEEN and answer.error_class not in (ErrorClass.DATA, ErrorClass.BUSY)
    if answer.result is Result.NOT_APPLIED:
        return answer.error_class in (ErrorClass.CONNECTION, ErrorClass.SETUP)
    return answer.is_unclear
