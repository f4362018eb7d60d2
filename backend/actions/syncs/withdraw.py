"""Take back what waits of syncs that were stopped. Any process may do it at any time."""

import time

from backend.actions.line.apart import apart
from backend.actions.syncs.withdraw_changes import withdrawn
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.row import Decision
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings, marks
from backend.storage.protocol.bindings import Change

AT_ONCE = 1_000  # in one transaction


async def withdraw(runtime: Runtime, *, seconds: float) -> None:
    """T41, for as long as this, of which each sync has its share; what is left is for the next turn."""
    ends_at = time.monotonic() + seconds
    stopped = await marks.withdrawing()
    for left, (sync, integration_id) in zip(range(len(stopped), 0, -1), stopped, strict=True):
        async with apart(runtime, integration_id):
            await withdraw_one(sync, integration_id, seconds=(ends_at - time.monotonic()) / left)


async def withdraw_one(sync: int, integration_id: int, *, seconds: float) -> None:
    """From where the last turn ended: what it passed over is in flight, or wanted without the sync."""
    ends_at = time.monotonic() + seconds
    integration = await integrations.read(integration_id)
    assert integration is not None
    below: int | None = await marks.withdrawn_to(sync)
    while below is not None and time.monotonic() < ends_at:
        below = await _withdraw_some(integration, sync, below)
    if below is None:
        await marks.end_withdrawing(sync)


async def _withdraw_some(integration: Integration, sync: int, below: int) -> int | None:
    """The lowest id that was looked at; None: there was none."""
    async with transaction():
        waiting = await marks.waiting(sync, below, AT_ONCE, integration.automatic)
        if not waiting:
            return None
        items = {item.binding: item for item in waiting}
        rows, now = await bindings.lock(items)
        changes = await withdrawn([Change(row, Decision(row)) for row in rows], items, now)
        await bindings.apply([one for one in changes if one.after != one.before], integration=integration.id)
        await marks.note_withdrawn(sync, min(items))
    return min(items)
