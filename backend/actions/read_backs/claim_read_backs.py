"""Take bindings in step whose records are to be read back. They stay in step meanwhile."""

from backend.actions.looks.build_looks import Looking, build_looks
from backend.actions.looks.claim_looks import LookBatch
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.times import Times
from backend.domain.status import Status
from backend.runtime import Runtime
from backend.storage.protocol import bindings


class ReadBackBatch(LookBatch, frozen=True):
    """Nobody waits for what it sees."""


async def claim_read_backs(
    runtime: Runtime, integration: Integration, times: Times, *, most: int
) -> ReadBackBatch | None:
    """None: nothing is to be read back now. Who takes them and dies puts them off, for as long as a look may take."""
    found = await bindings.claim_read_backs(integration.id, most, times.look)
    if found is None:
        return None
    level, ids, now = found
    rows = [row for row in await bindings.read(ids) if row.status is Status.SUCCESS]
    built = [one for _, one in await build_looks(runtime, integration, rows) if isinstance(one, Looking)]
    return ReadBackBatch(level, built, now) if built else None
