"""Before a press: what each verb would send, for programs."""

from typing import Any

from litestar import Response, Router, post
from litestar.di import NamedDependency

from backend.domain.grid.grid_filter import GridFilter
from backend.domain.roles import Role
from backend.storage.screens.syncs.plans import Preflight, preflight, preflight_matching
from backend.web.access.guards import allow
from backend.web.api.asking import Asking
from backend.web.api.syncs.syncs import Meant, chosen, read_meant
from backend.web.problems import refused


@post("/{integration_id:int}/plans", status_code=200)
async def create(asking: NamedDependency[Asking]) -> Response[Any]:
    """Nothing is sent, and nothing is kept."""
    integration = await asking.integration()
    found = await chosen(integration.id, await read_meant(asking, Meant))
    if isinstance(found, tuple):
        return refused(found)
    if isinstance(found, GridFilter):
        return Response(_content(await preflight_matching(integration.id, found)))
    return Response(_content(await preflight(integration.id, found)))


def _content(plan: Preflight) -> dict[str, Any]:
    return {
        "selected": plan.selected,
        "synchronize": plan.synchronize,
        "force_synchronize": plan.force,
        "left_out": [{"reason": reason, "count": count, "example": key} for reason, count, key in plan.left_out],
        "waiting": plan.waiting,
        "waits": [
            {"key": key, "needs": {"kind": kind, "key": needed, "status": status}}
            for key, kind, needed, status in plan.waits
        ],
        "examined": plan.examined,
    }


router = Router("/integrations", route_handlers=[create], guards=[allow(Role.VIEWER)])
