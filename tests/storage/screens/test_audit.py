"""What is asked of a long audit trail touches few pages of it, whatever is asked."""

import re

import pytest

from backend.domain.audit.audit_filter import read_audit_filter
from backend.runtime import Runtime
from backend.storage.postgres.database import planning, statement
from backend.storage.screens.audit import _values, audit_page
from tests.factories import sql

pytestmark = pytest.mark.anyio

ROWS = 60_000
FEW = 700  # pages; the trail has more than ten times as many, indexes included
TRAIL = """
INSERT INTO audit (at, actor, action, integration, subject, facts)
SELECT now() - n * interval '1 minute', 'person ' || n % 7,
       CASE WHEN n % 3 = 0 THEN 'session.opened' ELSE 'look.asked' END, CASE WHEN n % 2 = 0 THEN n % 5 END,
       'customer C-' || n, CASE WHEN n % 4 = 0 THEN jsonb_build_object('sync', n) ELSE '{}' END
FROM generate_series(1, $1::int) n"""
RARE = """
INSERT INTO audit (at, actor, action, integration, subject, facts)
SELECT now() - interval '30 days', 'eve', 'access.refused', 9, 'supplier RARE-1', '{"role": "viewer"}'"""
_PAGES = re.compile(r"(?:hit|read)=(\d+)")


async def test_no_question_reads_the_whole_trail(runtime: Runtime) -> None:
    await sql(TRAIL, ROWS)
    await sql(RARE)
    await sql("VACUUM ANALYZE audit")
    whole = (await sql("SELECT pg_relation_size('audit') / 8192 AS pages"))[0]["pages"]
    asked = ["", "who=eve", "what=refusals", "integration=9", "object=rare-1", "since=2100-01-01", "until=2001-01-01",
             "who=person 3&what=objects", "who=nobody", "object=nothing at all", f"after={ROWS // 2}"]  # fmt: skip

    touched = {one: await _touched(one) for one in asked}

    assert whole > FEW
    assert {one: pages for one, pages in touched.items() if pages > FEW} == {}
    assert [act.who for act in (await audit_page(read_audit_filter({"who": "eve"}), 10)).acts] == ["eve"]


async def _touched(asked: str) -> int:
    """Pages, by the plan for these values."""
    given = read_audit_filter(dict(one.split("=") for one in asked.split("&") if one))
    found, values = statement("screen_audit"), await _values(given) | {"most": 101}
    async with planning() as connection:
        plan = await connection.fetch(f"EXPLAIN (ANALYZE, BUFFERS) {found.text}", *found.values(values))
    return sum(map(int, _PAGES.findall(next(line[0] for line in plan if "Buffers:" in line[0]))))
