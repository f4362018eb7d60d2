"""What all workers know of the line to one third party."""

from datetime import datetime

import msgspec

from backend.domain.line.breaker import Breaker, Call, after_call
from backend.domain.line.pacing import Pacing, pace_after_call
from backend.domain.line.showing import Showing


class LineState(msgspec.Struct, frozen=True):
    breaker: Breaker = Breaker()
    pacing: Pacing = Pacing()

    def after_call(self, showing: Showing, now: datetime, call: Call) -> "LineState":
        """`now` is the database's time."""
        pacing = pace_after_call(self.pacing, showing, now, times=call.times)
        return LineState(after_call(self.breaker, showing, now, call), pacing)
