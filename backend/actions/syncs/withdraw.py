"""Take back what waits of syncs that were stopped. Any process may do it at any time."""

import time

from backend.actions.syncs.withdraw_changes import withdrawn
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.row import Decision
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
        waiting = await marks.waiting(sync, below, AT_ONCE, integration.automatic)
        items = {item.binding: item for item in waiting}
        rows, now = await bindings.lock(items)
        changes = await withdrawn([Change(row, Decision(row)) for row in rows], items, now)
        await bindings.apply([one for one in changes if one.after != one.before], integration=integration.id)
    return min(items, default=None)
