"""Put off those whose look cannot be built, or whose answer cannot be stored."""

from collections.abc import Mapping

from backend.actions.push.unsent.settle_blocked import settle_blocked
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import CannotLook
from backend.domain.protocol.row import Row
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings
from backend.storage.protocol.bindings import Change


async def set_aside(integration: Integration, unbuilt: Mapping[int, tuple[Row, str]]) -> None:
    """With why: they are tried seldom."""
    if not unbuilt:
        return
    async with transaction():
        rows, now = await bindings.lock(unbuilt)
        mine = [row for row in rows if row.fence == unbuilt[row.id][0].fence]
        changes = [Change(row, decide(row, CannotLook(unbuilt[row.id][1]), now)) for row in mine]
        await bindings.apply(changes, integration=integration.id)
    await settle_blocked(integration, await bindings.children_of(list(unbuilt)))
