"""What cannot be sent waits for a person, or for a newer version."""

from collections.abc import Mapping
from datetime import datetime

from backend.actions.push.build_pushes import CannotSend
from backend.actions.push.unsent.settle_blocked import settle_blocked
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Refused
from backend.domain.protocol.row import Row
from backend.storage.postgres.database import transaction
from backend.storage.protocol import attempts, bindings
from backend.storage.protocol.bindings import Change


async def park_refused(integration: Integration, refused: Mapping[int, CannotSend]) -> None:
    """T21, and T20 for those who wait for these."""
    if not refused:
        return
    async with transaction():
        rows, now = await bindings.lock(refused)
        await attempts.note_causes(integration.id, [one.cause for one in refused.values() if one.cause])
        changes = [_parked(row, refused[row.id], now) for row in rows]
        await bindings.apply(changes, integration=integration.id)
    await settle_blocked(integration, await bindings.children_of(list(refused)))


def _parked(row: Row, why: CannotSend, now: datetime) -> Change:
    return Change(row, decide(row, Refused(why.sentence), now), why.cause.fingerprint if why.cause else "")
