"""What screens are drawn from: gathered in one place, read only."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar.exceptions import HTTPException, NotFoundException

from backend.domain.filters import GridFilter, read_filter
from backend.domain.integration import Integration
from backend.domain.kinds.registry import KINDS
from backend.runtime import Runtime
from backend.storage.screens import integrations as screens
from backend.storage.screens.chips import chips
from backend.storage.screens.grid import grid_page
from backend.storage.screens.health import Health, entities, health
from backend.storage.screens.workers import alive
from backend.web.auth import AnyRequest
from backend.web.client import Client


class ShownIntegration(msgspec.Struct, frozen=True):
    id: int
    name: str
    connector: str
    connector_label: str
    demo: bool
    held_reason: str | None


async def integration_of(integration_id: int) -> Integration:
    """Raises NotFoundException."""
    found = await screens.read(integration_id)
    if found is None:
        raise NotFoundException(f"There is no integration {integration_id}")
    return found


def filter_of(request: AnyRequest) -> GridFilter:
    """Raises HTTPException 400 that names the field."""
    found = read_filter(request.query_params.multi_items())
    if isinstance(found, GridFilter):
        return found
    raise HTTPException(status_code=400, detail="; ".join(map(str, found)))


def shown(runtime: Runtime, integration: Integration) -> ShownIntegration:
    label = runtime.connector(integration).label
    return ShownIntegration(
        integration.id, integration.name, integration.connector, label, runtime.settings.demo, integration.held_reason
    )


async def health_of(integration: Integration) -> Health:
    workers, seen_at = await alive()
    return await health(integration.id, workers=workers, worker_seen_at=seen_at)


async def frame(runtime: Runtime, client: Client, integration: Integration) -> dict[str, Any]:
    """What stands around every page."""
    return {
        "integration": shown(runtime, integration),
        "integrations": [shown(runtime, one) for one in await screens.every()],
        "person": client,
        "csrf": client.csrf,
    }


async def listing(runtime: Runtime, integration: Integration, given: GridFilter) -> dict[str, Any]:
    """The grid and what filters it."""
    return {
        "filter": given,
        "kinds": kinds_of(runtime, integration),
        "entities": await entities(integration.id),
        "health": await health_of(integration),
        "page": await grid_page(integration.id, given),
        "chips": await chips(integration.id, given),
        "plan": None,
    }


def kinds_of(runtime: Runtime, integration: Integration) -> Sequence[tuple[str, str, str]]:
    """(name, label, category) of the kinds that the connector carries."""
    carried = runtime.connector(integration).kinds
    return [(kind.name, kind.label, kind.category) for kind in KINDS.values() if kind.name in carried]
