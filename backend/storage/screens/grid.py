"""The grid: which rows, in which order, page by page; and what is in them."""

from collections.abc import Sequence
from functools import cache

from backend.domain.cursors import Sort, place_of, write_cursor
from backend.domain.grid_filter import GridFilter, without_page
from backend.domain.status import Park, Phase, Status
from backend.storage.database import Record, query
from backend.storage.screens.amounts import amount_text
from backend.storage.screens.matching import ORDERS, fetch, matching, source
from backend.storage.screens.values import GridPage, GridRow

PAGE = 100


async def grid_page(integration: int, given: GridFilter, limit: int = PAGE) -> GridPage:
    ids, following = await grid_ids(integration, given, limit)
    rows = await grid_rows([id_ for id_, _ in ids])
    return GridPage(rows=rows, next_cursor=following, first_cursor="" if given.after else None)


async def grid_ids(integration: int, given: GridFilter, limit: int = PAGE) -> tuple[list[tuple[int, int]], str | None]:
    """(id, revision) of each row of the page in order, and the next page's cursor."""
    meant = matching(integration, given)
    rows = await fetch(_page(meant.conditions, meant.statuses, given.sort), meant, most=limit + 1)
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = write_cursor(place_of(given.sort, last["id"], last["place"]))
    return [(row["id"], row["revision"]) for row in rows[:limit]], following


async def ids_matching(integration: int, given: GridFilter, limit: int) -> list[int]:
    """Of all pages, in the grid's order; at most `limit`."""
    ids, _ = await grid_ids(integration, without_page(given), limit)
    return [id_ for id_, _ in ids]


@cache
def _page(conditions: tuple[str, ...], statuses: tuple[Status, ...], sort: Sort) -> str:
    """One ordered leg for each status: each walks its own index, and stops early."""
    place, order = ORDERS[sort]
    legs = [
        f"SELECT b.id, b.revision, {place} AS place {source(conditions, status, place)} ORDER BY {order} LIMIT :most"
        for status in statuses or (None,)
    ]
    if len(legs) == 1:
        return legs[0]
    merged = " UNION ALL ".join(f"({leg})" for leg in legs)
    return f"SELECT * FROM ({merged}) b ORDER BY {_MERGED[sort]} LIMIT :most"  # noqa: S608  # constants


_MERGED = {
    Sort.NEWEST: "b.id DESC",
    Sort.CHANGED: "b.place DESC, b.id DESC",
    Sort.KEY: "b.place USING ~<~, b.id",
}


async def grid_rows(ids: Sequence[int]) -> list[GridRow]:
    """In the order of `ids`; those that do not exist are left out."""
    found = {row["id"]: row for row in await query("screen_rows", ids=list(ids))}
    return [_row(found[id_]) for id_ in ids if id_ in found]


def _row(record: Record) -> GridRow:
    """The columns stand in the order of the fields."""
    id_, revision, kind, key, category, entity, status, phase, park, version, synced, amount, currency, *rest = record
    return GridRow(
        id_,
        revision,
        kind,
        key,
        category,
        entity,
        Status(status),
        Phase(phase),
        Park(park) if park else None,
        version,
        synced,
        amount_text(amount, currency),
        currency,
        *rest,
    )
