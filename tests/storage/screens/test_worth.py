"""What objects are worth stands beside their number, under every filter, and is never added up for too many."""

import re
from collections import defaultdict
from decimal import Decimal
from random import Random

import pytest

from backend.domain.grid.filters import GridFilter
from backend.domain.grid.grid_filter import without_page
from backend.domain.status import Status
from backend.runtime import Runtime
from backend.storage.screens.objects import chips as counting
from backend.storage.screens.objects.chips import chips, chips_of, tallied
from backend.storage.screens.objects.grid import grid_page
from backend.storage.screens.objects.matching import Matching, fetch, matching, source
from tests.factories import sql
from tests.storage.screens.bindings import Made, insert, make, make_books
from tests.storage.screens.oracle import expected
from tests.storage.screens.test_grid import SINGLE, combined

pytestmark = pytest.mark.anyio

Sums = dict[Status, list[tuple[str, str]]]


def worth(books: dict[int, Made], given: GridFilter) -> Sums:
    sums: dict[Status, dict[str, Decimal]] = {status: defaultdict(Decimal) for status in Status}
    for one in (books[id_] for id_ in expected(books, without_page(given, statuses=()))):
        if one.currency:
            sums[one.status][one.currency] += Decimal(one.amount or 0)
    return {status: [(name, f"{sums[status][name]:.2f}") for name in sorted(sums[status])] for status in Status}


@pytest.mark.parametrize("most", [10_000, 100], ids=["few", "many"])
async def test_amounts_are_summed_up_under_every_filter(runtime: Runtime, most: int) -> None:
    integration, books = await make_books(runtime)
    random = Random(17)

    for given in [*(GridFilter(**one) for one in SINGLE), *(combined(random) for _ in range(40))]:
        found = {chip.status: list(chip.sums or ()) for chip in await chips(integration, given, most=most)}
        assert found == worth(books, given), given


async def test_a_page_that_has_all_sums_up_as_the_database_does(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 60)
    given = GridFilter(key="*-*")

    rows = (await grid_page(integration, given)).rows

    assert chips_of((row.status, row.currency, row.amount) for row in rows) == await chips(integration, given)


async def test_more_than_are_counted_are_not_summed_up_and_say_so(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 0)
    kinds = ["sales_invoice"] * 5 + ["customer"] * 3
    await insert(integration, [make(Random(n), n, kind=kind, status=Status.ERROR) for n, kind in enumerate(kinds)])

    error, *_ = await chips(integration, GridFilter(key="*-*"), most=7)
    fewer, *_ = await chips(integration, GridFilter(key="*-*"), most=8)
    master_data, *_ = await chips(integration, GridFilter(key="*-*", kind="customer"), most=2)

    assert (error.count, error.more, error.sums) == (7, True, None)
    assert (fewer.count, fewer.more) == (8, False)
    assert fewer.sums
    assert (master_data.more, master_data.sums) == (True, ())


MANY = 30_000
INVOICES = """
WITH made AS (
    INSERT INTO object (kind, key, category, current_version, current_hash, amount, currency)
    SELECT 'sales_invoice', 'MANY-' || n, 'finance', 1, 'h', n, 'EUR' FROM generate_series(1, $2::int) n RETURNING id)
INSERT INTO binding (integration, object, category, kind, desired_version, desired_hash, phase, park, changed_at)
SELECT $1::int, id, 'finance', 'sales_invoice', 1, 'h', 'parked', 'ordinary', now() - id * interval '1 minute'
FROM made"""
_PAGES = re.compile(r"(?:hit|read)=(\d+)")


@pytest.mark.parametrize("given", [GridFilter(since="2000-01-01"), GridFilter(key="MANY"), GridFilter(key="*AN*")])
async def test_amounts_of_too_many_are_not_even_looked_up(runtime: Runtime, given: GridFilter) -> None:
    integration, _ = await make_books(runtime, 0)
    await sql(INVOICES, integration, MANY)
    await sql("VACUUM ANALYZE")
    meant = matching(integration, given)
    legs = [f"(SELECT count(*) FROM (SELECT b.object {source(meant.conditions, one)} LIMIT :most) n)" for one in Status]

    counted = await _pages(" UNION ALL ".join(legs), meant, 10_001)
    summed = await _pages(counting._many(meant.conditions), meant, 10_001)

    assert not tallied(given)
    assert summed < 1.1 * counted + 100


async def _pages(text: str, meant: Matching, most: int) -> int:
    """That the statement touches."""
    plan = await fetch(f"EXPLAIN (ANALYZE, BUFFERS) {text}", meant, most=most)
    return sum(map(int, _PAGES.findall(next(row[0] for row in plan if "Buffers:" in row[0]))))
