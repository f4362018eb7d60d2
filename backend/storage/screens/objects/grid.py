"""The grid: which rows, in which order, page by page; and what is in them."""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from backend.domain.grid.cursors import Sort, place_of, write_cursor
from backend.domain.grid.grid_filter import GridFilter, without_page
from backend.domain.recalling import LONGEST
from backend.domain.status import Park, Phase, Status
from backend.storage.postgres.database import Record
from backend.storage.screens.objects.amounts import amount_text
from backend.storage.screens.objects.matching import BACKWARDS, ORDERS, Matching, fetch, matching, source
from backend.storage.screens.values import GridPage, GridRow

PAGE = 100
_SAID = LONGEST + 1  # characters of a message for the list, which says it before it cuts it; the drawer shows it whole


class FoundPage(msgspec.Struct, frozen=True):
    """A page as it was found: its records in order, where others go on, and how many rows stand before it."""

    records: Sequence[Record]
    next_cursor: str | None
    previous_cursor: str | None
    before: int | None

    @property
    def ids(self) -> list[tuple[int, int]]:
        """(id, revision) of each row in order."""
        return [(record["id"], record["revision"]) for record in self.records]


async def grid_page(integration: int, given: GridFilter, limit: int = PAGE, *, short: bool = False) -> GridPage:
    """In one reading, where one leg gives the page, and its plan need not be made each time.

    `short`: of each message only what the list can say.
    """
    meant = matching(integration, given)
    if len(meant.statuses) > 1 or meant.uneven:
        page = await _found(integration, given, limit, "b.id")
        rows = await grid_rows([record["id"] for record in page.records], short=short)
    else:
        page = await _found(integration, given, limit, _SHORT if short else _COLUMNS)
        rows = [_row(record) for record in page.records]
    return GridPage(rows=rows, next_cursor=page.next_cursor, previous_cursor=page.previous_cursor, before=page.before)


async def grid_ids(integration: int, given: GridFilter, limit: int = PAGE) -> FoundPage:
    """Of each row only id and revision."""
    return await _found(integration, given, limit, "b.id, b.revision")


async def _found(integration: int, given: GridFilter, limit: int, columns: str) -> FoundPage:
    """One more than the limit is asked for, which says whether the list goes on that way. Before the first of its rows
    there is no part of a page, but the first page."""
    meant = matching(integration, given)
    text = _page(meant.conditions, meant.statuses, meant.sort, columns, limit + 1, back=bool(given.before))
    found = await fetch(text, meant)
    if given.before:
        if len(found) <= limit:
            return await _found(integration, without_page(given), limit, columns)
        return _between(given, found[limit - 1 :: -1], more=True)
    return _between(given, found[:limit], more=len(found) > limit)


def _between(given: GridFilter, records: Sequence[Record], *, more: bool) -> FoundPage:
    before = _rows_before(given, len(records))
    following = _cursor(given, records, -1, before) if more else None
    previous = _cursor(given, records, 0, before) if given.place and records else None
    return FoundPage(records, following, previous, before)


def _cursor(given: GridFilter, records: Sequence[Record], at: int, before: int | None) -> str:
    seen = 0 if before is None else before + (len(records) if at else 1)
    return write_cursor(place_of(given.sort, records[at]["id"], records[at]["place"], seen))


def _rows_before(given: GridFilter, here: int) -> int | None:
    """As the reader of the pages counted; None: nobody did, or rows came meanwhile."""
    if given.place is None:
        return 0
    seen = given.place.before - (here + 1 if given.before else 0)
    return seen if seen > 0 else None


async def ids_matching(integration: int, given: GridFilter, limit: int) -> list[int]:
    """Of all pages, in the grid's order; at most `limit`. As one array: there may be a million."""
    meant = matching(integration, without_page(given))
    page = _page(meant.conditions, meant.statuses, meant.sort, "b.id", limit)
    (found,) = await fetch(f"SELECT coalesce(array_agg(p.id), '{{}}') AS ids FROM ({page}) p", meant)  # noqa: S608  # constants
    ids: list[int] = found["ids"]
    return ids


@lru_cache(maxsize=1000)
def _page(
    conditions: tuple[str, ...],
    statuses: tuple[Status, ...],
    sort: Sort,
    columns: str,
    most: int,
    *,
    back: bool = False,
) -> str:
    """One ordered leg for each status: each walks its own index, and stops early.

    The number stands in the text: a plan for any number is a plan for a tenth of all rows.
    """
    place, order = ORDERS[sort]
    order = BACKWARDS[sort] if back else order
    end = f"ORDER BY {order} LIMIT {most:d}"
    legs = [
        f"SELECT {columns}, {place} AS place {source(conditions, status, columns, place)} {end}"
        for status in statuses or (None,)
    ]
    if len(legs) == 1:
        return legs[0]
    merged = " UNION ALL ".join(f"({leg})" for leg in legs)
    return f"SELECT * FROM ({merged}) b ORDER BY {_MERGED[sort, back]} LIMIT {most:d}"  # noqa: S608  # constants


_MERGED = {
    (Sort.NEWEST, False): "b.id DESC",
    (Sort.CHANGED, False): "b.place DESC, b.id DESC",
    (Sort.KEY, False): "b.place USING ~<~, b.id",
    (Sort.AMOUNT, False): "b.place, b.id DESC",
    (Sort.NEWEST, True): "b.id",
    (Sort.CHANGED, True): "b.place, b.id",
    (Sort.KEY, True): "b.place USING ~>~, b.id DESC",
    (Sort.AMOUNT, True): "b.place DESC, b.id",
}


def _columns(message: str) -> str:
    return f"""b.id, b.revision, b.kind, o.key, b.category, b.entity, b.status, b.phase, b.park, b.desired_version,
        b.synced_version, o.amount::text, o.currency, o.counterparty, b.level, b.next_at, b.fail_count,
        coalesce({message}, '') AS message, nullif(r.number, '') AS remote_number, nullif(r.url, '') AS remote_url,
        b.changed_at, b.open_attempt IS NOT NULL AS in_flight, m.cause"""


_COLUMNS, _SHORT = _columns("m.text"), _columns(f"left(m.text, {_SAID})")


async def grid_rows(ids: Sequence[int], *, short: bool = False) -> list[GridRow]:
    """In the order of `ids`; those that do not exist are left out."""
    meant = Matching(conditions=("ids",), statuses=(), values={"ids": list(ids)}, sort=Sort.NEWEST)
    found = {row["id"]: row for row in await fetch(_SHORT_ROWS if short else _ROWS, meant)}
    return [_row(found[id_]) for id_ in ids if id_ in found]


_ROWS = f"SELECT {_COLUMNS} {source(('ids',), None, _COLUMNS)}"  # constants
_SHORT_ROWS = f"SELECT {_SHORT} {source(('ids',), None, _SHORT)}"
_STATUSES: dict[str, Status] = {one.value: one for one in Status}
_PHASES: dict[str, Phase] = {one.value: one for one in Phase}
_PARKS: dict[str | None, Park | None] = {None: None, **{one.value: one for one in Park}}


def _row(record: Record) -> GridRow:
    """The columns stand in the order of the fields."""
    values = list(record)[:_WIDTH]
    values[6:9] = _STATUSES[values[6]], _PHASES[values[7]], _PARKS[values[8]]
    values[11] = amount_text(values[11], values[12])
    return GridRow(*values)


_WIDTH = len(GridRow.__struct_fields__)
