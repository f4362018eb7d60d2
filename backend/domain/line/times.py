"""The times of breaker and pacing. They shrink with a third party's own: one that answers at once is asked sooner."""

from datetime import timedelta

import msgspec

FIRST_PROBE = timedelta(seconds=30)  # doubles with each probe that fails
LAST_PROBE = timedelta(minutes=5)
RAMP = timedelta(seconds=10)  # of success, until connections double, or a throttle is eased by a step
FIRST_INTERVAL = timedelta(seconds=1)  # between two calls, after a throttle; doubles
LAST_INTERVAL = timedelta(seconds=10)


class LineTimes(msgspec.Struct, frozen=True, kw_only=True):
    probe: timedelta
    last_probe: timedelta
    ramp: timedelta
    interval: timedelta
    last_interval: timedelta

    @classmethod
    def of(cls, call: timedelta) -> "LineTimes":
        """`call`: the hard limit of one call."""
        return cls(
            probe=min(FIRST_PROBE, call),
            last_probe=min(LAST_PROBE, 10 * call),
            ramp=min(RAMP, call),
            interval=min(FIRST_INTERVAL, call / 10),
            last_interval=min(LAST_INTERVAL, call / 2),
        )
