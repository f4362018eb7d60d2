"""A database that is busy, full, or takes nothing: who asks is told so soon, and nothing half is done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest
from structlog.testing import capture_logs

from backend.runtime import Runtime, open_runtime
from backend.settings import SettingError, Settings
from backend.storage.postgres import database
from backend.storage.postgres.database import UNAVAILABLE, engine
from tests.actions.make import books, come_to_rest, department, is_in, written
from tests.chaos.processes.toxic import Link
from tests.factories import drain, make_integration, press, receive, rows, sql, statuses
from tests.waiting import until
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

POOL = 10
VERSION = {"kind": "department", "key": "D1", "body": {"name": "Sales", "parent": "", "manager": ""}}
PATIENCE = 0.2  # of a worker, for a free connection


@pytest.fixture
async def web(settings: Settings) -> AsyncIterator[Whole]:
    async with whole(settings) as opened:
        yield opened


async def test_while_all_connections_are_taken_people_and_programs_are_told_to_come_again(web: Whole) -> None:
    pool = engine().pool
    assert pool is not None
    async with _no_connection_free(), asyncio.timeout(10):  # not as long as a statement may take
        page, told = await asyncio.gather(
            web.client.get("/integrations/1/objects"),
            web.client.post("/api/v1/objects", json=[], headers=web.key),
        )

    for answer in (page, told):
        assert answer.status_code == 503
        assert answer.headers["retry-after"] == "2"
    assert (await web.client.get("/integrations", headers=web.key, follow_redirects=True)).status_code != 503
    assert pool.get_idle_size() > 0


async def test_a_session_that_was_just_ended_counts_as_a_database_that_is_away(settings: Settings) -> None:
    """Also before the end of its connection arrives: web answers 503, and not that it is broken."""
    async with _behind_a_slow_link(settings) as url:
        ended = await asyncpg.connect(url)
        direct = await asyncpg.connect(settings.database_url)
        await direct.execute("SELECT pg_terminate_backend($1)", ended.get_server_pid())
        await direct.close()
        await asyncio.sleep(0.2)  # until it is told so
        assert not ended.is_closed()
        with pytest.raises(UNAVAILABLE):
            await ended.fetchval("SELECT 1")
        ended.terminate()


async def test_a_worker_without_a_free_connection_sends_nothing_and_leaks_none(
    settings: Settings,
) -> None:
    async with open_runtime(settings, patience=PATIENCE) as runtime:
        integration = await make_integration(runtime)
        await receive(runtime, department("D1"), department("D2"))
        await press(runtime, integration)
        async with _no_connection_free():
            with pytest.raises(UNAVAILABLE):
                await drain(runtime, integration)
        assert await written(integration) == {}

        await come_to_rest(runtime, integration, turns=1)
        pool = engine().pool
        assert pool is not None
        assert pool.get_idle_size() == pool.get_size(), "none is leaked"

        assert await statuses(integration) == {"D1": "success", "D2": "success"}
        assert await written(integration) == {"D1": 1, "D2": 1}
        assert {row["crash_count"] for row in await rows(integration)} == {0}


async def test_a_worker_in_mid_call_keeps_its_answer_until_a_connection_is_free(settings: Settings) -> None:
    async with open_runtime(settings, patience=PATIENCE) as runtime:
        integration = await make_integration(runtime, config={"latency_seconds": 1})
        await receive(runtime, department("D1"), department("D2"))
        await press(runtime, integration)
        there = await books(integration)

        with capture_logs() as logs:
            draining = asyncio.create_task(drain(runtime, integration))
            await until(lambda: is_in(integration, "D1", "sent"))

            async def is_answered_in_vain() -> bool:
                away = [one for one in logs if one["event"] == "database.unavailable"]
                return len(there.records) == 2 and len(away) > 1

            async with _no_connection_free():
                await until(is_answered_in_vain)
            with suppress(*UNAVAILABLE):  # of what it wanted to claim next
                await draining

        assert await statuses(integration) == {"D1": "success", "D2": "success"}
        assert await sql("SELECT DISTINCT operation, learned_by FROM attempt") == [("create", "answer")]
        assert {row["crash_count"] for row in await rows(integration)} == {0}
        pool = engine().pool
        assert pool is not None
        assert pool.get_idle_size() == pool.get_size(), "none is leaked"


@asynccontextmanager
async def _no_connection_free() -> AsyncIterator[None]:
    pool = engine().pool
    assert pool is not None
    taken = [await pool.acquire() for _ in range(POOL)]
    try:
        yield
    finally:
        for one in taken:
            await pool.release(one)


async def test_a_database_that_takes_nothing_refuses_versions_for_the_moment(web: Whole) -> None:
    async with _read_only():
        refused = await web.client.post("/api/v1/objects", json=[VERSION], headers=web.key)
        health = await web.client.get("/health")
    taken = await web.client.post("/api/v1/objects", json=[VERSION], headers=web.key)

    assert (refused.status_code, refused.headers["retry-after"]) == (503, "2")
    assert health.status_code == 200
    assert (taken.status_code, taken.json()["refused"]) == (200, 0)
    assert len(await sql("SELECT FROM object_version")) == 1


async def test_pushes_stop_before_the_wire_and_go_on_without_a_repair(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    before = await rows(integration)
    async with _read_only():
        with pytest.raises(UNAVAILABLE):
            await drain(runtime, integration)
    assert await written(integration) == {}
    assert await rows(integration) == before

    await come_to_rest(runtime, integration, turns=1)

    assert await statuses(integration) == {"D1": "success", "D2": "success"}
    assert await written(integration) == {"D1": 1, "D2": 1}


async def test_who_is_let_go_of_two_that_wait_for_each_other_begins_anew(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    first, second = (row["id"] for row in await rows(integration))
    stranger = await asyncpg.connect(runtime.settings.database_url)
    lock = "SELECT FROM binding WHERE id = $1 FOR UPDATE"
    try:
        async with stranger.transaction():
            await stranger.execute("SET LOCAL deadlock_timeout = '1h'")  # so that ours is let go
            await stranger.execute(lock, second)
            pressing = asyncio.create_task(press(runtime, integration))
            while not await stranger.fetchval("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"):
                await asyncio.sleep(0.01)
            await stranger.execute(lock, first)
        await pressing
    finally:
        await stranger.close()

    assert await statuses(integration) == {"D1": "pending", "D2": "pending"}
    assert len(await sql("SELECT FROM sync")) == 1


async def test_a_database_that_forgets_what_it_confirms_is_refused(settings: Settings) -> None:
    name = settings.database_url.partition("?")[0].rpartition("/")[2]
    connection = await asyncpg.connect(settings.database_url)
    await connection.execute(f"ALTER DATABASE {name} SET synchronous_commit TO off")
    await connection.close()

    with pytest.raises(SettingError, match="synchronous_commit off: a crash could forget"):
        await database.open_pool(settings.database_url, size=1)


@asynccontextmanager
async def _behind_a_slow_link(settings: Settings) -> AsyncIterator[str]:
    """The address of a link through which all arrives at once but the end."""
    there = urlsplit(settings.database_url)
    sockets = parse_qs(there.query).get("host")
    link = Link(f"{sockets[0]}/.s.PGSQL.5432" if sockets else [there.hostname, there.port or 5432])
    link.change({"slow_close": 2})
    async with await asyncio.start_server(link.connected, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        user = f"{there.username}:{there.password}" if there.password else there.username
        yield there._replace(netloc=f"{user}@127.0.0.1:{port}", query="sslmode=disable").geturl()


@asynccontextmanager
async def _read_only() -> AsyncIterator[None]:
    """Every session of the pool; those of strangers stay as they are."""
    await _set_read_only("on")
    try:
        yield
    finally:
        await _set_read_only("off")


async def _set_read_only(word: str) -> None:
    writing = {"default_transaction_read_only": "off"}
    connection = await asyncpg.connect(engine().config["dsn"], server_settings=writing)
    try:
        name = await connection.fetchval("SELECT current_database()")
        await connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only TO {word}")
    finally:
        await connection.close()
    for pool in (engine().pool, engine().planning):
        assert pool is not None
        await pool.expire_connections()
