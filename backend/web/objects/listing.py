"""What the list of objects shows, and what filters it."""

from collections.abc import Sequence

from litestar.exceptions import HTTPException
from msgspec.structs import replace

from backend.domain.grid.filters import GridFilter, read_typed_filter, rest_of
from backend.domain.grid.grid_filter import without_page
from backend.domain.grid.layout import Layout
from backend.domain.integrations.integration import Integration
from backend.domain.kinds.registry import KINDS
from backend.domain.own_columns.column import heads
from backend.domain.sentence import Number, Sentence, joined
from backend.runtime import Runtime
from backend.storage.screens.causes import notes
from backend.storage.screens.health import entities
from backend.storage.screens.objects.chips import chips, hiding, tallied
from backend.storage.screens.objects.chips import chips_of as counted
from backend.storage.screens.objects.matching import SlowFilterError
from backend.storage.screens.objects.tried import tried
from backend.storage.screens.own_columns.facts import Facts, own_facts
from backend.storage.screens.values import Chip
from backend.web.access.auth import AnyRequest
from backend.web.drawing.drawn_rows import DrawnRows, ShownPage
from backend.web.drawing.notices import SAID
from backend.web.drawing.views import Views
from backend.web.objects.columns import layout_of, narrowed
from backend.web.objects.news import news_of
from backend.web.objects.saved import saved_of
from backend.web.people.zone import UTC, zone_of
from backend.web.screen import Context, Screen


def filter_of(request: AnyRequest) -> GridFilter:
    """What cannot be read in a field is said beside it; for anything else raises HTTPException 400."""
    found = read_typed_filter(request.query_params.multi_items())
    embed = request.scope["user"].embed
    if isinstance(found, GridFilter):
        return replace(found, bounds=embed.bounds) if embed else found
    raise HTTPException(
        status_code=400, detail=joined("; ", [joined(": ", [one.field, one.sentence]) for one in found])
    )


def page_filter_of(request: AnyRequest) -> GridFilter:
    """Of a page that a person opens: whatever cannot be read of its address is said there."""
    pairs, embed = list(request.query_params.multi_items()), request.scope["user"].embed
    found = read_typed_filter(pairs)
    if isinstance(found, GridFilter) or embed or request.headers.get("hx-request") == "true":
        return filter_of(request)
    return rest_of(pairs, found)


def view_of(request: AnyRequest, told: Sequence[str] = ()) -> str:
    """What a poll asks for, without the revision that it holds and what a press said. `told`: it will ask for these
    columns, too."""
    pairs = request.scope["query_string"].decode("latin-1").split("&") + ([f"more={'.'.join(told)}"] if told else [])
    embed = request.scope["user"].embed
    view = "&".join(pair for pair in pairs if pair and not pair.startswith(("rev=", f"{SAID}=")))
    return f"{embed.view}&{view}" if embed else view


async def listing(screen: Screen, integration: Integration, given: GridFilter) -> Context:
    """The grid and what filters it."""
    layout = narrowed(layout_of(screen.request), integration)
    page = await _soon(screen, integration, given, layout)
    page = replace(page, heads=heads(integration.own_columns, layout.own))
    chips = await chips_of(screen.views, integration, given, page)
    return {
        "filter": given,
        "layout": layout,
        "zone": (given.zone or UTC) if given.has_days else zone_of(screen.request),
        "saved": await saved_of(screen),
        "kinds": kinds_of(screen.runtime, integration),
        "entities": await entities_of(screen.views, integration),
        "health": await screen.health(integration),
        "news": await news_of(screen),
        "page": replace(page, counted=counted_in(given, chips)),
        "chips": chips,
        "currencies": await currencies_of(screen.views, integration, given),
        "plan": None,
    }


async def _soon(screen: Screen, integration: Integration, given: GridFilter, layout: Layout) -> ShownPage:
    """A filter that would be slow is said to be."""
    try:
        return await page_of(screen, integration, given, layout)
    except SlowFilterError:
        return ShownPage(rows=[], next_cursor=None, slow=True)


