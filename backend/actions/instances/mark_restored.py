"""After a restoration: what has a record, or was under way, is to be looked up. In chunks, resumed after a crash."""

from backend.actions.line.apart import apart
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Restored
from backend.domain.protocol.times import Times
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.instances import restorations
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings
from backend.storage.protocol.bindings import Change

AT_ONCE = 1_000
_CHUNKS = 20  # in one turn: leases are not kept waiting for long


async def mark_restored(runtime: Runtime) -> None:
    """T42 of all integrations that wait for it; they are held."""
    for integration_id in await restorations.still_open():
        async with apart(runtime, integration_id):
            for _ in range(_CHUNKS):
                if not await _mark_some(runtime, integration_id):
                    break


async def _mark_some(runtime: Runtime, integration_id: int) -> bool:
    """Whether there may be more."""
    integration = await integrations.read(integration_id)
    assert integration is not None
    quarantine = Times.of(runtime.promises(integration)).quarantine
    async with transaction():
        if not await restorations.lock(integration_id):
            return False
        ids = await restorations.next_ids(integration_id, AT_ONCE)
        rows, now = await bindings.lock(ids)
        changes = [Change(row, decide(row, Restored(now + quarantine), now)) for row in rows]
        await bindings.apply(changes, integration=integration_id)
        await restorations.move(integration_id, min(ids, default=None))
    return bool(ids)
