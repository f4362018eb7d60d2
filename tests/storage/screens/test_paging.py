"""Back through the pages: those that were passed, in the list's order, and never one row less because of who came."""

import re
from decimal import Decimal
from random import Random

import pytest
from msgspec.structs import replace

from backend.domain.grid.cursors import Sort, place_of, write_cursor
from backend.domain.grid.filters import GridFilter
from backend.runtime import Runtime
from backend.storage.screens.objects.grid import FoundPage, _page, grid_ids, grid_page
from backend.storage.screens.objects.matching import fetch, matching
from tests.factories import make_envelope, make_integration, receive, sql
from tests.storage.screens.bindings import make_books
from tests.storage.screens.test_grid import combined
from tests.storage.screens.test_worth import INVOICES

pytestmark = pytest.mark.anyio

_PAGES = re.compile(r"(?:hit|read)=(\d+)")


async def forth(integration: int, given: GridFilter, limit: int) -> list[FoundPage]:
    pages = [await grid_ids(integration, given, limit)]
    while pages[-1].next_cursor:
        pages.append(await grid_ids(integration, replace(given, after=pages[-1].next_cursor), limit))
    return pages


async def back(integration: int, given: GridFilter, limit: int, page: FoundPage) -> list[FoundPage]:
    """From this page on, the first one last."""
    pages = [page]
    while pages[-1].previous_cursor:
        pages.append(await grid_ids(integration, replace(given, before=pages[-1].previous_cursor), limit))
    return pages


async def test_back_are_the_pages_that_were_passed_and_their_places(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime)
    random = Random(23)

    for _ in range(60):
        given, limit = combined(random), random.choice([1, 7, 50])
        passed = await forth(integration, given, limit)

        again = (await back(integration, given, limit, passed[-1]))[::-1]

        assert [page.ids for page in again] == [page.ids for page in passed], given
        assert [page.before for page in again] == [limit * number for number in range(len(passed))]
        assert [bool(page.next_cursor) for page in again] == [True] * (len(passed) - 1) + [False]


async def test_forth_again_from_a_page_that_was_gone_back_to(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 50)
    passed = await forth(integration, GridFilter(), 10)
    *_, third, _, _ = await back(integration, GridFilter(), 10, passed[-1])
    assert third.next_cursor

    fourth = await grid_ids(integration, GridFilter(after=third.next_cursor), 10)

    assert fourth == passed[3]


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.CHANGED, Sort.KEY])
async def test_who_came_meanwhile_hides_nobody_on_the_way_back(runtime: Runtime, sort: Sort) -> None:
    integration, books = await make_books(runtime, 250)
    passed = await forth(integration, GridFilter(sort=sort), 100)

    await receive(runtime, *(make_envelope(key=f"{'AMZ'[n % 3]}{n}") for n in range(90)))
    again = await back(integration, GridFilter(sort=sort), 100, passed[-1])

    seen = [id_ for page in again for id_, _ in page.ids]
    assert set(books) <= set(seen)
    assert len(again[-1].ids) == 100  # the first page is whole, and has who came
    assert again[-1].before == 0


async def test_rows_are_read_backwards_as_they_are_forwards(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 30)
    for given in (GridFilter(), GridFilter(key="*-*", sort=Sort.KEY)):
        first = await grid_page(integration, given, 10)
        second = await grid_page(integration, replace(given, after=first.next_cursor), 10)
        third = await grid_page(integration, replace(given, after=second.next_cursor), 10)

        assert await grid_page(integration, replace(given, before=third.previous_cursor), 10) == second
        assert await grid_page(integration, replace(given, before=second.previous_cursor), 10) == first


@pytest.mark.parametrize("way", ["first", "after", "before"])
async def test_a_page_in_the_order_of_amounts_walks_its_index_wherever_it_begins(runtime: Runtime, way: str) -> None:
    integration = await make_integration(runtime)
    await sql(INVOICES, integration, 30_000)
    await sql("VACUUM ANALYZE")
    middle = write_cursor(place_of(Sort.AMOUNT, 15_000, ("EUR", Decimal(-15_000))))
    given = GridFilter(category="finance", sort=Sort.AMOUNT, **({} if way == "first" else {way: middle}))
    meant = matching(integration, given)

    text = _page(meant.conditions, meant.statuses, meant.sort, "b.id", 101, back=way == "before")
    plan = await fetch(f"EXPLAIN (ANALYZE, BUFFERS) {text}", meant)

    assert sum(map(int, _PAGES.findall(next(row[0] for row in plan if "Buffers:" in row[0])))) < 600
