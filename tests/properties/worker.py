"""A drain by hand: each step of a push is a step of its own, and it may stop for ever after any of them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from backend.actions.looks.claim_looks import LookBatch, claim_looks
from backend.actions.looks.complete_looks import complete_looks
from backend.actions.push.claim import Batch, claim
from backend.actions.push.commit_intents import Sent, commit_intents
from backend.actions.push.complete import complete
from backend.actions.push.give_back import give_back
from backend.actions.read_backs.claim_read_backs import claim_read_backs
from backend.actions.read_backs.complete_read_backs import complete_read_backs
from backend.domain.protocol.times import SEND_WITHIN
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.storage.protocol import slots
from tests.properties.pretend import PretendRemote

if TYPE_CHECKING:
    from tests.properties.desk import Desk

TOO_LATE = Outcome(result=Result.NOT_APPLIED, error_class=ErrorClass.CONNECTION, sentence="Too late to send")


class Worker:
    def __init__(self, desk: "Desk", number: int) -> None:
        self.desk, self.slot = desk, number + 1
        self.fence: int | None = None
        self.crash()

    def crash(self) -> None:
        self.batch: Batch | LookBatch | None = None
        self.sent: list[Sent] | None = None
        self.intended_at = 0.0
        self.answers: Sequence[Any] | None = None
        self.fence = None

    async def step(self, faults: list[str], *, blind: bool) -> None:
        """The next one, whatever it is."""
        if self.answers is not None:
            await self._store()
        elif self.sent is not None:
            await self._send(faults)
        elif isinstance(self.batch, LookBatch):
            await self._see(blind=blind)
        elif self.batch is not None:
            await self._intend()
        else:
            await self._claim()

    async def round(self, faults: list[str], *, looks: bool, storing: bool = True) -> None:
        """From where it is until it has nothing in hand, or only an answer to store."""
        await (self.look() if looks else self.step(faults, blind=False))
        for _ in range(4):
            if self.batch is not None and (storing or self.answers is None):
                await self.step(faults, blind=False)

    async def look(self, *, broken: bool = False) -> None:
        """`broken`: we are, and cannot say what to look for."""
        if self.batch is None and await self._take():
            self.desk.connector.broken = broken
            found = await claim_looks(self.desk.runtime, self.desk.integration, self.desk.times, most=2)
            self.desk.connector.broken = False
            self.batch = found if found is not None and found.items else None

    async def read_back(self) -> None:
        """What is in step, some day: in one go, as nobody waits for it."""
        batch = await claim_read_backs(self.desk.runtime, self.desk.integration, self.desk.times, most=100)
        if batch is not None:
            seen = await PretendRemote(self.desk.connector).find([item.push for item in batch.items])
            await complete_read_backs(self.desk.integration, batch, seen)

    async def give_back(self) -> None:
        if self.batch is not None and self.sent is None and self.answers is None:
            await give_back(self.desk.integration, [item.row for item in self.batch.items])
            await self._free()

    async def _take(self) -> bool:
        if self.fence is None:
            taken = await slots.take(self.desk.integration.id, self.slot, self.desk.times.lease)
            self.fence = taken.fence if taken is not None else None
        return self.fence is not None

    async def _free(self) -> None:
        if self.fence is not None:
            await slots.free(self.desk.integration.id, self.slot, self.fence, rest=timedelta(0))
        self.crash()

    async def _claim(self) -> None:
        if not await self._take():
            return
        found = await claim(self.desk.runtime, self.desk.integration, self.desk.times, most=2)
        self.batch = found if found is not None and found.items else None
        if self.batch is not None and self.desk.held:
            self.desk.watch.broken.append("claimed, although the integration is held")

    async def _intend(self) -> None:
        assert isinstance(self.batch, Batch)
        assert self.fence is not None
        held = {"slot": self.slot, "slot_fence": self.fence}
        self.sent = await commit_intents(self.desk.integration, self.batch, self.desk.times, **held)
        self.intended_at = self.desk.there.now
        if not self.sent:
            await give_back(self.desk.integration, [item.row for item in self.batch.items])
            await self._free()

    async def _send(self, faults: list[str]) -> None:
        assert self.sent is not None
        if self.desk.there.now - self.intended_at > SEND_WITHIN.total_seconds():
            self.answers = [TOO_LATE] * len(self.sent)
            return
        pushes = [one.prepared.push for one in self.sent]
        self.desk.there.faults = list(faults)
        self.answers = await PretendRemote(self.desk.connector).push(pushes)
        await self.desk.check_intents(pushes)

    async def _see(self, *, blind: bool) -> None:
        assert isinstance(self.batch, LookBatch)
        self.desk.there.blind = blind
        self.answers = await PretendRemote(self.desk.connector).find([item.push for item in self.batch.items])
        self.desk.there.blind = False

    async def _store(self) -> None:
        assert self.answers is not None
        if isinstance(self.batch, LookBatch):
            await complete_looks(self.desk.integration, self.batch, self.answers)
        else:
            assert self.sent is not None
            await complete(self.desk.runtime, self.desk.integration, self.sent, self.answers, self.desk.times)
        await self._free()
