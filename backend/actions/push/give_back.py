"""Let go of what was claimed and is not sent now."""

from backend.actions.push.claim import Batch
from backend.actions.push.claim_looks import LookBatch
from backend.domain.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import GivenBack
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings
from backend.storage.protocol.bindings import Change


async def give_back(integration: Integration, batch: Batch | LookBatch) -> None:
    """Others may claim it at once. What was lost meanwhile stays as it is. Idempotent."""
    fences = {item.row.id: item.row.fence for item in batch.items}
    async with transaction():
        rows, now = await bindings.lock(fences)
        changes = [Change(row, decide(row, GivenBack(), now)) for row in rows if row.fence == fences[row.id]]
        await bindings.apply(changes, integration=integration.id)
