"""The transaction always gives its connection back; one NOTIFY says that something changed; migrations run once."""

import asyncio
import sys

import asyncpg
import pytest

from backend.settings import Settings
from backend.storage.postgres.database import engine, transaction
from backend.storage.postgres.migrate import migrate
from tests.factories import sql
from tests.storage.make import insert_binding, insert_integration, insert_object

pytestmark = pytest.mark.anyio


async def _deferred() -> None:
    await sql("CREATE TABLE IF NOT EXISTS deferred (n int, UNIQUE (n) DEFERRABLE INITIALLY DEFERRED)")


@pytest.mark.usefixtures("runtime")
async def test_a_commit_that_fails_gives_its_connection_back() -> None:
    await _deferred()
    for _ in range(25):  # more than the pool holds
        with pytest.raises(asyncpg.exceptions.UniqueViolationError):
            async with transaction():
                await sql("INSERT INTO deferred VALUES (1), (1)")
        assert engine().current_transaction.get() is None
    async with asyncio.timeout(10):
        assert await sql("SELECT FROM deferred") == []


@pytest.mark.usefixtures("runtime")
async def test_a_rollback_that_fails_gives_its_connection_back() -> None:
    for _ in range(25):
        with pytest.raises(asyncpg.exceptions.InterfaceError):
            await _lose_the_line()
        assert engine().current_transaction.get() is None
    async with asyncio.timeout(10):
        assert len(await sql("SELECT 1")) == 1


@pytest.mark.usefixtures("runtime")
async def test_a_task_cancelled_at_any_moment_of_a_transaction_gives_its_connection_back() -> None:
    await sql("CREATE TABLE noted (n int)")
    for moment in range(60):
        task = asyncio.create_task(_note(moment))
        for _ in range(moment):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        async with asyncio.timeout(10):
            kept = await sql("SELECT FROM noted WHERE n = $1", moment)
        assert len(kept) in ((0, 2) if task.cancelled() else (2,)), "a COMMIT that was cancelled may have come through"
    pool = engine().pool
    assert pool is not None
    async with asyncio.timeout(10):
        while pool.get_idle_size() < pool.get_size():
            await asyncio.sleep(0.01)


async def _note(number: int) -> None:
    async with transaction():
        await sql("INSERT INTO noted VALUES ($1)", number)
        await sql("INSERT INTO noted VALUES ($1)", number)


async def _lose_the_line() -> None:
    async with transaction():
        (row,) = await sql("SELECT pg_backend_pid() AS pid")
        await _end_session(row["pid"])
        await sql("SELECT 1")


async def _end_session(pid: int) -> None:
    connection = await asyncpg.connect(engine().config["dsn"])
    try:
        await connection.execute("SELECT pg_terminate_backend($1)", pid)
    finally:
        await connection.close()


async def test_one_transaction_says_once_what_changed(runtime: object, settings: Settings) -> None:
    heard: list[str] = []
    listener = await asyncpg.connect(settings.database_url)
    try:
        await listener.add_listener("syncline", lambda *said: heard.append(said[-1]))
        async with transaction():
            integration = await insert_integration()
            ids = [await insert_binding(integration, await insert_object(f"INV{n}")) for n in range(5)]
            for id_ in ids:
                await sql("UPDATE binding SET fence = fence + 1 WHERE id = $1", id_)
            assert heard == []
        await listener.fetchval("SELECT 1")
        assert len(heard) == 1
        assert heard[0].startswith(f"{integration}:")
        await sql("UPDATE binding SET fence = fence + 1")
        await listener.fetchval("SELECT 1")
        assert len(set(heard)) == 2
    finally:
        await listener.close()


async def _tables(url: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        found: int = await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        return found
    finally:
        await connection.close()


async def test_migrations_run_from_two_processes_at_once_and_again(database_url: str) -> None:
    expected = await _tables(database_url)
    connection = await asyncpg.connect(database_url)
    await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await connection.close()
    program = (
        f"import asyncio; from backend.storage.postgres.migrate import migrate; asyncio.run(migrate({database_url!r}))"
    )
    command = (sys.executable, "-c", program)
    both = [await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE) for _ in range(2)]
    said = [(await one.communicate())[1] for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert await _tables(database_url) == expected
    await migrate(database_url)
    assert await _tables(database_url) == expected
