"""What an integration used and saved, month by month, and what it got through in a day."""

from typing import Any

from litestar import Response, Router, get
from litestar.di import NamedDependency

from backend.domain.roles import Role
from backend.storage.counts.throughput import last_day
from backend.storage.counts.usage import usage_of
from backend.web.access.guards import allow
from backend.web.api.asking import Asking


@get("/{integration_id:int}/usage", guards=[allow(Role.VIEWER)])
async def show(asking: NamedDependency[Asking]) -> Response[Any]:
    integration = await asking.integration()
    return Response({"months": await usage_of(integration.id), "quota": asking.runtime.quota(integration)})


@get("/{integration_id:int}/throughput", guards=[allow(Role.VIEWER)])
async def show_throughput(asking: NamedDependency[Asking]) -> Response[Any]:
    integration = await asking.integration()
    return Response({"hours": await last_day(integration.id)})


router = Router("/integrations", route_handlers=[show, show_throughput])
