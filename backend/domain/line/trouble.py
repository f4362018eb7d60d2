"""What the answers of one call complain of, if it is the line and not the objects."""

from collections.abc import Sequence

from backend.domain.pushes.advice import mending
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result


def trouble_of(outcomes: Sequence[Outcome]) -> str | None:
    """A sentence, or "" when it works. None: a throttle tells neither."""
    if any(o.error_class is ErrorClass.THROTTLE for o in outcomes):
        return None
    line = {
        mending(o.sentence, o.advice)
        for o in outcomes
        if o.result in (Result.NOT_APPLIED, Result.UNKNOWN) and _of_the_line(o)
    }
    return line.pop() if len(line) == 1 and all(_of_the_line(o) for o in outcomes) else ""


def _of_the_line(outcome: Outcome) -> bool:
    return outcome.error_class in (ErrorClass.CONNECTION, ErrorClass.SETUP, ErrorClass.UNCLEAR)


def trouble_seen(found: Sequence[Found]) -> str | None:
    """A look that sees shows that the line works. None: a throttle tells neither."""
    if any(one.error_class is ErrorClass.THROTTLE for one in found):
        return None
    return found[0].sentence if all(one.match is Match.UNSEEN for one in found) else ""