def kinds_of(runtime: Runtime, integration: Integration) -> Sequence[tuple[str, str, str]]:
    """(name, label, category) of the kinds that the connector carries; all, where it is not here."""
    connector = runtime.connectors.get(integration.connector)
    carried = connector.kinds if connector else KINDS
    return [(kind.name, Sentence(kind.label), kind.category) for kind in KINDS.values() if kind.name in carried]


async def entities_of(views: Views, integration: Integration) -> list[str]:
    found: list[str] = await views.lately.get(integration.id, "entities", lambda: entities(integration.id))
    return found


async def page_of(screen: Screen, integration: Integration, given: GridFilter, layout: Layout) -> ShownPage:
    if given.problems:
        return ShownPage(rows=[], next_cursor=None)
    rows: DrawnRows = screen.env.globals["drawn"]  # type: ignore[assignment]  # Jinja's globals have no types
    base: str = screen.env.globals["url"](f"/integrations/{integration.id}")  # type: ignore[operator]
    page = await rows.page(integration.id, given, base)
    if layout.told and page.rows:
        page = replace(page, tried=await tried([row.id for row in page.rows]))
    if layout.own and page.rows:
        page = replace(page, facts=await _facts(screen, integration, layout, [row.id for row in page.rows]))
    if not screen.client.embed and (causes := {row.cause for row in page.rows if row.cause}):
        page = replace(page, notes=await notes(causes))
    if not page.rows and not given.after:
        return replace(page, hiding=await hiding(integration.id, given))
    return replace(page, total=await _total(screen.views, integration, given, page))


async def _facts(screen: Screen, integration: Integration, layout: Layout, ids: Sequence[int]) -> Facts:
    """Of columns that are chosen, and there."""
    columns = [one for one in integration.own_columns if one.token in layout.own]
    embed = screen.client.embed
    return await own_facts(ids, columns, bounds=embed.bounds if embed else None) if columns else {}


async def _total(views: Views, integration: Integration, given: GridFilter, page: ShownPage) -> int | None:
    """Only where the page has all, or the tally knows: nothing is counted for it."""
    if page.whole or not tallied(given):
        return len(page.rows) if page.whole else None
    chips = await chips_of(views, integration, given)
    return sum(chip.count for chip in chips if not given.statuses or chip.status in given.statuses)


def counted_in(given: GridFilter, chips: Sequence[Chip]) -> str:
    """How many match in all, as these chips have it; "": the page has that from the tally, they were not counted, or
    the reader is past what they count."""
    meant = [one for one in chips if not given.statuses or one.status in given.statuses]
    count, more = sum(one.count for one in meant), any(one.more for one in meant)
    past = more and given.place is not None and given.place.before >= count
    known = tallied(given) or not meant or past or bool(given.problems)
    return "" if known else joined("", [Number(count), "+" if more else ""])


async def chips_of(
    views: Views, integration: Integration, given: GridFilter, page: ShownPage | None = None
) -> list[Chip]:
    """Counted from the page, where all that the filter finds stands there; else for everybody with this filter.

    None at all where that would take too long.
    """
    if given.problems:
        return counted([])
    if page and page.slow:
        return []
    if page and page.whole and not given.statuses and not tallied(given):
        return counted((row.status, row.currency, row.amount) for row in page.rows)
    name = without_page(given, statuses=())
    found: list[Chip] = await views.lately.get(integration.id, name, lambda: _counted_soon(integration, given))
    return found


async def currencies_of(views: Views, integration: Integration, given: GridFilter) -> int:
    """Of the sums without any filter: as much room is kept for them with one. None where only counting would tell."""
    whole = GridFilter(bounds=given.bounds)
    found = await chips_of(views, integration, whole) if tallied(whole) else []
    return max((len(chip.sums or ()) for chip in found), default=0)


async def _counted_soon(integration: Integration, given: GridFilter) -> list[Chip]:
    try:
        return await chips(integration.id, given)
    except SlowFilterError:
        return []
