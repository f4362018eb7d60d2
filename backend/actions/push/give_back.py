"""Let go of what was claimed and is not sent now."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from backend.actions.push.broken import OF_A_ROW, OF_NOBODY, OwnFaultError, fault_of_ours
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import GivenBack
from backend.domain.protocol.row import Row
from backend.storage.postgres.again import insist, retried
from backend.storage.postgres.database import UNAVAILABLE, transaction
from backend.storage.protocol import bindings
from backend.storage.protocol.bindings import Change


@retried
async def give_back(integration: Integration, claimed: Sequence[Row]) -> None:
    """Others may claim them at once. What was lost meanwhile stays as it is. Idempotent."""
    if not claimed:
        return
    fences = {row.id: row.fence for row in claimed}
    async with transaction():
        rows, now = await bindings.lock(fences)
        changes = [Change(row, decide(row, GivenBack(), now)) for row in rows if row.fence == fences[row.id]]
        await bindings.apply(changes, integration=integration.id)


@asynccontextmanager
async def given_back_if_it_fails(
    integration: Integration, claimed: Sequence[Row], *, seconds: float
) -> AsyncIterator[None]:
    """No worker died of these when the database goes away before they are sent, or we cannot go on for a reason that is
    none of theirs. Raises OwnFaultError for such a reason. `seconds`: as long as they are leased.

    What may be one object's stays claimed, and counts as a death: each is tried alone then, and only one is parked.
    """
    try:
        yield
    except UNAVAILABLE:
        await insist(lambda: give_back(integration, claimed), seconds=seconds)
        raise
    except OF_A_ROW:
        raise
    except OF_NOBODY as problem:
        await give_back(integration, claimed)
        raise OwnFaultError(fault_of_ours(problem)) from problem
