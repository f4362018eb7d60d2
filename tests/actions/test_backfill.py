"""A new integration gets a binding for every object, at its newest version, whatever happens meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from backend.actions.tend import tend
from backend.runtime import Runtime
from tests.actions.make import department, row_of
from tests.factories import make_integration, receive, sql, statuses
from tests.waiting import until

pytestmark = pytest.mark.anyio


@pytest.fixture
async def other(database_url: str) -> AsyncIterator[Any]:
    """Somebody else's connection."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


async def _waits_for_a_lock(*tasks: asyncio.Task[Any]) -> None:
    """Until each of the tasks has ended or waits for a lock."""

    async def they_do() -> bool:
        return len(await sql("SELECT FROM pg_locks WHERE NOT granted")) >= sum(not task.done() for task in tasks)

    await until(they_do)


async def test_a_version_that_comes_in_during_the_backfill_is_not_overlooked(runtime: Runtime, other: Any) -> None:
    first = await make_integration(runtime)
    await receive(runtime, department())
    bound = (await row_of(first, "D1"))["id"]
    await sql("INSERT INTO binding_message (binding, text) VALUES ($1, 'as it was')", bound)
    async with other.transaction():
        await other.execute("SELECT FROM binding_message WHERE binding = $1 FOR UPDATE", bound)
        ingest = asyncio.create_task(receive(runtime, department(name="Newer")))
        await _waits_for_a_lock(ingest)
        creation = asyncio.create_task(make_integration(runtime))
        await _waits_for_a_lock(ingest, creation)
    await ingest
    assert (await row_of(await creation, "D1"))["desired_version"] == 2


async def test_a_backfill_that_broke_off_is_resumed(runtime: Runtime, other: Any) -> None:
    await receive(runtime, department("D1"), department("D2"))
    async with other.transaction():
        await other.execute("LOCK TABLE binding IN SHARE MODE")
        creation = asyncio.create_task(make_integration(runtime))
        await _waits_for_a_lock(creation)
        creation.cancel()
        await asyncio.wait([creation])
    (integration,) = await sql("SELECT id, backfilled_at FROM integration")
    assert (await statuses(integration["id"]), integration["backfilled_at"]) == ({}, None)

    await tend(runtime)
    assert await statuses(integration["id"]) == {"D1": "not_integrated", "D2": "not_integrated"}
    (integration,) = await sql("SELECT id, backfilled_at FROM integration")
    assert integration["backfilled_at"] is not None
