"""What the stop of a sync makes of a row that it marked: T41."""

from datetime import datetime

from msgspec.structs import replace

from backend.domain.protocol.events import Stopped
from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps.ends import is_only_compared, parked, settled
from backend.domain.status import STAYS_PARKED, Phase


def stopped(row: Row, event: Stopped, now: datetime) -> Decision:
    """What was sent, is being sent, or was looked up after a Force goes on; so does what is wanted without the sync.
    What is looked up first since the database was restored ends with its look."""
    newer = row.desired_version > event.version
    if is_only_compared(row) and not _is_untouched_force(row, event):
        return Decision(replace(row, want=row.want and newer and event.automatic))
    if not _waits(row, event) or (newer and event.automatic):
        return Decision(row)
    if event.park is None or (newer and event.park not in STAYS_PARKED):
        return Decision(settled(row), "")
    return Decision(parked(row, event.park), event.said)


def _waits(row: Row, event: Stopped) -> bool:
    if row.phase is Phase.CONFIRMING:
        return _is_untouched_force(row, event)
    queued = row.phase is Phase.IDLE and row.want
    return event.park is None and (queued or row.phase is Phase.BLOCKED)


def _is_untouched_force(row: Row, event: Stopped) -> bool:
    """Nobody may have looked: a look ends the error that would come back."""
    untouched = row.phase is Phase.CONFIRMING and row.open_attempt is None and row.fence == event.fence
    return event.park is not None and untouched
