"""After a stop nothing of its sync is sent, nor sent again: also not what a worker has in hand at this moment."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.steps.stopping import is_there
from backend.domain.status import Phase
from backend.storage.protocol import marks
from backend.storage.protocol.bindings import Change
from backend.storage.protocol.marks import Waiting


async def withdraw_changes(integration: Integration, changes: Sequence[Change], now: datetime) -> list[Change]:
    """T41, of those that these changes would send. Joins the open transaction; call it before they are applied.

    Who stops after this was asked waits for the locks of this transaction, and withdraws them then.
    """
    sends = [one.after.id for one in changes if _sends(one)]
    items = await marks.stopped_among(sends, integration.automatic) if sends else {}
    return await withdrawn(changes, items, now) if items else list(changes)


async def withdrawn(changes: Sequence[Change], items: Mapping[int, Waiting], now: datetime) -> list[Change]:
    """What the stop makes of them, and their items with them. `items`: by binding."""
    stopped = {one.before.id: _stopped(one, items[one.before.id], now) for one in changes if one.before.id in items}
    moved = {one.before.id for one in changes if one.before.id in stopped and stopped[one.before.id] != one}
    noted: set[int] = set()
    for sync in {items[id_].sync for id_ in moved}:
        ids = [id_ for id_ in moved if items[id_].sync == sync]
        there = [id_ for id_ in ids if is_there(stopped[id_].after, items[id_].event)]
        noted |= await marks.note_stopped(sync, ids, there)
    return [stopped[one.before.id] if one.before.id in noted else one for one in changes]


def _sends(change: Change) -> bool:
    queued = change.after.phase is Phase.IDLE and change.after.want
    return queued or change.after.phase is Phase.CLAIMED


def _stopped(change: Change, item: Waiting, now: datetime) -> Change:
    decision = decide(change.after, item.event, now)
    if decision.row == change.after:
        return change
    as_before = decision.row.desired_version == item.event.version and not is_there(decision.row, item.event)
    return Change(change.before, decision, item.fingerprint, item.changed_at if as_before else None)
