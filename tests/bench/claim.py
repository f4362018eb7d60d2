"""From queue to wire: rows claimed, built and intended by one worker, beside a bare claim loop over a narrow table."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import uvloop

from backend.actions.integrations.create_integration import create_integration
from backend.actions.push.claim import claim
from backend.actions.push.commit_intents import commit_intents
from backend.actions.receive_versions import receive_versions
from backend.actions.syncs.request_sync import request_sync
from backend.domain.ingest.envelope import Envelope, read_envelope
from backend.domain.protocol.times import Times
from backend.domain.syncs.verbs import Verb
from backend.embedded.servers import Servers, start_servers
from backend.runtime import Runtime, open_runtime
from backend.settings import Settings
from backend.storage import integrations
from backend.storage.postgres.database import connection
from backend.storage.postgres.migrate import migrate
from backend.storage.protocol import slots
from tests.bench.accounts import cpu_seconds
from tests.bench.invoices import CUSTOMERS, LINES, invoice
from tests.bench.report import say, spread, verdict
from tests.steps import private_home

GOAL = 0.5
OBJECTS, AT_ONCE, CONNECTIONS = 12_000, 100, 4
WARM_UP = 20  # batches: the planner of a table that was empty knows nothing of it

Send = Callable[[], Awaitable[int]]
Follow = Callable[[asyncpg.Connection, Sequence[Any]], Awaitable[None]]

FLOOR_TABLE = f"""
    DROP TABLE IF EXISTS claim_job;
    CREATE TABLE claim_job (
        id bigint PRIMARY KEY, status text NOT NULL DEFAULT 'pending', body text NOT NULL DEFAULT '')
        WITH (fillfactor = 70);
    CREATE INDEX claim_pending ON claim_job (id) WHERE status = 'pending';
    INSERT INTO claim_job SELECT n FROM generate_series(1, {OBJECTS}) AS n;
    ANALYZE claim_job"""
FLOOR_CLAIM = """UPDATE claim_job SET status = 'running' WHERE id IN (
    SELECT id FROM claim_job WHERE status = 'pending' ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id"""
FLOOR_DONE = "UPDATE claim_job SET status = 'done' WHERE id = ANY($1::bigint[])"
# The least that the protocol writes before it sends: a claim under a fence, and an attempt that no second one may join.
LEAST_TABLES = f"""
    DROP TABLE IF EXISTS least, least_attempt;
    CREATE TABLE least (
        id bigint PRIMARY KEY, phase text NOT NULL DEFAULT 'queued', fence bigint NOT NULL DEFAULT 0,
        lease_until timestamptz, open_attempt bigint) WITH (fillfactor = 70);
    CREATE INDEX least_due ON least (id) WHERE phase = 'queued';
    INSERT INTO least SELECT n FROM generate_series(1, {OBJECTS}) AS n;
    CREATE TABLE least_attempt (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, binding bigint NOT NULL, key text NOT NULL,
        body_hash bytea NOT NULL, fence bigint NOT NULL, intended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        outcome text);
    CREATE UNIQUE INDEX least_open ON least_attempt (binding) WHERE outcome IS NULL;
    ANALYZE least"""
LEAST_CLAIM = """
    UPDATE least SET phase = 'claimed', fence = fence + 1, lease_until = clock_timestamp() + interval '1 min'
    WHERE id IN (SELECT id FROM least WHERE phase = 'queued' ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
    RETURNING id, fence"""
LEAST_INTENT = """WITH intent AS (
        INSERT INTO least_attempt (binding, key, body_hash, fence)
        SELECT id, $3, $4, fence FROM unnest($1::bigint[], $2::bigint[]) AS u (id, fence) RETURNING id, binding, fence)
    UPDATE least SET phase = 'sent', open_attempt = intent.id, lease_until = clock_timestamp() + interval '1 min'
    FROM intent WHERE least.id = intent.binding AND least.fence = intent.fence"""


def measure(rounds: int) -> None:
    turns = [_turn() for _ in range(rounds)]
    floors = [turn.floor for turn in turns]
    say(f"{OBJECTS:,} invoices of {LINES} lines, {AT_ONCE} at once, {CONNECTIONS} connections, fsync on\n")
    say(f"Claimed, built and intended, objects a second: {spread([turn.ours for turn in turns], 0)}")
    say(f"Bare claim loop: {spread(floors, 0)}; the least that must be written: {spread([t.least for t in turns], 0)}")
    worker, postgres = [turn.worker * 1e6 for turn in turns], [turn.postgres * 1e6 for turn in turns]
    say(f"CPU for an object, microseconds: worker {spread(worker, 0)}, PostgreSQL {spread(postgres, 0)}")
    least = [turn.least / turn.floor for turn in turns]
    say(f"Of the bare loop, the least: {spread(least)}")
    ratios = [turn.ours / turn.floor for turn in turns]
    say(f"Of the bare loop, ours: {spread(ratios)}; {verdict(ratios, least=GOAL)}")


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Objects a second; and CPU seconds for one of ours."""

    ours: float
    floor: float
    least: float
    worker: float
    postgres: float


def _turn() -> Turn:
    with private_home() as home:
        servers = start_servers(home)
        try:
            return uvloop.run(_all_three(servers, home))
        finally:
            servers.stop()


async def _all_three(servers: Servers, home: Path) -> Turn:
    await migrate(servers.database_url)
    env = {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url, "SYNCLINE_HOME": str(home)}
    async with open_runtime(Settings.from_env(env)) as runtime:
        send = await _ready(runtime)
        floor = await _bare(servers.database_url, FLOOR_TABLE, FLOOR_CLAIM, _finish)
        least = await _bare(servers.database_url, LEAST_TABLES, LEAST_CLAIM, _intend)
        began, worker, postgres = time.perf_counter(), time.process_time(), cpu_seconds(servers.pids["PostgreSQL"])
        sent = await _all(send)
        return Turn(
            ours=sent / (time.perf_counter() - began),
            floor=floor,
            least=least,
            worker=(time.process_time() - worker) / sent,
            postgres=(cpu_seconds(servers.pids["PostgreSQL"]) - postgres) / sent,
        )


async def _ready(runtime: Runtime) -> Send:
    """What sends a batch of invoices that are due, but for the wire; warmed up."""
    number = await _company(runtime)
    integration = await integrations.read(number)
    assert integration is not None
    times = Times.of(runtime.promises(integration))
    free = [(slot, await slots.take(number, slot, timedelta(hours=1))) for slot in range(1, CONNECTIONS + 1)]

    async def send() -> int:
        batch = await claim(runtime, integration, times, most=AT_ONCE)
        if batch is None:
            return 0
        slot, taken = free.pop()
        assert taken is not None
        sent = await commit_intents(integration, batch, times, slot=slot, slot_fence=taken.fence)
        free.append((slot, taken))
        assert sent is not None
        return len(sent)

    for _ in range(WARM_UP):
        assert await send() == AT_ONCE
    await _execute("ANALYZE")
    return send


async def _company(runtime: Runtime) -> int:
    """An integration that holds all customers and waits for all invoices: its number."""
    config = {"company_id": "demo", "sender_id": "syncline", "user_id": "console", "endpoint": "http://127.0.0.1:9/"}
    secrets = {"sender_password": "s", "user_password": "u"}
    given = {"connections_allowed": CONNECTIONS, "config": config, "secrets": secrets}
    number = await create_integration(runtime, name="Bench", connector="sage_intacct", settings=given, by="bench")
    assert isinstance(number, int), number
    await _hand_over(runtime, CUSTOMERS)
    await _execute(
        """INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, outcome)
           SELECT id, 'create', 1, desired_hash, 'top', 1, 'k', 'h', 1, 'applied' FROM binding"""
    )
    await _execute("UPDATE binding SET linked = true, want = false, synced_version = 1, synced_hash = desired_hash")
    await _execute("INSERT INTO remote_record SELECT id, integration, kind, id::text FROM binding")
    for start in range(0, OBJECTS, 2000):
        await _hand_over(runtime, [invoice(n) for n in range(start, start + 2000)])
    async with connection() as one:
        ids = [row["id"] for row in await one.fetch("SELECT id FROM binding WHERE kind = 'sales_invoice'")]
    await request_sync(runtime, number, ids, Verb.SYNCHRONIZE, by="bench")
    await _execute("UPDATE binding SET next_at = clock_timestamp() WHERE want")
    await _execute("VACUUM ANALYZE")
    return number


async def _hand_over(runtime: Runtime, objects: list[dict[str, Any]]) -> None:
    envelopes = [one for one in map(read_envelope, objects) if isinstance(one, Envelope)]
    assert len(envelopes) == len(objects)
    await receive_versions(runtime, envelopes, source="bench")


async def _all(send: Send) -> int:
    """As many at once as a worker has connections."""

    async def over_one() -> int:
        total = 0
        while sent := await send():
            total += sent
        return total

    return sum(await asyncio.gather(*(over_one() for _ in range(CONNECTIONS))))


async def _bare(database_url: str, tables: str, claim: str, follow: Follow) -> float:
    """Objects a second over one connection."""
    one = await asyncpg.connect(database_url)
    await one.execute(tables)
    began, done = time.perf_counter(), 0
    while got := await one.fetch(claim, AT_ONCE):
        await follow(one, got)
        done += len(got)
    await one.close()
    return done / (time.perf_counter() - began)


async def _finish(one: asyncpg.Connection, got: Sequence[Any]) -> None:
    await one.execute(FLOOR_DONE, [row[0] for row in got])


async def _intend(one: asyncpg.Connection, got: Sequence[Any]) -> None:
    ids, fences = [row[0] for row in got], [row[1] for row in got]
    await one.execute(LEAST_INTENT, ids, fences, "k" * 32, b"h" * 32)


async def _execute(sql: str) -> None:
    async with connection() as one:
        await one.execute(sql)
