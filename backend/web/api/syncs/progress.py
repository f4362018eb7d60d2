"""How far everything is, or one sync, and what holds it up."""

from typing import Any

from litestar import Response, Router, get
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath, FromQuery

from backend.domain.grid.filters import GridFilter
from backend.domain.integrations.integration import Integration
from backend.domain.line.standing import standing_of
from backend.domain.roles import Role
from backend.storage.screens.health import alive, overdue, unconfirmed
from backend.storage.screens.objects.chips import chips
from backend.storage.screens.syncs.progress import Progress, settled
from backend.web.access.guards import allow
from backend.web.context import integration_of

_WAITS = ("key", "kind", "needs_kind", "needs_key", "why")


@get("/{integration_id:int}/progress", guards=[allow(Role.VIEWER)])
async def show(integration_id: FromPath[int], sync: FromQuery[str] = "") -> Response[Any]:
    """Counts by status, how many can still move by themselves, and who waits for what nobody asked to send."""
    integration, number = await integration_of(integration_id), _number(sync)
    found = await settled(integration_id, number)
    if number is not None and not found.total:
        raise NotFoundException(f"There is no sync {number} at integration {integration_id}, or it is no longer kept")
    statuses = await _statuses(integration_id, found, number)
    late = {"unconfirmed": await unconfirmed(integration_id)}
    line = {"trouble": await _trouble(integration), "line": standing_of(integration)}
    return Response({"statuses": statuses, **_content(found), **late, **line})


def _number(sync: str) -> int | None:
    if sync and not (sync.isdecimal() and len(sync) < 10):
        raise HTTPException(status_code=400, detail=f"sync: expected the number of a sync, got {sync[:40]!r}")
    return int(sync) if sync else None


async def _statuses(integration_id: int, found: Progress, sync: int | None) -> dict[str, int]:
    if sync is not None:
        return {"success": found.success, "error": found.error, "pending": found.pending}
    return {chip.status: chip.count for chip in await chips(integration_id, GridFilter())}


def _content(found: Progress) -> dict[str, Any]:
    waiting_for = [dict(zip(_WAITS, one, strict=True)) for one in found.waiting_for]
    return {"total": found.total, "moving": found.still, "stuck": found.stuck, "waiting_for": waiting_for}


async def _trouble(integration: Integration) -> str:
    """Why nothing may move for the time being; "" when nothing is known to be wrong."""
    line = standing_of(integration)
    if not line.ok:
        return line.told
    workers, _ = await alive()
    if not workers:
        return "No worker is running: what was asked for is kept until one is"
    since = (await overdue(integration.id)).get(integration.id)
    return f"Work is overdue since {since:%Y-%m-%d %H:%M} UTC: nothing is lost, and the log says more" if since else ""


router = Router("/integrations", route_handlers=[show])
