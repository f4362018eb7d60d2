"""The breaker of an integration: when the line is down, one call at a time finds out when it is back.

Closed: all connections that are allowed. Open: none, and one call (a probe) at its time. Ramping: one connection at
first, twice as many after each while of success.
"""

from datetime import datetime

import msgspec
from msgspec.structs import replace

from backend.domain.line.showing import Showed, Showing
from backend.domain.line.times import LineTimes

MOST_FAILURES = 5  # in a row: one more opens it


class Breaker(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As the column `integration.breaker` holds it: {} is closed, and nothing is wrong."""

    failures: int = 0  # in a row
    open_since: datetime | None = None  # until all connections are used again
    why: str = ""
    credentials: bool = False  # a person must mend it
    ours: bool = False  # the last fault was here: settings that cannot be used, or a bug of Syncline's
    probe_at: datetime | None = None  # open: when one call may go
    probes: int = 0  # that failed in a row
    mended: bool = False  # somebody may have: the next probe tells
    slots: int | None = None  # ramping: how many connections are used
    double_at: datetime | None = None
    resume: bool = False  # rows that wait because of the line shall be due

    @property
    def is_open(self) -> bool:
        return self.probe_at is not None


def slots_now(breaker: Breaker, allowed: int, now: datetime) -> int:
    """How many of the allowed connections may be used; an open breaker's one is for a probe. SQL's function of this
    name says the same where slots are taken."""
    if breaker.probe_at is not None:
        return 1 if breaker.probe_at <= now else 0
    return allowed if breaker.slots is None else min(breaker.slots, allowed)


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be known of a call beside what it showed."""

    times: LineTimes
    allowed: int  # connections
    probe: bool = False  # it was the one call of an open breaker
    jitter: float = 0.0  # by chance, from 0 to 1: not all installations come back at once


def after_call(breaker: Breaker, showing: Showing, now: datetime, call: Call) -> Breaker:
    match showing.showed:
        case Showed.WORKS:
            return _works(breaker, now, call)
        case Showed.THROTTLED:
            return _works(breaker, now, call) if breaker.is_open else breaker
        case _ if breaker.is_open and not call.probe:
            return breaker  # it began before
        case Showed.FAILS if breaker.slots is not None and showing.credentials:
            return replace(breaker, ours=showing.ours)  # at one level: the others work
        case Showed.FAILS if not breaker.is_open and breaker.failures < MOST_FAILURES:
            failures = breaker.failures + 1  # else a line that fails now and then stays down
            return replace(breaker, failures=failures, ours=showing.ours)
        case _:
            return _opened(breaker, showing, now, call)


def after_mending(breaker: Breaker, now: datetime) -> Breaker:
    """Somebody changed what may have been wrong, or saw that all is well: the next call is a probe, now."""
    if not breaker.is_open:
        return replace(breaker, failures=0, ours=False, resume=True)
    return replace(breaker, probe_at=now, probes=0, mended=True, resume=True)


def _works(breaker: Breaker, now: datetime, call: Call) -> Breaker:
    if breaker.is_open:
        return _ramping(replace(breaker, slots=1, resume=True), now, call)
    if breaker.slots is None:
        return Breaker(resume=breaker.resume or breaker.failures > 0)
    if breaker.double_at is not None and now < breaker.double_at:
        return replace(breaker, failures=0, ours=False)
    return _ramping(replace(breaker, slots=2 * breaker.slots), now, call)


def _ramping(breaker: Breaker, now: datetime, call: Call) -> Breaker:
    assert breaker.slots is not None
    if breaker.slots >= call.allowed:
        return Breaker(resume=breaker.resume)
    since, resume = breaker.open_since, breaker.resume
    double_at = now + call.times.ramp
    return Breaker(open_since=since, why=breaker.why, slots=breaker.slots, double_at=double_at, resume=resume)


def _opened(breaker: Breaker, showing: Showing, now: datetime, call: Call) -> Breaker:
    """Again, after a probe that failed. A sign-in that is refused again and again may lock the user out: it is tried
    as seldom as can be."""
    probes = breaker.probes + 1 if breaker.is_open else 0
    wait = call.times.last_probe
    if not showing.credentials:
        wait = min(call.times.probe * int(2 ** min(probes, 16)), wait) * call.jitter
    return Breaker(
        open_since=breaker.open_since or now,
        why=showing.why,
        credentials=showing.credentials,
        ours=showing.ours,
        probe_at=now + wait,
        probes=probes,
        resume=breaker.resume,
    )
