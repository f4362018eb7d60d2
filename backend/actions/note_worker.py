"""Say every few seconds that a worker lives: the screen says so when none does."""

import contextlib

from backend.actions.keep_tending import keep_doing
from backend.runtime import Runtime
from backend.storage import workers
from backend.storage.postgres.database import UNAVAILABLE

PERIOD_SECONDS = 5.0


async def note_worker(runtime: Runtime, name: str) -> None:
    await keep_doing(runtime, lambda: workers.note(name), period=PERIOD_SECONDS)
    with contextlib.suppress(*UNAVAILABLE):
        await workers.forget(name)
