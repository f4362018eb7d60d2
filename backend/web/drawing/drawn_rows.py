"""Rows of the grid as they were drawn: once per revision, for a drawn row depends on nothing else."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
from markupsafe import Markup, escape
from msgspec.structs import replace

from backend.domain.grid.grid_filter import GridFilter
from backend.domain.own_columns.column import OwnColumn
from backend.domain.status import Status
from backend.storage.screens.objects.grid import FoundPage, grid_ids, grid_page, grid_rows
from backend.storage.screens.objects.tried import Tried
from backend.storage.screens.objects.versions import newer
from backend.storage.screens.own_columns.facts import Facts
from backend.storage.screens.values import GridPage, GridRow, Hiding
from backend.web.objects.comparing import said_newer

ROWS_KEPT = 5_000  # drawn rows kept in a process, about 1 KB each, as messages are cut
_PAGES_KNOWN = 500

# Where something is put in when a kept row is shown: the list's query in its first link, cells of columns that are told
# for who shows them, the query in its second link. No text of an object reads like it: its `<` is escaped.
CUT = Markup("<|>")
# As the line stands then: why what is queued waits, and what a look waits for besides its time.
QUEUED, AND_LINE = Markup("<…>"), Markup("<,>")
# What people wrote then beside the cause of an error.
NOTED = Markup("<!>")


class DrawnRow(msgspec.Struct, frozen=True, gc=False):
    """Its HTML is parted where it was cut: in three, or in four if it has a second link."""

    id: int
    status: Status
    currency: str | None
    amount: str | None
    html: tuple[str, ...]
    waits: bool
    cause: int | None  # of what may have a note

    def filled(self, first: str, more: str, queued: str, and_line: str, cells: str, noted: str) -> str:
        before, upto, after, *rest = self.html
        if self.cause:
            after = after.replace(NOTED, noted)
        if self.waits:
            after = after.replace(QUEUED, queued).replace(AND_LINE, and_line)
        return f"{before}{first}{upto}{cells}{after}{more}{rest[0]}" if rest else f"{before}{first}{upto}{cells}{after}"


class ShownPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the grid whose rows are read only where they must be drawn."""

    rows: list[GridRow | DrawnRow]
    next_cursor: str | None  # None: the last page
    previous_cursor: str | None = None  # None: the first page
    before: int | None = 0  # how many rows stand before it; None: nobody counted
    total: int | None = None  # of all pages, where that is known exactly
    counted: str = ""  # else: as far as the chips count, such as "12,345" or "10,000+"
    hiding: list[Hiding] = []  # why there are no rows
    slow: bool = False  # it would have taken too long to find them
    tried: Mapping[int, Tried] = {}  # by id, where a column shows it
    heads: Sequence[OwnColumn] = ()  # of the integration's own columns that are chosen
    facts: Facts = {}  # what they show
    notes: Mapping[int, str] = {}  # by cause, where there are any: how they begin

    @property
    def whole(self) -> bool:
        """Whether the filter finds nothing else."""
        return self.before == 0 and self.next_cursor is None


class DrawnRows:
    """`draw` makes a row's HTML. `base` (the URL of the integration) and `query` (of the list) stand in its links;
    `queued` says why what is queued waits, `and_line` what a look waits for besides its time, `cells` makes more
    cells of a row, `noted` the mark of a cause that people wrote beside."""

    def __init__(self, draw: Callable[[GridRow, str], str]) -> None:
        self._draw = draw
        self._kept: dict[tuple[str, int, int], DrawnRow] = {}
        self._shown: set[tuple[int, GridFilter]] = set()  # pages whose rows are likely to be kept

    def __call__(
        self,
        rows: Sequence[GridRow | DrawnRow],
        base: str,
        query: str = "",
        queued: str = "",
        and_line: str = "",
        cells: Callable[[int], str] | None = None,
        noted: Callable[[int], str] | None = None,
    ) -> Markup:
        drawn = [row if isinstance(row, DrawnRow) else self._drawn(row, base) for row in rows]
        words = escape(query)
        first, more = (f"?{words}", f"&amp;{words}") if query else ("", "")
        said = escape(queued), escape(and_line)
        notes = {row.cause: noted(row.cause) for row in drawn if row.cause} if noted else {}
        html = [
            row.filled(first, more, *said, cells(row.id) if cells else "", notes.get(row.cause or 0, ""))
            for row in drawn
        ]
        return Markup("".join(html))  # noqa: S704  # our own templates escaped it

    async def page(self, integration: int, given: GridFilter, base: str) -> ShownPage:
        """Of a page that was shown before: which rows, by id and revision; then only those that are not kept."""
        if (integration, given) not in self._shown:
            if len(self._shown) >= _PAGES_KNOWN:
                self._shown.clear()
            self._shown.add((integration, given))
            page = await grid_page(integration, given, short=True)
            return _shown(await _with_newer(page.rows), page)
        found = await grid_ids(integration, given)
        kept = {id_: self._kept.get((base, id_, revision)) for id_, revision in found.ids}
        missing = [id_ for id_, drawn in kept.items() if drawn is None]
        read = {row.id: row for row in await _with_newer(await grid_rows(missing, short=True))} if missing else {}
        rows = [drawn or read.get(id_) for id_, drawn in kept.items()]
        return _shown([row for row in rows if row is not None], found)

    def _drawn(self, row: GridRow, base: str) -> DrawnRow:
        name = (base, row.id, row.revision)
        if (drawn := self._kept.get(name)) is None:
            if len(self._kept) >= ROWS_KEPT:
                self._kept.clear()
                self._shown.clear()
            html = tuple(self._draw(row, base).split(CUT))
            waits = row.status is Status.PENDING and (QUEUED in html[2] or AND_LINE in html[2])
            cause = row.cause if NOTED in html[2] else None
            drawn = self._kept[name] = DrawnRow(row.id, row.status, row.currency, row.amount, html, waits, cause)
        return drawn


def _shown(rows: Sequence[GridRow | DrawnRow], found: GridPage | FoundPage) -> ShownPage:
    return ShownPage(
        rows=list(rows),
        next_cursor=found.next_cursor,
        previous_cursor=found.previous_cursor,
        before=found.before,
    )


async def _with_newer(rows: Sequence[GridRow]) -> list[GridRow]:
    """Of what is desynchronized, its message says what the third party does not hold yet."""
    found = await newer(rows)
    return [replace(row, message=said_newer(found[row.id])) if row.id in found else row for row in rows]
