"""What screens are drawn from: gathered in one place, read only."""

from collections.abc import Sequence
from typing import Any

import msgspec
from jinja2 import Environment
from litestar.exceptions import HTTPException, NotFoundException
from msgspec.structs import replace

from backend.domain.grid.filters import GridFilter, read_typed_filter
from backend.domain.grid.grid_filter import without_page
from backend.domain.integrations.integration import Integration
from backend.domain.kinds.registry import KINDS
from backend.domain.line.standing import standing_of
from backend.runtime import Runtime
from backend.storage.screens import integrations as screens
from backend.storage.screens.health import Health, alive, entities, health
from backend.storage.screens.objects.chips import chips, hiding, tallied
from backend.storage.screens.objects.chips import chips_of as counted
from backend.storage.screens.values import Chip
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client
from backend.web.drawing.drawn_rows import DrawnRows, ShownPage
from backend.web.drawing.views import Views


class ShownIntegration(msgspec.Struct, frozen=True):
    id: int
    name: str
    connector: str
    connector_label: str
    demo: bool  # nothing leaves this machine


async def integration_of(integration_id: int) -> Integration:
    """Raises NotFoundException."""
    return _found(await screens.read(integration_id), integration_id)


def _found(integration: Integration | None, integration_id: int) -> Integration:
    if integration is None:
        raise NotFoundException(f"There is no integration {integration_id}")
    return integration


def filter_of(request: AnyRequest) -> GridFilter:
    """What cannot be read in a field is said beside it; for anything else raises HTTPException 400."""
    found = read_typed_filter(request.query_params.multi_items())
    if isinstance(found, GridFilter):
        return found
    raise HTTPException(status_code=400, detail="; ".join(map(str, found)))


def shown(runtime: Runtime, integration: Integration) -> ShownIntegration:
    connector = runtime.connector(integration)
    demo = runtime.settings.demo and connector.stays_here(runtime.config(integration))
    return ShownIntegration(integration.id, integration.name, integration.connector, connector.label, demo)


async def health_of(views: Views, integration: Integration) -> Health:
    async def read() -> Health:
        workers, seen_at = await alive()
        return await health(integration, workers=workers, worker_seen_at=seen_at)

    found: Health = await views.lately.get(integration.id, "health", read)
    return found


async def entities_of(views: Views, integration: Integration) -> list[str]:
    found: list[str] = await views.lately.get(integration.id, "entities", lambda: entities(integration.id))
    return found


async def page_of(env: Environment, views: Views, integration: Integration, given: GridFilter) -> ShownPage:
    if given.problems:
        return ShownPage(rows=[], next_cursor=None)
    rows: DrawnRows = env.globals["drawn"]  # type: ignore[assignment]  # Jinja's globals have no types
    base: str = env.globals["url"](f"/integrations/{integration.id}")  # type: ignore[operator]
    page = await rows.page(integration.id, given, base)
    if not page.rows and not given.after:
        return replace(page, hiding=await hiding(integration.id, given))
    return replace(page, total=await _total(views, integration, given, page))


async def _total(views: Views, integration: Integration, given: GridFilter, page: ShownPage) -> int | None:
    """Only where the page has all, or the tally knows: nothing is counted for it."""
    if page.whole or not tallied(given):
        return len(page.rows) if page.whole else None
    chips = await chips_of(views, integration, given)
    return sum(chip.count for chip in chips if not given.statuses or chip.status in given.statuses)


async def chips_of(
    views: Views, integration: Integration, given: GridFilter, page: ShownPage | None = None
) -> list[Chip]:
    """Counted from the page, where all that the filter finds stands there; else for everybody with this filter."""
    if given.problems:
        return counted([])
    if page and page.whole and not given.statuses and not tallied(given):
        return counted(row.status for row in page.rows)
    name = without_page(given, statuses=())
    found: list[Chip] = await views.lately.get(integration.id, name, lambda: chips(integration.id, given))
    return found


async def framed(
    runtime: Runtime, views: Views, client: Client, integration_id: int
) -> tuple[Integration, dict[str, Any]]:
    """The integration, and what stands around every page. Raises NotFoundException."""
    every: list[Integration] = await views.lately.get(integration_id, "integrations", screens.every)
    integration = _found(next((one for one in every if one.id == integration_id), None), integration_id)
    return integration, {
        "integration": shown(runtime, integration),
        "integrations": [shown(runtime, one) for one in every],
        "line": standing_of(integration),
        "person": client,
        "csrf": client.csrf,
    }


async def listing(
    runtime: Runtime, env: Environment, views: Views, integration: Integration, given: GridFilter
) -> dict[str, Any]:
    """The grid and what filters it."""
    page = await page_of(env, views, integration, given)
    return {
        "filter": given,
        "kinds": kinds_of(runtime, integration),
        "entities": await entities_of(views, integration),
        "health": await health_of(views, integration),
        "page": page,
        "chips": await chips_of(views, integration, given, page),
        "plan": None,
    }


def kinds_of(runtime: Runtime, integration: Integration) -> Sequence[tuple[str, str, str]]:
    """(name, label, category) of the kinds that the connector carries."""
    carried = runtime.connector(integration).kinds
    return [(kind.name, kind.label, kind.category) for kind in KINDS.values() if kind.name in carried]
