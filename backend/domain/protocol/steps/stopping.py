"""What the stop of a sync makes of a row that it marked: T41."""

from datetime import datetime

from msgspec.structs import replace

from backend.domain.protocol.events import Stopped
from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps.ends import is_only_compared, parked, settled
from backend.domain.protocol.steps.reading_back import next_read_back
from backend.domain.status import STAYS_PARKED, Phase, Status


def stopped(row: Row, event: Stopped, now: datetime) -> Decision:
    """What is in flight goes on until its outcome is known, and so does what is wanted without the sync. All else is as
    it was before the press. What is looked up first since the database was restored ends with its look."""
    newer = row.desired_version > event.version
    if is_only_compared(row) and event.park is None:
        return Decision(replace(row, want=row.want and newer and event.automatic))
    if row.status is not Status.PENDING or _is_in_flight(row) or (newer and event.automatic):
        return Decision(row)
    row = _taken_away(row, now)
    if event.park is None or is_there(row, event) or (newer and event.park not in STAYS_PARKED):
        as_before = event.park is None and not newer
        return Decision(_at_rest(row, now), event.said if as_before else "")
    return Decision(parked(row, event.park), event.said)


def _taken_away(row: Row, now: datetime) -> Row:
    """Who claims it, or looks, loses it. Whose claim is over died of it, as T24 counts."""
    if row.lease_until is None:
        return row
    died = row.phase is Phase.CLAIMED and row.lease_until <= now
    return replace(row, fence=row.fence + 1, crash_count=min(row.crash_count + died, 100))


def _at_rest(row: Row, now: datetime) -> Row:
    """In step, if old content that is there came again meanwhile: T22."""
    if row.linked and row.synced_hash == row.desired_hash:
        return replace(settled(row), synced_version=row.desired_version, next_at=next_read_back(now))
    return settled(row)


def is_there(row: Row, event: Stopped) -> bool:
    """What was asked for: only a newer version was wanted still."""
    return (row.synced_version or 0) >= event.version


def _is_in_flight(row: Row) -> bool:
    """Its request was sent, or may have been, and nobody knows yet what became of it."""
    return row.phase is Phase.SENT or row.open_attempt is not None
