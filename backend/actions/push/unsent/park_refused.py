"""What cannot be sent waits for a person, or for a newer version."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from backend.actions.push.build_pushes import CannotSend
from backend.actions.push.unsent.settle_blocked import settle_blocked
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import GivenBack, Refused
from backend.domain.protocol.row import Row
from backend.storage.postgres.database import transaction
from backend.storage.protocol import attempts, bindings
from backend.storage.protocol.bindings import Change


async def park_refused(integration: Integration, rows: Sequence[Row], refused: Mapping[int, CannotSend]) -> None:
    """T21, and T20 for those who wait for these. `rows`: as claimed; whose version is another by now is given back."""
    if not refused:
        return
    claimed = {row.id: row for row in rows}
    async with transaction():
        locked, now = await bindings.lock(refused)
        await attempts.note_causes(integration.id, [one.cause for one in refused.values() if one.cause])
        ours = [row for row in locked if row.fence == claimed[row.id].fence]
        changes = [_parked(row, claimed[row.id], refused[row.id], now) for row in ours]
        await bindings.apply(changes, integration=integration.id)
    await settle_blocked(integration, await bindings.children_of(list(refused)))


def _parked(row: Row, claimed: Row, why: CannotSend, now: datetime) -> Change:
    if row.desired_version != claimed.desired_version:
        return Change(row, decide(row, GivenBack(), now))
    return Change(row, decide(row, Refused(why.sentence), now), why.cause.fingerprint if why.cause else "")
