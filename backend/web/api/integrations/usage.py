"""What an integration used and saved, month by month, and what it got through in a day."""

from typing import Any

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.counts.throughput import last_day
from backend.storage.counts.usage import usage_of
from backend.web.access.guards import allow
from backend.web.context import integration_of


@get("/{integration_id:int}/usage", guards=[allow(Role.VIEWER)])
async def show(runtime: NamedDependency[Runtime], integration_id: FromPath[int]) -> Response[Any]:
    integration = await integration_of(integration_id)
    return Response({"months": await usage_of(integration_id), "quota": runtime.quota(integration)})


@get("/{integration_id:int}/throughput", guards=[allow(Role.VIEWER)])
async def show_throughput(integration_id: FromPath[int]) -> Response[Any]:
    await integration_of(integration_id)
    return Response({"hours": await last_day(integration_id)})


router = Router("/integrations", route_handlers=[show, show_throughput])
