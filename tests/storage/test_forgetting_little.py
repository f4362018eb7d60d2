"""To see that nothing is old enough to be forgotten touches few pages, however much is kept."""

import re
from datetime import timedelta

import pytest

from backend.runtime import Runtime
from backend.storage.postgres.database import connection, statement, transaction
from tests.factories import make_integration, sql

pytestmark = pytest.mark.anyio

ROWS = 30_000
FEW = 100  # pages; each of the tables has several times as many
KEPT = """
INSERT INTO exchange (integration, seconds, request, answer, bytes_sent, bytes_received)
SELECT $1::int, 0, repeat('x', 200), 'ok', 0, 0 FROM generate_series(1, $2::int)"""
ASKED_FOR = """
WITH made AS (
    INSERT INTO sync (integration, verb, asked_by, items)
    SELECT $1::int, 'synchronize', 'Ada', 1 FROM generate_series(1, $2::int) RETURNING id)
INSERT INTO sync_item (sync, binding, version, outcome) SELECT id, id, 1, 'success' FROM made"""
_PAGES = re.compile(r"(?:hit|read)=(\d+)")


MANY_OBJECTS = """
WITH made AS (
    INSERT INTO sync (integration, verb, asked_by, items, asked_at)
    SELECT $1::int, 'synchronize', 'Ada', $2::int / 10, now() - interval '8 days' FROM generate_series(1, 10)
    RETURNING id)
INSERT INTO sync_item (sync, binding, version, outcome)
SELECT made.id, n, 1, CASE n WHEN 1 THEN NULL ELSE 'success' END FROM made, generate_series(1, $2::int / 10) AS n"""


async def test_old_syncs_that_still_move_are_not_read_through(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await sql(MANY_OBJECTS, integration, ROWS)
    await sql("VACUUM ANALYZE sync, sync_item")

    assert await _pages("forget_syncs", integration) < FEW


@pytest.mark.parametrize("name", ["forget_exchanges", "forget_syncs", "forget_episodes"])
async def test_what_is_not_old_is_not_read(runtime: Runtime, name: str) -> None:
    integration = await make_integration(runtime)
    await sql(KEPT, integration, ROWS)
    await sql(ASKED_FOR, integration, ROWS)
    await sql("VACUUM ANALYZE exchange, sync, sync_item, attempt")

    assert await _pages(name, integration) < FEW


async def _pages(name: str, integration: int) -> int:
    asked, given = statement(name), {"integration": integration, "age": timedelta(days=7), "most": 500}
    async with transaction(), connection() as one:
        plan = await one.fetch(f"EXPLAIN (ANALYZE, BUFFERS) {asked.text}", *asked.values(given))
    buffers = next(line[0] for line in plan if "Buffers:" in line[0])
    return sum(map(int, _PAGES.findall(buffers)))
