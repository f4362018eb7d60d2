"""What became of each object of a sync, page by page."""

from typing import Any

from litestar import Response, Router, get
from litestar.exceptions import HTTPException
from litestar.params import FromPath, FromQuery

from backend.domain.roles import Role
from backend.domain.syncs.outcomes import Outcome
from backend.storage.screens.syncs.items import PAGE, SyncItem, sync_items
from backend.storage.screens.syncs.progress import sync_page
from backend.web.access.guards import allow
from backend.web.context import integration_of
from backend.web.problems import problem
from backend.web.requests.parameters import check_page

MOST = 1_000


@get("/{integration_id:int}/syncs/{number:int}/items", guards=[allow(Role.VIEWER)])
async def show(
    integration_id: FromPath[int],
    number: FromPath[int],
    outcome: FromQuery[str] = "",
    after: FromQuery[int] = 0,
    limit: FromQuery[int] = PAGE,
) -> Response[Any]:
    """`next` is what `after` is for the page behind this one; null: there is none."""
    await integration_of(integration_id)
    check_page(after, limit, MOST)
    if outcome and outcome not in list(Outcome):
        raise HTTPException(status_code=400, detail=f"outcome: expected one of {', '.join(Outcome)}")
    if await sync_page(integration_id, number) is None:
        return problem(404, f"There is no sync {number} at integration {integration_id}, or it is no longer kept")
    found = await sync_items(number, outcome=Outcome(outcome) if outcome else None, after=after, most=limit)
    return Response({"items": [_content(one) for one in found.items], "next": found.next})


def _content(one: SyncItem) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ("kind", "key", "version", "outcome", "status", "message")}


router = Router("/integrations", route_handlers=[show])
