"""The pace of an integration: when the third party asks for fewer calls, all workers slow down together."""

from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from backend.domain.line.showing import Showed, Showing
from backend.domain.line.times import LineTimes

_STEPS = 4  # of easing, back to where the first throttle was


class Pacing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """As the column `integration.pacing` holds it: {} is as quick as can be."""

    since: datetime | None = None
    interval: float = 0.0  # seconds between two calls, over all connections
    not_before: datetime | None = None
    slowed_at: datetime | None = None
    ease_at: datetime | None = None


def may_call_at(pacing: Pacing, number: int) -> datetime | None:
    """When the connection of this number may be used at the earliest; one after the other. None: at any time. SQL's
    `in_pace` says the same where slots are taken."""
    if pacing.not_before is None:
        return None
    return pacing.not_before + timedelta(seconds=(number - 1) * pacing.interval)


def pause_between(pacing: Pacing, slots: int) -> timedelta:
    """From one call of a connection to its next, when so many take turns."""
    return timedelta(seconds=pacing.interval * max(slots, 1))


def pace_after_call(pacing: Pacing, showing: Showing, now: datetime, *, times: LineTimes) -> Pacing:
    match showing.showed:
        case Showed.THROTTLED:
            return _slowed(pacing, showing.retry_after, now, times)
        case Showed.WORKS if pacing.ease_at is not None and now >= pacing.ease_at:
            return _eased(pacing, pacing.ease_at, now, times)
        case _:
            return pacing


def _slowed(pacing: Pacing, asked: timedelta | None, now: datetime, times: LineTimes) -> Pacing:
    """Half as many calls. What several connections hear in one while counts once."""
    interval, slowed_at = pacing.interval, pacing.slowed_at
    if slowed_at is None or now - slowed_at >= times.ramp:
        doubled = max(2 * interval, times.interval.total_seconds())
        interval, slowed_at = min(doubled, times.last_interval.total_seconds()), now
    until = max(pacing.not_before or now, now + (asked or timedelta(seconds=interval)))
    return Pacing(
        since=pacing.since or now, interval=interval, not_before=until, slowed_at=slowed_at, ease_at=until + times.ramp
    )


def _eased(pacing: Pacing, since: datetime, now: datetime, times: LineTimes) -> Pacing:
    """A step more calls for each while without a throttle."""
    full = 1 / times.interval.total_seconds()
    steps = 1 + (now - since) // times.ramp
    rate = 1 / pacing.interval + steps * full / _STEPS
    if rate >= full:
        return Pacing()
    return replace(pacing, interval=1 / rate, ease_at=now + times.ramp)
