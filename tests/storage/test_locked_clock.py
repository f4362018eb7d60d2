"""Who waited for a lock decides by the time after it, not by the time when they began to wait."""

import asyncio
from datetime import datetime

import asyncpg
import pytest

from backend.runtime import Runtime
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings, lines
from tests.factories import sql, waiting_for_locks
from tests.storage.make import binding_of_its_own
from tests.waiting import until

pytestmark = pytest.mark.anyio


async def time_read(what: str, id_: int) -> datetime:
    async with transaction():
        return (await bindings.lock([id_]))[1] if what == "binding" else (await lines.lock(id_)).now


@pytest.mark.parametrize("what", ["binding", "integration"])
async def test_the_clock_is_read_after_the_last_lock(runtime: Runtime, what: str) -> None:
    binding = await binding_of_its_own()
    (row,) = await sql("SELECT integration FROM binding WHERE id = $1", binding)
    id_ = binding if what == "binding" else row["integration"]
    other = await asyncpg.connect(runtime.settings.database_url)
    async with other.transaction():
        await other.execute(f"SELECT FROM {what} WHERE id = $1 FOR UPDATE", id_)
        reading = asyncio.create_task(time_read(what, id_))
        await until(waiting_for_locks)
        released = await other.fetchval("SELECT clock_timestamp()")
    await other.close()

    assert await reading > released
