"""What an integration used and saved, month by month."""

from typing import Any

from litestar import Response, Router, get
from litestar.params import FromPath

from backend.domain.roles import Role
from backend.storage.counts.usage import usage_of
from backend.web.access.guards import allow
from backend.web.context import integration_of


@get("/{integration_id:int}/usage", guards=[allow(Role.VIEWER)])
async def show(integration_id: FromPath[int]) -> Response[Any]:
    await integration_of(integration_id)
    return Response({"months": await usage_of(integration_id)})


router = Router("/integrations", route_handlers=[show])
