"""What objects in error have in common, for programs."""

from typing import Any

from litestar import Response, Router, get
from litestar.params import FromPath

from backend.domain.roles import Role
from backend.storage.screens.integrations import causes
from backend.web.access.guards import allow
from backend.web.context import integration_of

MOST = 200


@get("/{integration_id:int}/causes", guards=[allow(Role.VIEWER)])
async def index(integration_id: FromPath[int]) -> Response[Any]:
    """The most frequent first."""
    await integration_of(integration_id)
    return Response(await causes(integration_id, MOST))


router = Router("/integrations", route_handlers=[index])
