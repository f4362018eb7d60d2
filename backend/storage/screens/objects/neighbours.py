"""Who stands before and after an object in a list as it is filtered and sorted, also one that has left the list."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

import msgspec
from msgspec.structs import replace

from backend.domain.grid.cursors import Sort
from backend.domain.grid.grid_filter import GridFilter, without_page
from backend.domain.status import Status
from backend.storage.screens.objects.grid import grid_rows
from backend.storage.screens.objects.matching import BACKWARDS, ORDERS, fetch, matching, source
from backend.storage.screens.values import GridRow

_COLUMNS = {Sort.KEY: "b.id, o.key", Sort.AMOUNT: "b.id, o.currency, o.amount"}


class Neighbours(msgspec.Struct, frozen=True):
    """None: it is the first, or the last."""

    before: GridRow | None = None
    after: GridRow | None = None


async def neighbours(integration: int, given: GridFilter, row: GridRow) -> Neighbours:
    if given.problems:
        return Neighbours()
    found = [await _nearest(integration, given, row, back=back) for back in (True, False)]
    rows = {one.id: one for one in await grid_rows([id_ for id_ in found if id_ is not None], short=True)}
    return Neighbours(*(rows.get(id_) if id_ is not None else None for id_ in found))


async def _nearest(integration: int, given: GridFilter, row: GridRow, *, back: bool) -> int | None:
    meant = matching(integration, without_page(given))
    place: dict[str, Any] = {"after_at": row.changed_at, "after_key": row.key, "after_id": row.id}
    place |= {"after_currency": row.currency or "", "after_amount": -Decimal(row.amount or 0)}
    beyond = f"{'before' if back else 'after'}_{meant.sort}"
    meant = replace(meant, conditions=(*meant.conditions, beyond), values=meant.values | place)
    found = await fetch(_text(meant.conditions, meant.statuses, meant.sort, back), meant)
    return found[0]["id"] if found else None


@lru_cache(maxsize=1000)
def _text(conditions: tuple[str, ...], statuses: tuple[Status, ...], sort: Sort, back: bool) -> str:  # noqa: FBT001  # for the cache
    """One leg for each status, as the list has them: each walks its own index."""
    order = BACKWARDS[sort] if back else ORDERS[sort][1]
    columns = _COLUMNS.get(sort, "b.id, b.changed_at")
    legs = [
        f"SELECT {columns} {source(conditions, one, columns)} ORDER BY {order} LIMIT 1" for one in statuses or (None,)
    ]
    merged = " UNION ALL ".join(f"({leg})" for leg in legs)
    return f"SELECT b.id FROM ({merged}) b ORDER BY {order.replace('o.', 'b.')} LIMIT 1"  # noqa: S608  # constants
