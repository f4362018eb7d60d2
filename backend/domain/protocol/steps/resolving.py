"""What a person decides about a row that does not go on by itself, or not soon enough: Retry, Check now, T15, T16."""

from datetime import datetime

from msgspec.structs import replace

from backend.domain.objects import Category
from backend.domain.protocol.events import Adopted, CannotLook, LookAsked, Renumbered, Retried, SentAgain
from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps.ends import bound, parked, settled
from backend.domain.protocol.times import LOOK_SELDOM
from backend.domain.sentence import kept
from backend.domain.status import RESOLVE_FIRST, Park, Phase


def retried(row: Row, event: Retried, now: datetime) -> Decision:
    """Waiting in back-off: due now. Confirming: looks now, never sends before its time."""
    waits = (row.phase is Phase.IDLE and row.want) or waits_for_look(row)
    return Decision(replace(row, next_at=now) if waits and row.category is Category.FINANCE else row)


def look_asked(row: Row, event: LookAsked, now: datetime) -> Decision:
    """Check now. An early look may only find. What stood in the way may be gone by now: then ours is sent."""
    if waits_for_look(row):
        return Decision(replace(row, next_at=now))
    if row.park in RESOLVE_FIRST:
        return Decision(_looked_up(row, now, sends=True), "")
    return Decision(row)


def waits_for_look(row: Row) -> bool:
    """It is being confirmed, and nobody looks at this moment."""
    return row.phase is Phase.CONFIRMING and row.lease_until is None


def adopted(row: Row, event: Adopted, now: datetime) -> Decision:
    """T15. A look compares: equal is a success, other content is out of step, and nothing is sent over it."""
    if row.park not in RESOLVE_FIRST:
        return Decision(row)
    row = replace(bound(row, event.level), synced_version=None, synced_hash=None)
    return Decision(
        _looked_up(row, now, sends=False), kept("Adopted record %(number)s; it is being compared", number=event.number)
    )


def sent_again(row: Row, event: SentAgain, now: datetime) -> Decision:
    """T16. The last look saw nothing, after its time: the old creation is dead, and its key with it. Looks once more
    before anything is sent."""
    if row.park is not Park.ORDINARY:
        return Decision(row)
    row = replace(row, linked=False, synced_version=None, synced_hash=None, fail_count=0)
    row = replace(row, create_epoch=row.create_epoch + 1, epoch_unknown=False)
    return Decision(_looked_up(row, now, sends=True), "")


def renumbered(row: Row, event: Renumbered, now: datetime) -> Decision:
    """Its number belongs to somebody else, so it goes under another. The key of an attempt that was ever unknown stays:
    should it still be carried out, against all promises, the third party refuses the second."""
    if row.park is not Park.FOREIGN or row.linked:
        return Decision(row)
    row = replace(row, create_epoch=row.create_epoch + (not row.epoch_unknown), fail_count=0)
    return Decision(_looked_up(row, now, sends=True), "")


def cannot_look(row: Row, event: CannotLook, now: datetime) -> Decision:
    """With nothing in flight a person decides; else it stays unknown, and is tried again now and then."""
    if row.phase is not Phase.CONFIRMING or row.lease_until is None:
        return Decision(row)
    if row.open_attempt is None:
        return Decision(parked(row, Park.ORDINARY), event.sentence)
    return Decision(replace(row, lease_until=None, next_at=now + LOOK_SELDOM), event.sentence)


def _looked_up(row: Row, now: datetime, *, sends: bool) -> Row:
    """`sends`: what the look does not find, or finds with other content, is sent."""
    return replace(settled(row), phase=Phase.CONFIRMING, forced=sends, next_at=now)
