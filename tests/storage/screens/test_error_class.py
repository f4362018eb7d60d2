"""By the class of their cause objects are found as by the cause itself, and few of many without reading the many."""

import re

import pytest

from backend.domain.grid.cursors import Sort
from backend.domain.grid.filters import GridFilter
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.status import Status
from backend.runtime import Runtime
from backend.storage.screens.objects.chips import chips
from backend.storage.screens.objects.grid import _page, ids_matching
from backend.storage.screens.objects.matching import fetch, matching
from tests.factories import make_integration, sql
from tests.storage.screens.bindings import make_books
from tests.storage.screens.test_worth import INVOICES

pytestmark = pytest.mark.anyio

CAUSE = "INSERT INTO cause (integration, fingerprint, class, sentence) VALUES ($1, $2, $3, 's') RETURNING id"
BLAMED = """
INSERT INTO binding_message (binding, text, cause) SELECT unnest($1::bigint[]), 'x', $2
ON CONFLICT (binding) DO UPDATE SET cause = excluded.cause"""
_PAGES = re.compile(r"(?:hit|read)=(\d+)")


async def blame(integration: int, fingerprint: str, error_class: ErrorClass, ids: list[int]) -> None:
    ((cause,),) = await sql(CAUSE, integration, fingerprint, error_class)
    await sql(BLAMED, ids, cause)


async def test_objects_are_found_by_the_class_of_their_cause_whatever_the_cause(runtime: Runtime) -> None:
    integration, books = await make_books(runtime, 40)
    a, b, c, d, *_ = [id_ for id_, one in books.items() if one.status is Status.ERROR]
    await blame(integration, "missing customer", ErrorClass.DATA, [a])
    await blame(integration, "missing item", ErrorClass.DATA, [c])
    await blame(integration, "wrong password", ErrorClass.SETUP, [b])
    await blame(await make_integration(runtime), "missing customer", ErrorClass.DATA, [d])

    for sort in (Sort.NEWEST, Sort.CHANGED, Sort.KEY):
        assert set(await ids_matching(integration, GridFilter(error_class="data", sort=sort), 9)) == {a, c}
    assert await ids_matching(integration, GridFilter(error_class="setup"), 9) == [b]
    assert await ids_matching(integration, GridFilter(error_class="busy"), 9) == []
    errors, *others = await chips(integration, GridFilter(error_class="data"))
    assert (errors.status, errors.count, sum(one.count for one in others)) == (Status.ERROR, 2, 0)


async def test_what_waits_or_is_in_error_for_another_object_is_blocked(runtime: Runtime) -> None:
    integration, books = await make_books(runtime, 40)
    a, b, c, *_ = books
    await sql("UPDATE binding SET phase = 'parked', park = 'blocked', want = false, next_at = NULL WHERE id = $1", a)
    await sql("UPDATE binding SET phase = 'blocked', park = NULL, want = true, next_at = now() WHERE id = $1", b)
    others = [row["id"] for row in await sql("SELECT id FROM binding WHERE phase = 'blocked' OR park = 'blocked'")]

    found = await ids_matching(integration, GridFilter(error_class="blocked"), 99)

    assert set(found) == set(others) >= {a, b}
    assert c not in found
    assert a in await ids_matching(
        integration, GridFilter(error_class="blocked", statuses=frozenset({Status.ERROR})), 99
    )


async def test_what_a_person_decides_about_is_already_there_too(runtime: Runtime) -> None:
    integration, books = await make_books(runtime, 40)
    a, b, c, d, *_ = [id_ for id_, one in books.items() if one.status is Status.ERROR]
    await sql("UPDATE binding SET park = 'ordinary' WHERE park IN ('foreign', 'duplicate')")
    await sql("UPDATE binding SET park = 'foreign' WHERE id = $1", a)
    await sql("UPDATE binding SET park = 'duplicate' WHERE id = $1", b)
    await blame(integration, "duplicate customer", ErrorClass.DUPLICATE, [c])
    await blame(integration, "missing item", ErrorClass.DATA, [d])

    assert set(await ids_matching(integration, GridFilter(error_class="duplicate"), 99)) == {a, b, c}


@pytest.mark.parametrize("statuses", [(), (Status.ERROR,)])
async def test_few_of_a_class_are_found_without_reading_the_others(
    runtime: Runtime, statuses: tuple[Status, ...]
) -> None:
    integration = await make_integration(runtime)
    await sql(INVOICES, integration, 30_000)
    ids = [row["id"] for row in await sql("SELECT id FROM binding ORDER BY id")]
    await blame(integration, "missing customer", ErrorClass.DATA, ids[20:])
    await blame(integration, "wrong password", ErrorClass.SETUP, ids[:20])
    await sql("VACUUM ANALYZE")
    meant = matching(integration, GridFilter(error_class="setup", statuses=frozenset(statuses)))

    text = _page(meant.conditions, meant.statuses, meant.sort, "b.id", 101)
    plan = await fetch(f"EXPLAIN (ANALYZE, BUFFERS) {text}", meant)

    assert sum(map(int, _PAGES.findall(next(row[0] for row in plan if "Buffers:" in row[0])))) < 500
