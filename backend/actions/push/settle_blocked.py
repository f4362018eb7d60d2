"""Release, or park, those who wait for objects that just ended one way or the other."""

from collections.abc import Sequence
from datetime import datetime

from backend.actions.push.blocking import blocked_by
from backend.domain.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Blocked, Unblocked
from backend.domain.protocol.row import Decision, Row
from backend.domain.status import Phase
from backend.storage.database import transaction
from backend.storage.protocol import bindings
from backend.storage.protocol.bindings import Change, Unready


async def settle_blocked(integration: Integration, parents: Sequence[int]) -> None:
    """T19, T20, and the children of children. A crash in between is mended by recheck_blocked."""
    while parents:
        children = await bindings.children_of(parents)
        parents = await decide_blocked(integration.id, children)


async def decide_blocked(integration_id: int, children: Sequence[int]) -> list[int]:
    """Look again at what these wait for; the ids of those that were parked."""
    if not children:
        return []
    async with transaction():
        rows, now = await bindings.lock(children)
        unready = await bindings.unready_needs([row.id for row in rows])
        changes = [Change(row, _decide(row, unready.get(row.id, []), now)) for row in rows]
        await bindings.apply(changes, integration=integration_id)
    return [c.before.id for c in changes if c.after.phase is Phase.PARKED and c.before.phase is Phase.BLOCKED]


def _decide(row: Row, unready: Sequence[Unready], now: datetime) -> Decision:
    if not unready:
        return decide(row, Unblocked(), now)
    event: Blocked = blocked_by(unready)
    return decide(row, event, now) if row.phase is Phase.BLOCKED else Decision(row)
