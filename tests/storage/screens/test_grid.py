"""The grid's pages hold exactly what the filter means, in its order."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest

from backend.domain.grid.cursors import Sort
from backend.domain.grid.filters import GridFilter, read_filter
from backend.domain.recalling import LONGEST
from backend.domain.status import Status
from backend.runtime import Runtime
from backend.storage.screens.objects.chips import chips, hiding, tallied
from backend.storage.screens.objects.grid import grid_ids, grid_page, grid_rows, ids_matching
from tests.factories import make_envelope, make_integration, receive, sql
from tests.storage.screens.bindings import HOSTILE, KINDS, Made, insert, make, make_books
from tests.storage.screens.oracle import expected

pytestmark = pytest.mark.anyio

SINGLE: list[dict[str, Any]] = [
    {},
    *({"statuses": frozenset({status})} for status in Status),
    {"statuses": frozenset({Status.ERROR, Status.SUCCESS})},
    *({"version": version} for version in ["1", "7", "2-7", "99", "behind"]),
    *({"kind": kind} for kind in [*KINDS, "supplier"]),
    *({"category": category} for category in ["finance", "master_data"]),
    *({"entity": entity} for entity in ["top", "100", "2_0", "3%0", "2x0", "'"]),
    *({"key": key} for key in ["INV", "inv-1", "C-", "V", "*-1*", "*7", "I*1*2", "a*", *HOSTILE, "a%", "_", "%"]),
    *({"message": text} for text in ["NO ANSWER", "missing", "100%", "a_b", "a\\b", "%_\\", "'Br", "___", "%%%"]),
    *({"since": since} for since in ["2026-11-01", "2026-11-10", "2026-11-10T12:30:15Z", "2026-12-31"]),
    *({"until": until} for until in ["2026-10-31", "2026-11-10", "2026-11-10T12:00:00Z"]),
    {"since": "2026-11-03", "until": "2026-11-03"},
]


def combined(random: Random) -> GridFilter:
    """Up to four filters at once, in any order."""
    chosen: dict[str, Any] = {}
    for one in random.sample(SINGLE, random.randint(0, 4)):
        chosen |= one
    sort = random.choice(list(Sort))
    return GridFilter(**chosen | ({"category": "finance", "kind": ""} if sort is Sort.AMOUNT else {}), sort=sort)


async def whole(integration: int, given: GridFilter, limit: int) -> list[int]:
    """All pages."""
    found: list[int] = []
    while True:
        page = await grid_ids(integration, given, limit)
        found += [id_ for id_, _ in page.ids]
        if page.next_cursor is None:
            return found
        given = following(given, page.next_cursor)


def following(given: GridFilter, cursor: str) -> GridFilter:
    found = read_filter([("after", cursor), ("sort", given.sort)])
    assert isinstance(found, GridFilter)
    changes = {name: getattr(given, name) for name in given.__struct_fields__} | {"after": found.after}
    return GridFilter(**changes)


async def test_every_filter_means_what_it_says(runtime: Runtime) -> None:
    integration, books = await make_books(runtime)

    for one in SINGLE:
        for sort in Sort:
            given = GridFilter(**one, sort=sort)
            assert await whole(integration, given, 1_000) == expected(books, given), given


async def test_filters_combine_and_pages_fit_together(runtime: Runtime) -> None:
    integration, books = await make_books(runtime)
    random = Random(11)

    for _ in range(150):
        given = combined(random)
        assert await whole(integration, given, random.choice([1, 7, 50])) == expected(books, given), given


async def test_a_span_counts_back_from_now(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 10)
    now = datetime.now(UTC)
    (fresh,) = await insert(integration, [replace(make(Random(1), 999), changed_at=now)])

    assert await ids_matching(integration, GridFilter(since="24h"), 100) == [fresh]
    assert await ids_matching(integration, GridFilter(since="2d"), 100) == [fresh]


async def test_days_are_those_of_the_zone_that_is_named_and_both_belong_to_the_range(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 0)
    at = [datetime(2026, 11, day, hour, 30, tzinfo=UTC) for day, hour in [(1, 22), (1, 23), (2, 22), (2, 23)]]
    ids = await insert(integration, [make(Random(n), n, changed_at=one) for n, one in enumerate(at)])
    day = {"since": "2026-11-02", "until": "2026-11-02"}

    assert await ids_matching(integration, GridFilter(**day, zone="Europe/Berlin"), 9) == [ids[2], ids[1]]
    assert await ids_matching(integration, GridFilter(**day), 9) == [ids[3], ids[2]]


async def test_the_same_time_of_change_does_not_mix_pages_up(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 0)
    at = datetime(2026, 11, 2, 3, 4, 5, 678_901, tzinfo=UTC)
    ids = await insert(integration, [make(Random(number), number, changed_at=at) for number in range(30)])

    assert await whole(integration, GridFilter(sort=Sort.CHANGED), 4) == sorted(ids, reverse=True)


async def test_one_key_of_several_kinds_does_not_mix_pages_up(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 0)
    ids = await insert(integration, [make(Random(n), n, kind=kind, key="SAME") for n, kind in enumerate(KINDS)])

    assert await whole(integration, GridFilter(sort=Sort.KEY), 1) == sorted(ids)


async def test_the_same_amount_does_not_mix_pages_up_and_currencies_stay_apart(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 0)
    worth = [("EUR", "7.50"), ("USD", "900.00"), ("EUR", "7.5"), ("EUR", "-3.00"), ("EUR", "80.00")] * 3
    made = [make(Random(n), n, kind="sales_invoice", category="finance", currency=currency, amount=amount)
            for n, (currency, amount) in enumerate(worth)]  # fmt: skip
    ids = await insert(integration, made)

    found = await whole(integration, GridFilter(category="finance", sort=Sort.AMOUNT), 2)

    order = [14, 9, 4, 12, 10, 7, 5, 2, 0, 13, 8, 3, 11, 6, 1]
    assert found == [ids[at] for at in order]


@pytest.mark.parametrize("sort", [one for one in Sort if one is not Sort.AMOUNT])
async def test_objects_that_arrive_between_pages_neither_repeat_nor_hide_others(runtime: Runtime, sort: Sort) -> None:
    integration, books = await make_books(runtime, 250)
    given = GridFilter(sort=sort)
    page = await grid_ids(integration, given, 100)
    assert page.next_cursor

    await receive(runtime, *(make_envelope(key=f"{'AMZ'[n % 3]}{n}") for n in range(100)))
    rest = await whole(integration, following(given, page.next_cursor), 100)

    seen = Counter([id_ for id_, _ in page.ids] + rest)
    assert not [id_ for id_, times in seen.items() if times > 1]
    assert set(books) <= set(seen)


async def test_a_page_knows_the_next_and_how_many_stand_before_it(runtime: Runtime) -> None:
    integration, books = await make_books(runtime, 5)

    first = await grid_page(integration, GridFilter(), 3)
    assert first.next_cursor
    on = following(GridFilter(), first.next_cursor)
    second = await grid_page(integration, on, 3)

    assert [row.id for row in first.rows + second.rows] == sorted(books, reverse=True)
    assert (first.before, second.before, second.next_cursor) == (0, 3, None)


async def test_a_row_of_the_list_shows_how_a_long_message_begins_and_the_filter_searches_it_whole(
    runtime: Runtime,
) -> None:
    integration, _ = await make_books(runtime, 0)
    text = f"Refused{'.' * 64_000}at the very end"
    (long,) = await insert(integration, [make(Random(1), 1, message=text)])

    for given in (GridFilter(message="the very END"), GridFilter()):
        (shown,), (whole_row,) = (
            (await grid_page(integration, given, short=True)).rows,
            (await grid_page(integration, given)).rows,
        )
        assert (shown.id, shown.message, whole_row.message) == (long, text[: LONGEST + 1], text)
    assert [row.message for row in await grid_rows([long], short=True)] == [text[: LONGEST + 1]]


async def test_a_row_says_what_its_binding_is(runtime: Runtime) -> None:
    integration, books = await make_books(runtime, 40)

    for row in (await grid_page(integration, GridFilter())).rows:
        one = books[row.id]
        said = (row.kind, row.key, row.category, row.entity, row.status, row.version, row.synced_version, row.message)
        made = (one.kind, one.key, one.category, one.entity, one.status, one.version, one.synced, one.message)
        assert said == made
        assert (row.amount, row.currency, row.changed_at) == (one.amount, one.currency, one.changed_at)
        assert isinstance(row.status, Status)


async def test_rows_come_in_the_order_asked_for_and_missing_ones_are_left_out(runtime: Runtime) -> None:
    _, books = await make_books(runtime, 3)
    a, b, c = books

    assert [row.id for row in await grid_rows([b, 987_654, c, a])] == [b, c, a]


async def test_a_change_shows_as_another_revision(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 1)
    ((_, before),) = (await grid_ids(integration, GridFilter())).ids

    await sql("UPDATE binding SET revision = revision + 1")

    ((_, after),) = (await grid_ids(integration, GridFilter())).ids
    assert after == before + 1


async def test_the_ids_that_match_are_those_of_all_pages(runtime: Runtime) -> None:
    integration, books = await make_books(runtime, 20)
    given = GridFilter(statuses=frozenset({Status.ERROR}))
    page = await grid_ids(integration, GridFilter(), 5)
    assert page.next_cursor

    assert await ids_matching(integration, following(given, page.next_cursor), 100) == expected(books, given)
    assert len(await ids_matching(integration, GridFilter(), 7)) == 7


async def test_chips_count_what_the_filter_leaves(runtime: Runtime) -> None:
    integration, books = await make_books(runtime)
    random = Random(13)

    for given in [*(GridFilter(**one) for one in SINGLE), *(combined(random) for _ in range(40))]:
        counts = {chip.status: chip.count for chip in await chips(integration, given)}
        assert counts == counted(books, given), given


def counted(books: dict[int, Made], given: GridFilter) -> dict[Status, int]:
    fields = {name: getattr(given, name) for name in given.__struct_fields__} | {"statuses": frozenset()}
    found = Counter(books[id_].status for id_ in expected(books, GridFilter(**fields)))
    return {status: found[status] for status in Status}


async def test_an_empty_list_knows_what_each_part_of_its_filter_hides(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, *[make_envelope("customer", f"A-{n}") for n in range(3)], make_envelope("class", "B-1"))
    narrow = GridFilter(kind="customer", key="B-", statuses=frozenset({Status.NOT_INTEGRATED}))

    found = await hiding(integration, narrow)

    assert [(one.label, one.count) for one in found] == [("Status", 0), ("Key", 3), ("Kind", 1)]
    assert found[1].query == "status=not_integrated&kind=customer"


async def test_chips_stand_in_order_and_sum_up_per_currency(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime)

    found = await chips(integration, GridFilter(category="finance"))

    assert [chip.status for chip in found] == ["error", "desynchronized", "not_integrated", "pending", "success"]
    rows = await sql(
        "SELECT b.status, o.currency, sum(o.amount)::numeric(18,2)::text AS amount FROM binding b"
        " JOIN object o ON o.id = b.object WHERE integration = $1 AND b.category = 'finance'"
        " GROUP BY 1, 2 ORDER BY 1, 2",
        integration,
    )
    for chip in found:
        assert list(chip.sums) == [(row["currency"], row["amount"]) for row in rows if row["status"] == chip.status]
        assert not chip.more


async def test_many_are_counted_up_to_a_limit(runtime: Runtime) -> None:
    integration, books = await make_books(runtime)

    found = {chip.status: chip for chip in await chips(integration, GridFilter(key="*-*"), most=20)}

    exact = counted(books, GridFilter(key="*-*"))
    assert all(chip.count == min(exact[status], 20) for status, chip in found.items())
    assert found[Status.SUCCESS].more == (exact[Status.SUCCESS] > 20)


async def test_many_of_any_filter_are_counted_as_few_are(runtime: Runtime) -> None:
    integration, books = await make_books(runtime)

    for given in [GridFilter(**one) for one in SINGLE if not tallied(GridFilter(**one))]:
        found = {chip.status: chip.count for chip in await chips(integration, given, most=3)}
        exact = counted(books, given)
        assert found == {status: min(exact[status], 3) for status in Status}, given
