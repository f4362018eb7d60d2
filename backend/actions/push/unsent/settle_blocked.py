"""Release, or park, those who wait for objects that just ended one way or the other."""

from collections.abc import Sequence
from datetime import datetime

from backend.actions.push.unsent.blocking import blocked_by
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Unblocked
from backend.domain.protocol.row import Decision, Row
from backend.domain.status import Park, Phase
from backend.storage.postgres.again import retried
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings
from backend.storage.protocol.bindings import Change, Unready

AT_ONCE = 1_000  # in one transaction: who else writes these rows does not wait for long


@retried
async def settle_blocked(integration: Integration, children: Sequence[int], *, at_once: int = AT_ONCE) -> None:
    """Look again at what these wait for; and at the children of those that come into error, or out of it, and so on.

    In chunks; what a crash leaves undone, `tend` finds.
    """
    waiting = list(children)
    while waiting:
        chunk, waiting = waiting[:at_once], waiting[at_once:]
        async with transaction():
            rows, now = await bindings.lock(chunk)
            parked = await decide_blocked(integration.id, rows, now)
        waiting += await bindings.children_of(parked) if parked else []


async def blocked_meanwhile(parents: Sequence[int], known: Sequence[int]) -> list[int]:
    """To be asked after the commit: who was blocked while these ended, and saw them as they were before. Whoever is
    blocked later sees them as they are, and looks by itself."""
    before = set(known)
    return [id_ for id_ in await bindings.children_of(parents) if id_ not in before]


async def decide_blocked(integration_id: int, rows: Sequence[Row], now: datetime) -> list[int]:
    """T19, T20 for locked rows, inside the caller's transaction; the ids of those that came into error or
    out of it."""
    unready = await bindings.unready_needs([row.id for row in rows]) if rows else {}
    changes = [Change(row, _decide(row, unready.get(row.id, []), now)) for row in rows]
    await bindings.apply(changes, integration=integration_id)
    return [c.before.id for c in changes if (c.after.phase is Phase.PARKED) != (c.before.phase is Phase.PARKED)]


def _decide(row: Row, unready: Sequence[Unready], now: datetime) -> Decision:
    if not unready:
        return decide(row, Unblocked(), now)
    waits = row.phase is Phase.BLOCKED or row.park is Park.BLOCKED
    return decide(row, blocked_by(unready), now) if waits else Decision(row)
