"""The grid: which rows, in which order, page by page; and what is in them."""

from collections.abc import Sequence
from functools import lru_cache

from backend.domain.grid.cursors import Sort, place_of, write_cursor
from backend.domain.grid.grid_filter import GridFilter, without_page
from backend.domain.status import Park, Phase, Status
from backend.storage.postgres.database import Record
from backend.storage.screens.objects.amounts import amount_text
from backend.storage.screens.objects.matching import ORDERS, Matching, fetch, matching, source
from backend.storage.screens.values import GridPage, GridRow

PAGE = 100
_SHOWN = 300  # characters of a message in the list; the drawer shows it whole


async def grid_page(integration: int, given: GridFilter, limit: int = PAGE, *, short: bool = False) -> GridPage:
    """In one reading, where one leg gives the page, and its plan need not be made each time.

    `short`: of each message only what the list shows.
    """
    meant = matching(integration, given)
    if len(meant.statuses) > 1 or meant.uneven:
        ids, following = await grid_ids(integration, given, limit)
        rows = await grid_rows([id_ for id_, _ in ids], short=short)
    else:
        found = await _found(meant, limit, _SHORT if short else _COLUMNS)
        rows, following = [_row(record) for record in found[:limit]], _following(given, found, limit)
    return GridPage(rows=rows, next_cursor=following)


async def grid_ids(integration: int, given: GridFilter, limit: int = PAGE) -> tuple[list[tuple[int, int]], str | None]:
    """(id, revision) of each row of the page in order, and the next page's cursor."""
    meant = matching(integration, given)
    found = await _found(meant, limit, "b.id, b.revision")
    return [(row["id"], row["revision"]) for row in found[:limit]], _following(given, found, limit)


async def _found(meant: Matching, limit: int, columns: str) -> Sequence[Record]:
    """One more than the limit, if there are more."""
    return await fetch(_page(meant.conditions, meant.statuses, meant.sort, columns, limit + 1), meant)


def _following(given: GridFilter, found: Sequence[Record], limit: int) -> str | None:
    if len(found) <= limit:
        return None
    last = found[limit - 1]
    before = 0 if given.before is None else given.before + limit
    return write_cursor(place_of(given.sort, last["id"], last["place"], before))


async def ids_matching(integration: int, given: GridFilter, limit: int) -> list[int]:
    """Of all pages, in the grid's order; at most `limit`. As one array: there may be a million."""
    meant = matching(integration, without_page(given))
    page = _page(meant.conditions, meant.statuses, meant.sort, "b.id", limit)
    (found,) = await fetch(f"SELECT coalesce(array_agg(p.id), '{{}}') AS ids FROM ({page}) p", meant)  # noqa: S608  # constants
    ids: list[int] = found["ids"]
    return ids


@lru_cache(maxsize=1000)
def _page(conditions: tuple[str, ...], statuses: tuple[Status, ...], sort: Sort, columns: str, most: int) -> str:
    """One ordered leg for each status: each walks its own index, and stops early.

    The number stands in the text: a plan for any number is a plan for a tenth of all rows.
    """
    place, order = ORDERS[sort]
    end = f"ORDER BY {order} LIMIT {most:d}"
    legs = [
        f"SELECT {columns}, {place} AS place {source(conditions, status, columns, place)} {end}"
        for status in statuses or (None,)
    ]
    if len(legs) == 1:
        return legs[0]
    merged = " UNION ALL ".join(f"({leg})" for leg in legs)
    return f"SELECT * FROM ({merged}) b ORDER BY {_MERGED[sort]} LIMIT {most:d}"  # noqa: S608  # constants


_MERGED = {
    Sort.NEWEST: "b.id DESC",
    Sort.CHANGED: "b.place DESC, b.id DESC",
    Sort.KEY: "b.place USING ~<~, b.id",
}


def _columns(message: str) -> str:
    return f"""b.id, b.revision, b.kind, o.key, b.category, b.entity, b.status, b.phase, b.park, b.desired_version,
        b.synced_version, o.amount, o.currency, o.counterparty, b.level, b.next_at, b.fail_count,
        coalesce({message}, '') AS message, nullif(r.number, '') AS remote_number, nullif(r.url, '') AS remote_url,
        b.changed_at, b.open_attempt IS NOT NULL AS in_flight"""


_COLUMNS, _SHORT = _columns("m.text"), _columns(f"left(m.text, {_SHOWN})")


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
