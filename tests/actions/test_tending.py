"""The loop that keeps the house in order outlives each of its turns, and says what should have moved."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest
from structlog.testing import capture_logs

from backend.actions.keep_tending import keep_doing, keep_tending
from backend.actions.tend import sound_alarm, tend
from backend.runtime import Runtime
from backend.storage import workers
from backend.storage.postgres.database import transaction
from backend.storage.protocol import slots
from backend.storage.screens.health import health
from backend.storage.workers import overdue
from tests.actions.make import department, let_time_pass
from tests.actions.worker import Worker
from tests.factories import drain, make_integration, press, receive, rows, sql
from tests.waiting import until

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def doing(runtime: Runtime, loop: asyncio.Task[None]) -> AsyncIterator[None]:
    """Until the end of the block; the loop must still be alive then."""
    yield
    assert not loop.done()
    runtime.stopping.set()
    await loop


async def test_leases_are_taken_back_while_sessions_are_ended_all_the_time(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, *(department(f"D{n}") for n in range(3)))
    await press(runtime, integration)
    await (await Worker.at(runtime, integration)).claim()
    await let_time_pass()
    stranger = await asyncpg.connect(runtime.settings.database_url)
    others = "datname = current_database() AND pid <> pg_backend_pid()"
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"
    async with doing(runtime, asyncio.create_task(keep_tending(runtime, period=0.01))):
        for _ in range(20):
            await stranger.execute(end)
            await asyncio.sleep(0.01)
        while {row["phase"] for row in await stranger.fetch("SELECT phase FROM binding")} != {"idle"}:
            await asyncio.sleep(0.01)
    await stranger.close()


@pytest.mark.parametrize("trouble", ["hangs in a statement", "breaks", "dies in a transaction"])
async def test_a_turn_that_fails_is_not_the_last_one(runtime: Runtime, trouble: str) -> None:
    turns = 0

    async def turn() -> None:
        nonlocal turns
        turns += 1
        if turns > 3:
            await workers.note("still here")
            return
        async with transaction():
            await sql("SELECT 1")
            if trouble == "hangs in a statement":
                await sql("SELECT pg_sleep(3600)")
            if trouble == "breaks":
                raise ZeroDivisionError
            await sql("SELECT pg_terminate_backend(pg_backend_pid())")

    async with doing(runtime, asyncio.create_task(keep_doing(runtime, turn, period=0.01, longest=1.0))):
        await until(lambda: sql("SELECT FROM worker_seen WHERE name = 'still here'"))


async def test_a_lease_that_nobody_takes_back_raises_an_alarm(runtime: Runtime) -> None:
    integration, other = await make_integration(runtime), await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    await (await Worker.at(runtime, integration)).claim()
    assert await overdue() == {}
    await let_time_pass()

    assert list(await overdue()) == [integration]
    with capture_logs() as logs:
        await sound_alarm()
    assert [(one["event"], one["integration_id"]) for one in logs] == [("pending.overdue", integration)]
    shown = [await health((await Worker.at(runtime, one)).integration) for one in (integration, other)]
    assert [one.overdue_since is None for one in shown] == [False, True]


async def test_work_that_nobody_takes_up_raises_an_alarm_unless_something_is_at_work(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    assert await overdue(integration) == {}
    await sql("UPDATE binding SET next_at = next_at - interval '1 hour'")
    assert list(await overdue(integration)) == [integration]

    fence = await slots.take(integration, 1, (await Worker.at(runtime, integration)).times.lease)
    assert await overdue(integration) == {}, "a drain is at it; a queue may be long"
    assert fence is not None
    await sql("UPDATE slot SET lease_until = NULL")
    await sql("UPDATE integration SET held_reason = 'month end'")
    assert await overdue(integration) == {}, "who holds it knows"
    await sql("UPDATE integration SET held_reason = NULL")
    await drain(runtime, integration)
    assert await overdue(integration) == {}
    assert {row["status"] for row in await rows(integration)} == {"success"}


async def test_a_turn_sounds_the_alarm_and_sums_up_what_was_counted(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    await sql("UPDATE binding SET next_at = next_at - interval '1 hour'")
    counted = {
        "tally": "SELECT $1, 'finance', 'bill', '', 'pending', '', 1, 0",
        "usage": "SELECT $1, '2026-01-01'::date, 1, 0",
        "throughput": "SELECT $1, date_trunc('hour', now()), 1, 0",
    }
    for table, one in counted.items():
        await sql(f"INSERT INTO {table} {one} FROM generate_series(1, 300)", integration)

    with capture_logs() as logs:
        await tend(runtime)

    assert "pending.overdue" in {one["event"] for one in logs}
    for table in counted:
        (found,) = await sql(f"SELECT count(*) AS n FROM {table}")
        assert found["n"] < 10, table
