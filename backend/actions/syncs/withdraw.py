"""Take back what waits of syncs that were stopped. Any process may do it at any time."""

import time

from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.storage import integrations
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings, marks
from backend.storage.protocol.bindings import Change

AT_ONCE = 1_000  # in one transaction
_ABOVE_ALL = 2**63 - 1


async def withdraw(*, seconds: float) -> None:
    """T41, for as long as this; what is left is for the next turn."""
    ends_at = time.monotonic() + seconds
    for sync, integration_id in await marks.withdrawing():
        integration = await integrations.read(integration_id)
        assert integration is not None
        below: int | None = _ABOVE_ALL
        while below is not None and time.monotonic() < ends_at:
            below = await _withdraw_some(integration, sync, below)
        if below is None:
            await marks.end_withdrawing(sync)


async def _withdraw_some(integration: Integration, sync: int, below: int) -> int | None:
    """The lowest id that was looked at; None: there was none."""
    async with transaction():
        items = await marks.waiting(sync, below, AT_ONCE, integration.automatic)
        by_id = {item.binding: item for item in items}
        rows, now = await bindings.lock(by_id)
        changes = [Change(row, decide(row, by_id[row.id].event, now), by_id[row.id].fingerprint) for row in rows]
        changed = [change.before.id for change in changes if change.after != change.before]
        stopped = await marks.note_stopped(sync, changed)
        await bindings.apply([one for one in changes if one.before.id in stopped], integration=integration.id)
    return min(by_id, default=None)
