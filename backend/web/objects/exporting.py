"""The list as a file: every object that the filter finds, in memory only a page of it at a time."""

import csv
import io
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from typing import Any

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.response import Stream
from msgspec.structs import replace

from backend.actions.note_export import note_export
from backend.domain.formulas import harmless
from backend.domain.grid.cursors import Sort
from backend.domain.grid.filters import GridFilter, read_filter
from backend.domain.grid.grid_filter import without_page
from backend.domain.own_columns.column import OwnColumn, heads
from backend.domain.own_columns.facts import Fact
from backend.domain.roles import Role
from backend.storage.screens.objects.grid import grid_page
from backend.storage.screens.own_columns.facts import own_facts
from backend.storage.screens.values import MOST_EXPORTED, GridPage, GridRow
from backend.web.access.auth import AnyRequest
from backend.web.access.guards import allow
from backend.web.context import integration_of
from backend.web.screen import Screen

_PAGE = 1_000
_CELL = 32_000  # characters that a spreadsheet takes
_MARK = "\ufeff"  # by it spreadsheets know UTF-8

COLUMNS = (
    *("category", "kind", "key", "entity", "status", "version", "synced_version", "amount", "currency", "counterparty"),
    *("level", "remote_number", "remote_url", "message", "fail_count", "next_at", "changed_at"),
)
_OURS = frozenset({"amount", "changed_at", "next_at"})  # text of our own making: a negative amount stays a number


@get("/{integration_id:int}/objects.csv")
async def export(screen: NamedDependency[Screen]) -> Stream:
    return await exported(screen.request, screen.integration_id, by=screen.client.name)


async def exported(request: AnyRequest, integration_id: int, *, by: str) -> Stream:
    """Raises HTTPException 400 for a filter that cannot be read, and NotFoundException."""
    integration, given = await integration_of(integration_id), _whole(request)
    first = await grid_page(integration_id, given, _PAGE)  # what fails, fails before the answer begins
    await note_export(integration_id, given.query(), by=by)
    name = {"content-disposition": f'attachment; filename="objects-{integration_id}.csv"'}
    return Stream(lines(integration_id, given, first, integration.own_columns), media_type="text/csv", headers=name)


def _whole(request: AnyRequest) -> GridFilter:
    """All pages, in an order that stands still while they are read."""
    found = read_filter(request.query_params.multi_items())
    if not isinstance(found, GridFilter):
        raise HTTPException(status_code=400, detail="; ".join(map(str, found)), extra=list(found))
    return replace(without_page(found), sort=found.sort if found.sort is Sort.KEY else Sort.NEWEST)


async def lines(
    integration_id: int,
    given: GridFilter,
    page: GridPage,
    own: Sequence[OwnColumn] = (),
    most: int = MOST_EXPORTED,
) -> AsyncIterator[str]:
    """The last line says so where there are more than `most`."""
    labels = heads(own, {one.token for one in own})
    yield _MARK + _csv([[*COLUMNS, *(harmless(name) for one in labels for name in _names(one))]])
    written = 0
    while True:
        rows = page.rows[: most - written]
        written += len(rows)
        facts = await own_facts([row.id for row in rows], own, most=_CELL) if own else {}
        yield _csv([*_cells(row), *_own_cells(labels, facts.get(row.id, {}))] for row in rows)
        if written == most and (page.next_cursor or len(rows) < len(page.rows)):
            yield _csv([[f"Not all: these are the first {most:,}. Filter, and export the rest by itself."]])
        if page.next_cursor is None or written == most:
            return
        page = await grid_page(integration_id, replace(given, after=page.next_cursor), _PAGE)


def _csv(rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cells(row: GridRow) -> list[Any]:
    return [_cell(name, getattr(row, name)) for name in COLUMNS]


def _cell(name: str, value: Any) -> Any:
    if name in ("changed_at", "next_at"):
        return value.isoformat() if value else ""
    return harmless(value) if isinstance(value, str) and name not in _OURS else value


def _names(one: OwnColumn) -> list[str]:
    """An amount stays a number: its currency has a column of its own."""
    return [f"own.{one.label}", *([f"own.{one.label}.currency"] if one.format == "amount" else [])]


def _own_cells(labels: Sequence[OwnColumn], facts: Mapping[str, Fact]) -> Iterator[str]:
    for one in labels:
        fact = facts.get(one.token, _NOTHING)
        yield fact.text if fact.format == "number" else harmless(fact.text)
        if one.format == "amount":
            yield harmless(fact.currency)


_NOTHING = Fact(label="")
router = Router("/integrations", route_handlers=[export], guards=[allow(Role.VIEWER)])
