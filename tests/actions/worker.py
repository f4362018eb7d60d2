"""A drain by hand."""

from collections.abc import Sequence
from datetime import timedelta

from backend.actions.looks.claim_looks import claim_looks
from backend.actions.push.claim import Batch, claim
from backend.actions.push.commit_intents import Sent, commit_intents
from backend.actions.tend import tend
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.times import Times
from backend.domain.pushes.outcome import Outcome
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import slots
from backend.storage.protocol.slots import Taken
from tests.actions.make import let_time_pass

SLOT = 2


class Worker:
    """It can stop between any two steps."""

    def __init__(self, runtime: Runtime, integration: Integration) -> None:
        self.runtime, self.integration = runtime, integration
        self.times = Times.of(runtime.promises(integration))

    @classmethod
    async def at(cls, runtime: Runtime, integration: int) -> "Worker":
        found = await integrations.read(integration)
        assert found is not None
        return cls(runtime, found)

    async def claim(self) -> Batch:
        batch = await claim(self.runtime, self.integration, self.times, most=100)
        assert batch is not None
        return batch

    async def commit(self) -> list[Sent]:
        return await self.intend(await self.claim())

    async def take_slot(self) -> Taken:
        taken = await slots.take(self.integration.id, SLOT, self.times.lease)
        assert taken is not None
        return taken

    async def intend(self, batch: Batch) -> list[Sent]:
        """With a slot taken for it, and freed at once."""
        taken = await self.take_slot()
        sent = await self.intend_at(taken, batch)
        await slots.free(self.integration.id, SLOT, taken.fence, rest=timedelta(0))
        assert sent is not None
        return sent

    async def intend_at(self, taken: Taken, batch: Batch) -> list[Sent] | None:
        held = {"slot": SLOT, "slot_fence": taken.fence, "probe": taken.probe}
        return await commit_intents(self.integration, batch, self.times, **held)

    async def send(self) -> tuple[list[Sent], Sequence[Outcome]]:
        sent = await self.commit()
        line = await self.runtime.line(self.integration, 1, "top")
        return sent, await line.push([one.prepared.push for one in sent])

    async def look(self) -> None:
        await self.send()
        await let_time_pass()
        await tend(self.runtime)
        await let_time_pass()
        assert await claim_looks(self.runtime, self.integration, self.times, most=100) is not None
