"""Hold one of the connections that a third party allows, to ask it something."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TypeVar

from backend.domain.integrations.integration import Integration
from backend.domain.protocol.times import LEASE_MARGIN, Times
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.storage.protocol import slots

TRY_EVERY_SECONDS = 0.25
LONGEST_CALL_SECONDS = 30
LOST = Sentence("The settings were changed meanwhile, or the connection was given to somebody else")

T = TypeVar("T")


class StoppedError(Exception):
    """No more may be asked; the sentence says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Held:
    """A slot that is ours. `unanswered`: its connection may still be in use there, so that it rests afterwards."""

    def __init__(self, integration: Integration, times: Times, number: int, fence: int) -> None:
        self.number, self.fence, self.unanswered = number, fence, False
        self._integration, self._seconds = integration, _call(times).total_seconds()

    async def call(self, ask: Callable[[], Awaitable[T]]) -> T:
        """One question, for as long as the slot is held. Raises StoppedError."""
        lease = timedelta(seconds=self._seconds) + LEASE_MARGIN
        if not await slots.keep(self._integration, self.number, self.fence, lease, only_asks=True):
            raise StoppedError(LOST)
        try:
            async with asyncio.timeout(self._seconds):
                return await ask()
        except TimeoutError as late:
            self.unanswered = True
            words = Sentence("There was no answer within %(num)s seconds", num=f"{self._seconds:g}")
            raise StoppedError(words) from late


@asynccontextmanager
async def hold_slot(runtime: Runtime, integration: Integration, *, patience: float) -> AsyncIterator[Held | None]:
    """None: all are taken, also after so many seconds. A held integration may be asked: that sends nothing."""
    times = Times.of(runtime.connector(integration).promises(runtime.config(integration)))
    held = await _take(integration, times, patience)
    if held is None:
        yield None
        return
    try:
        yield held
    finally:
        rest = times.rest if held.unanswered else timedelta(0)
        await slots.free(integration.id, held.number, held.fence, rest=rest)
        await runtime.bell.ring(slot for slot in await slots.due() if slot == (integration.id, held.number))


async def _take(integration: Integration, times: Times, patience: float) -> Held | None:
    """The last ones first: they are the least wanted."""
    ends_at, lease = time.monotonic() + patience, _call(times) + LEASE_MARGIN
    while True:
        for number in range(integration.connections_allowed, 0, -1):
            taken = await slots.take(integration.id, number, lease, only_asks=True)
            if taken is not None:
                return Held(integration, times, number, taken.fence)
        if time.monotonic() > ends_at:
            return None
        await asyncio.sleep(TRY_EVERY_SECONDS)


def _call(times: Times) -> timedelta:
    """Somebody waits for the answer."""
    return min(times.call, timedelta(seconds=LONGEST_CALL_SECONDS))
