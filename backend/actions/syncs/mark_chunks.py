"""Mark as pending what syncs froze, chunk by chunk. Any process may do it at any time, several at once."""

import asyncio
import time
from collections.abc import Sequence

from backend.domain.syncs.selection import plan_sync
from backend.storage import syncs
from backend.storage.postgres.database import transaction
from backend.storage.protocol import marks
from backend.storage.protocol.marks import Chunk

AT_ONCE = 2  # transactions side by side: each waits for the disk now and then


async def mark_chunks(*, seconds: float) -> int:
    """As many as begin within this time; how many. Who dies loses what it had not committed, and others go on."""
    ends_at = time.monotonic() + seconds
    return sum(await asyncio.gather(*(_mark_until(ends_at) for _ in range(AT_ONCE))))


async def _mark_until(ends_at: float) -> int:
    marked = 0
    while time.monotonic() < ends_at and await _mark_one():
        marked += 1
    return marked


async def _mark_one() -> bool:
    """Whether there was one."""
    async with transaction():
        chunk = await marks.take_chunk()
        if chunk is None:
            return False
        left = set(chunk.bindings).difference(await marks.mark(chunk))
        if left:
            await _take_over(chunk, sorted(left))
    return True


async def _take_over(chunk: Chunk, left: Sequence[int]) -> None:
    """What is in flight of a sync that was stopped; why the others are left out is noted."""
    plan = plan_sync(await syncs.candidates(chunk.integration, left, takes_over=True), chunk.verb)
    await syncs.insert_items(chunk.sync, plan.sent)
    await marks.note_left_out(chunk.sync, plan.left_out)
