"""After the database was restored: T42. What it says of the third party is looked up before anything is sent."""

from datetime import datetime

from msgspec.structs import replace

from backend.domain.protocol.events import Restored
from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps.ends import queued
from backend.domain.protocol.times import Times
from backend.domain.sentence import kept
from backend.domain.status import Park, Phase

LOOKED_UP_FIRST = kept("The database was restored")


def look_from(restored_at: datetime | None, times: Times) -> datetime | None:
    """When nothing can be carried out any more that was sent before; None: it was not restored."""
    return restored_at + times.quarantine if restored_at else None


def restored(row: Row, event: Restored, now: datetime) -> Decision:
    """What was sent is looked up: who asked for it to be sent again keeps the wish, and nobody else gets one; also a
    Force of then is no more than a wish now. What has no record is looked up when it is claimed, also if it was in an
    earlier life; what is in error, when somebody takes it up, or what it needs is there."""
    row = replace(row, fence=row.fence + (row.lease_until is not None), lease_until=None)
    if row.phase is Phase.PARKED and not (row.park is Park.BLOCKED and row.linked):
        return Decision(_forgotten(row))
    if row.open_attempt is not None:
        unknown = row.epoch_unknown or row.phase is Phase.SENT
        return Decision(replace(_looked_up(row, event.until), epoch_unknown=unknown))
    if row.phase is Phase.CONFIRMING:
        row = replace(_forgotten(row), want=True, forced=False) if row.forced else row
        return Decision(_looked_up(row, event.until))
    if row.linked:
        wanted = row.want or row.phase in (Phase.CLAIMED, Phase.BLOCKED, Phase.PARKED)
        row = replace(row, want=wanted, forced=False, park=None)
        return Decision(_looked_up(row, event.until), LOOKED_UP_FIRST)
    return Decision(queued(row, now) if row.phase is Phase.CLAIMED else replace(row, forced=False))


def _forgotten(row: Row) -> Row:
    """What is in error goes on without a look once its old content comes again: it must not look in step unseen."""
    return replace(row, synced_version=None, synced_hash=None)


def looked_up_first(row: Row, look_from: datetime, now: datetime) -> Decision:
    """In place of a claim that would create: the backup may not know that it was made since."""
    row = _looked_up(row, max(look_from, now))
    return Decision(replace(row, quarantine_until=look_from if look_from > now else None), LOOKED_UP_FIRST)


def waits(row: Row, look_from: datetime) -> Decision:
    """What was sent since the backup may still be on its way, also over what the backup knows of: what a look saw
    would change by itself."""
    return Decision(replace(row, next_at=look_from), LOOKED_UP_FIRST)


def _looked_up(row: Row, at: datetime) -> Row:
    until = max(row.quarantine_until or at, at)
    return replace(row, phase=Phase.CONFIRMING, wanted_at=None, next_at=until, quarantine_until=until)
