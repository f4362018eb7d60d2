"""Take bindings whose outcome is to be looked up."""

from datetime import datetime

import msgspec

from backend.actions.looks.build_looks import Looking, build_looks
from backend.actions.looks.set_aside import set_aside
from backend.actions.push.give_back import given_back_if_it_fails
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import LookClaimed
from backend.domain.protocol.row import Row
from backend.domain.protocol.steps.restoring import look_from
from backend.domain.protocol.times import Times
from backend.runtime import Runtime
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings
from backend.storage.protocol.bindings import Change


class LookBatch(msgspec.Struct, frozen=True):
    level: str
    items: list[Looking]
    at: datetime  # the database's time before the look


async def claim_looks(runtime: Runtime, integration: Integration, times: Times, *, most: int) -> LookBatch | None:
    """None: nothing is to be looked up now. A batch may be empty: what to look for could not be built."""
    taken = await _take(integration, times, most)
    if taken is None:
        return None
    level, leased, now = taken
    async with given_back_if_it_fails(integration, leased, seconds=times.look.total_seconds()):
        built = await build_looks(runtime, integration, leased)
        await set_aside(integration, {row.id: (row, one) for row, one in built if isinstance(one, str)})
        return LookBatch(level, [one for _, one in built if isinstance(one, Looking)], now)


async def _take(integration: Integration, times: Times, most: int) -> tuple[str, list[Row], datetime] | None:
    """T34; T42: those that wait are not among them. With the database's time."""
    async with transaction():
        found = await bindings.claim("claim_looks", integration.id, most)
        if found is None:
            return None
        level, rows, now = found
        taken = LookClaimed(times.look, look_from(integration.restored_at, times))
        changes = [Change(row, decide(row, taken, now)) for row in rows]
        await bindings.apply(changes, integration=integration.id)
    return level, [change.after for change in changes if change.after.lease_until is not None], now
