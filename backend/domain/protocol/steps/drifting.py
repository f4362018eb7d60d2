"""What the third party holds of a row in step: T37, T38. Nothing is overwritten by itself."""

from datetime import datetime

from msgspec.structs import replace

from backend.domain.protocol.events import ReadBack
from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps.ends import settled
from backend.domain.protocol.steps.reading_back import next_read_back
from backend.domain.protocol.times import READ_BACK_AGAIN
from backend.domain.pushes.found import Found, Match
from backend.domain.sentence import kept
from backend.domain.status import Phase, Status

_CHANGED = kept("It was changed there")


def read_back(row: Row, event: ReadBack, now: datetime) -> Decision:
    """What was claimed, changed or sent meanwhile is read back another time."""
    if row.phase is not Phase.IDLE or row.status is not Status.SUCCESS or row.fence != event.fence:
        return Decision(row)
    match event.found.match:
        case Match.EQUAL:
            return Decision(replace(row, next_at=next_read_back(now)), event.found.sentence or None)
        case Match.UNSEEN:
            return Decision(replace(row, next_at=now + READ_BACK_AGAIN))
        case Match.ABSENT:
            return gone(row, event.found)
        case _:
            return changed(row, event.found)


def changed(row: Row, found: Found) -> Decision:
    """T37. Nothing of ours is in flight, so the next update may have a key of its own: the last one is spent."""
    told = kept("It was changed at the third party. %(why)s", why=found.sentence) if found.sentence else _CHANGED
    return Decision(_out_of_step(replace(row, create_epoch=row.create_epoch + (not row.epoch_unknown))), told)


def gone(row: Row, found: Found) -> Decision:
    """T38. Its record stays known: what has its number now may be another's."""
    told = kept("It was deleted at the third party")
    return Decision(_out_of_step(row), f"{told}. {found.sentence}" if found.sentence else told)


def _out_of_step(row: Row) -> Row:
    """What it holds is not ours any more: old content that returns must not look in step."""
    return replace(settled(row), synced_version=None, synced_hash=None)
