"""The drains of one worker: when the bell rings, and on rounds when it does not."""

import asyncio
import contextlib
import time

import structlog

from backend.actions.drain_slot import drain_slot
from backend.actions.keep_tending import keep_doing
from backend.runtime import Runtime
from backend.storage.protocol import slots

log = structlog.get_logger()

CONCURRENCY = 16  # drains at once; each has a slot, and waits for a third party nearly all of the time
UNANSWERED_SECONDS = 15.0  # a slot with something to do that nobody takes for so long: the bell does not work

Slot = tuple[int, int]  # integration, number


class Drains:
    """Postgres says what is due: Redis may be away, slow, full, or empty, and its bell may reach nobody."""

    def __init__(self, runtime: Runtime) -> None:
        self.running = 0
        self.on_rounds = False
        self._runtime = runtime
        self._idle = asyncio.Event()
        self._idle.set()
        self._room = asyncio.Semaphore(CONCURRENCY)
        self._due_since: dict[Slot, float] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def answer(self, slot: Slot) -> None:
        """The bell rang."""
        if self.on_rounds:
            log.info("rounds.ended")
        self.on_rounds = False
        self._due_since.clear()
        await self._drain(slot)

    async def go_on_rounds(self) -> None:
        """Until the process stops."""
        await keep_doing(self._runtime, self._round)

    async def finish(self, seconds: float) -> None:
        """Wait for what runs; what takes longer is cut off, and looked up later."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), seconds)
        if self.running:
            log.warning("drains.cut_off", drains=self.running)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _round(self) -> None:
        room = CONCURRENCY - self.running
        due, now = await slots.due() if room > 0 else [], time.monotonic()
        self._due_since = {slot: self._due_since.get(slot, now) for slot in due}
        if not self.on_rounds and any(now - since >= UNANSWERED_SECONDS for since in self._due_since.values()):
            self.on_rounds = True
            log.warning("rounds.begun", why="no bell was heard for work that is due")
        if self.on_rounds:
            for slot in due[:room]:
                self._begin(slot)

    def _begin(self, slot: Slot) -> None:
        task = asyncio.create_task(self._drain(slot))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (problem := task.exception()):
            log.error("drain.failed", exc_info=problem)

    async def _drain(self, slot: Slot) -> None:
        """Who does not get the slot stops at once: others may be on their rounds too."""
        self.running += 1
        self._idle.clear()
        try:
            async with self._room:
                await drain_slot(self._runtime, *slot)
        finally:
            self.running -= 1
            if not self.running:
                self._idle.set()
