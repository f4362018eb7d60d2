"""100,000 objects marked as pending by one press, beside the bare INSERT … SELECT of as many requests."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

import asyncpg
import msgspec

from backend.actions.integrations.create_integration import create_integration
from backend.actions.syncs.mark_chunks import mark_chunks
from backend.actions.syncs.request_bulk import request_bulk
from backend.domain.grid.filters import GridFilter
from backend.domain.status import Status
from backend.domain.syncs.verbs import Verb
from backend.embedded.servers import Servers, start_servers
from backend.runtime import Runtime, open_runtime
from backend.settings import Settings
from backend.storage.postgres.migrate import migrate
from backend.storage.screens.objects.grid import ids_matching
from tests.bench.accounts import cpu_seconds
from tests.bench.report import say, spread, table, verdict
from tests.steps import private_home

GOAL = 2.0
SEED = Path(__file__).with_name("mark.sql")
OBJECTS = 100_000
FLOOR = "INSERT INTO floor (object_id, version) SELECT id, desired_version FROM binding WHERE id = ANY($1::bigint[])"
LEAST = """WITH marked AS (
    UPDATE least SET status = 'pending', turn_at = now(), changed_at = now()
    WHERE id = ANY($1::bigint[]) AND status = 'not_integrated' RETURNING id)
INSERT INTO least_item SELECT 1, id, 1 FROM marked"""
BACK = """
DELETE FROM sync_item; DELETE FROM sync; DELETE FROM floor; DELETE FROM least_item;
UPDATE least SET status = 'not_integrated', turn_at = NULL WHERE status = 'pending';
UPDATE binding SET want = false, next_at = NULL WHERE want;
VACUUM binding; VACUUM sync_item; VACUUM floor; VACUUM least; VACUUM least_item; VACUUM tally; CHECKPOINT"""


class Cost(msgspec.Struct, frozen=True):
    """Seconds: on the clock, and of Postgres' CPU."""

    clock: float
    postgres: float


def measure(rounds: int) -> None:
    with private_home() as home:
        servers = start_servers(home)
        try:
            turns = asyncio.run(_measured(servers, home, rounds))
        finally:
            servers.stop()
    _report(turns)


async def _measured(servers: Servers, home: Path, rounds: int) -> list[dict[str, Cost]]:
    given = {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url, "SYNCLINE_HOME": str(home)}
    await migrate(servers.database_url)
    async with open_runtime(Settings.from_env(given)) as runtime:
        books = {"config": {"company": "Books"}, "secrets": {"password": "loopback"}}
        await create_integration(runtime, name="Books", connector="loopback", settings=books, by="tests")
        db = await asyncpg.connect(servers.database_url)
        await _script(db, SEED.read_text())
        pid = servers.pids["PostgreSQL"]
        turns = [await _turn(runtime, db, pid) for _ in range(rounds + 1)]
        await db.close()
    return turns[1:]  # the first one warms up


async def _turn(runtime: Runtime, db: asyncpg.Connection, pid: int) -> dict[str, Cost]:
    ids = [row["id"] for row in await db.fetch("SELECT id FROM binding WHERE NOT linked ORDER BY id")]
    await _script(db, BACK)
    bare = await _cost(pid, lambda: db.execute(FLOOR, ids))
    least = await _cost(pid, lambda: db.execute(LEAST, ids))
    await _script(db, BACK)
    ours = await _cost(pid, lambda: _press(runtime))
    marked = await db.fetchval("SELECT count(*) FROM binding WHERE status = 'pending'")
    assert marked == await db.fetchval("SELECT count(*) FROM sync_item") == OBJECTS, marked
    return {"floor": bare, "least": least, "ours": ours}


async def _press(runtime: Runtime) -> None:
    """By filter; returns when all are marked."""
    given = GridFilter(statuses=frozenset({Status.NOT_INTEGRATED}), kind="sales_invoice")
    ids = await ids_matching(1, given, 2 * OBJECTS)
    await request_bulk(runtime, 1, ids, Verb.SYNCHRONIZE, by="Ada", given=given.query(), expected=OBJECTS)
    await mark_chunks(seconds=600)


async def _cost(pid: int, work: Callable[[], Awaitable[object]]) -> Cost:
    began, used = time.perf_counter(), cpu_seconds(pid)
    await work()
    return Cost(time.perf_counter() - began, cpu_seconds(pid) - used)


async def _script(db: asyncpg.Connection, text: str) -> None:
    for statement in text.split(";\n" if text.startswith("--") else ";"):
        if statement.strip():
            await db.execute(statement)


def _report(turns: list[dict[str, Cost]]) -> None:
    clocks = {name: [turn[name].clock for turn in turns] for name in turns[0]}
    used = {name: [turn[name].postgres for turn in turns] for name in turns[0]}
    table(
        [f"{OBJECTS:,} objects", "seconds", "CPU seconds of PostgreSQL"],
        [["INSERT … SELECT alone", spread(clocks["floor"]), spread(used["floor"])],
         ["the least that a press must write", spread(clocks["least"]), spread(used["least"])],
         ["one press by filter, all marked", spread(clocks["ours"]), spread(used["ours"])]],
    )  # fmt: skip
    least = [one / bare for one, bare in zip(clocks["least"], clocks["floor"], strict=True)]
    say(f"\nThe least × floor: {spread(least)}")
    ratios = [ours / bare for ours, bare in zip(clocks["ours"], clocks["floor"], strict=True)]
    say(f"\n{median(clocks['ours']):.2f} s; × floor: {spread(ratios)}; {verdict(ratios, most=GOAL)}")
