"""A line, and what calls over it show."""

from datetime import UTC, datetime, timedelta

from backend.domain.line.breaker import MOST_FAILURES, Breaker, Call, after_call
from backend.domain.line.showing import WORKS, Showed, Showing
from backend.domain.line.times import LineTimes

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TIMES = LineTimes.of(timedelta(minutes=2))
FAILS = Showing(showed=Showed.FAILS, why="No connection")
REFUSED = Showing(showed=Showed.REFUSED, why="Wrong password", credentials=True)
AT_ONE_LEVEL = Showing(showed=Showed.FAILS, why="Not at entity 100", credentials=True)
THROTTLED = Showing(showed=Showed.THROTTLED, why="Too many calls")
SECOND = timedelta(seconds=1)

__all__ = ["WORKS"]


def after(
    breaker: Breaker,
    *showings: Showing,
    now: datetime = NOW,
    allowed: int = 4,
    probe: bool = False,
    jitter: float = 1.0,
) -> Breaker:
    for showing in showings:
        breaker = after_call(breaker, showing, now, Call(times=TIMES, allowed=allowed, probe=probe, jitter=jitter))
    return breaker


def opened(*, jitter: float = 1.0) -> Breaker:
    return after(Breaker(), *[FAILS] * (MOST_FAILURES + 1), jitter=jitter)
