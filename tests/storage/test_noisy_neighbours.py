"""One integration has very much to do: what another one asks of the database costs what it did before.

Counted in pages that PostgreSQL touches, which no other load on the machine changes. How fast it is: `tests.bench`.
"""

import re
from typing import Any

import pytest

from backend.runtime import Runtime
from backend.storage.postgres.database import connection, statement, transaction
from backend.storage.protocol import slots
from tests.actions.make import department
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio

OBJECTS = 30_000
FEW = 3  # objects of the quiet integration
MANY = """
WITH made AS (
    INSERT INTO object (kind, key, category, current_version, current_hash)
    SELECT 'department', 'NOISE-' || n, 'master_data', 1, 'h' FROM generate_series(1, $2::int) n
    RETURNING id, kind, category)
INSERT INTO binding (integration, object, category, kind, desired_version, desired_hash, want, phase, next_at)
SELECT $1::int, id, category, kind, 1, 'h', id % 3 = 0, (ARRAY['idle', 'confirming', 'blocked'])[1 + id % 3],
       clock_timestamp() - interval '1 hour'
FROM made"""
ASKED: dict[str, dict[str, Any]] = {
    "claim_due": {"most": 100},
    "claim_looks": {"most": 100},
    "blocked_due": {"most": 100},
}
_TOUCHED = re.compile(r"Buffers: (.*)")
_PAGES = re.compile(r"(?:hit|read)=(\d+)")


async def test_what_a_quiet_integration_claims_costs_no_more_beside_a_others_that_are_due(runtime: Runtime) -> None:
    quiet, noisy = await make_integration(runtime), await make_integration(runtime)
    await receive(runtime, *(department(f"D{n}") for n in range(FEW)))
    await press(runtime, quiet)
    await sql("VACUUM ANALYZE")
    before = {name: await _pages(name, integration=quiet, **given) for name, given in ASKED.items()}

    await sql(MANY, noisy, OBJECTS)
    await sql("VACUUM ANALYZE")
    beside = {name: await _pages(name, integration=quiet, **given) for name, given in ASKED.items()}

    for name, pages in before.items():
        assert beside[name] <= 2 * pages + 20, (name, before, beside)
    due = await slots.due()
    assert {(quiet, 1), (noisy, 1)} <= set(due), "who has little to do is rung for as well"
    assert await _pages("due_integrations") < 200
    await drain(runtime, quiet)
    assert set((await statuses(quiet)).values()) == {"success"}


async def _pages(name: str, **given: Any) -> int:
    """That the statement touches."""
    asked = statement(name)
    async with transaction(), connection() as one:
        told = await one.fetch(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) {asked.text}", *asked.values(given))
    buffers = next(found[1] for row in told if (found := _TOUCHED.search(row[0])))
    return sum(map(int, _PAGES.findall(buffers)))
