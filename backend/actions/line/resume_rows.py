"""Make due what waits because of a line that works again. Any process may do it at any time."""

from msgspec.structs import replace

from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import LineRestored
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings, lines
from backend.storage.protocol.bindings import Change

_MOST = 500
_CHUNKS = 20


async def resume_rows() -> None:
    """In chunks, each a transaction of its own; what a crash leaves, the next turn finds."""
    for integration_id in await lines.to_resume():
        for _ in range(_CHUNKS):
            if not await _resume_some(integration_id):
                await _end(integration_id)
                break


async def _resume_some(integration_id: int) -> bool:
    """Rows first, the integration last, as a completion does. Whether any was left."""
    async with transaction():
        rows, now = await bindings.lock(await lines.waiting(integration_id, _MOST))
        changes = [Change(row, decide(row, LineRestored(), now)) for row in rows]
        moved = [change for change in changes if change.after != change.before]
        await bindings.apply(moved, integration=integration_id)
    return bool(moved)


async def _end(integration_id: int) -> None:
    async with transaction():
        known = await lines.lock(integration_id)
        breaker = replace(known.state.breaker, resume=False)
        await lines.write(integration_id, replace(known.state, breaker=breaker), tell=False)
