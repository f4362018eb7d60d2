"""Store what reading back saw: T37, T38."""

from collections.abc import Sequence

from backend.actions.looks.build_looks import Looking
from backend.actions.looks.complete_looks import insert_exchange, look_of, note_look
from backend.actions.looks.ours_only import ours_only
from backend.actions.push.one_by_one import Noted, one_by_one
from backend.actions.read_backs.claim_read_backs import ReadBackBatch
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import ReadBack
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import Status
from backend.storage.postgres.database import REFUSED, transaction
from backend.storage.protocol import attempts, bindings, records
from backend.storage.protocol.bindings import Change


async def complete_read_backs(integration: Integration, batch: ReadBackBatch, seen: Sequence[Found]) -> None:
    """What is as we wrote it is only put off. A record that was made again, and is ours, is linked anew."""
    looked = list(zip(batch.items, await ours_only(integration, batch, seen), strict=True))
    try:
        await _store(integration, batch, looked)
    except REFUSED:
        noted = await note_look(integration, [found for _, found in looked], of_line=False)
        await one_by_one(lambda one: _store(integration, batch, [one], noted), looked)


async def _store(
    integration: Integration, batch: ReadBackBatch, seen: Sequence[tuple[Looking, Found]], noted: Noted | None = None
) -> bool:
    """`noted`: what was kept of the call already. False: breaker and pacing are not asked."""
    found, looked = [one for _, one in seen], {item.row.id: (item, one) for item, one in seen}
    async with transaction():
        rows, now = await bindings.lock(looked)
        rows = [row for row in rows if row.fence == looked[row.id][0].row.fence]
        events = {row.id: ReadBack(found=looked[row.id][1], fence=looked[row.id][0].row.fence) for row in rows}
        changes = [Change(row, decide(row, events[row.id], now)) for row in rows]
        exchange = noted.exchange if noted else await insert_exchange(integration, found)
        await attempts.insert_looks([look_of(batch, *looked[row.id], exchange) for row in rows], counted=bool(noted))
        kept = [change for change in changes if change.after.status is Status.SUCCESS]
        await records.link(integration.id, _made_again([looked[change.before.id] for change in kept]))
        await bindings.put_off([change.after for change in kept])
        await bindings.apply([c for c in changes if c.after.status is not Status.SUCCESS], integration=integration.id)
    return False


def _made_again(seen: Sequence[tuple[Looking, Found]]) -> list[tuple[int, RemoteRef]]:
    return [
        (item.row.id, found.remote)
        for item, found in seen
        if found.match is Match.EQUAL and found.remote and item.push.remote and found.remote.id != item.push.remote.id
    ]
