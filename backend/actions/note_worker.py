"""Say every few seconds that a worker lives: the screen says so when none does."""

import asyncio
import contextlib

from backend.runtime import Runtime
from backend.storage import workers
from backend.storage.postgres.database import UNAVAILABLE

PERIOD_SECONDS = 5.0


async def note_worker(runtime: Runtime, name: str) -> None:
    while not runtime.stopping.is_set():
        with contextlib.suppress(*UNAVAILABLE):
            await asyncio.create_task(workers.note(name))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(runtime.stopping.wait(), PERIOD_SECONDS)
    with contextlib.suppress(*UNAVAILABLE):
        await workers.forget(name)
