"""The connection doctor for programs."""

from typing import Any

from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.actions.examine.examine_integration import examine_integration
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.context import integration_of


@post("/{integration_id:int}/doctor", status_code=200, guards=[allow(Role.OPERATOR)])
async def examine(
    runtime: NamedDependency[Runtime], client: NamedDependency[Client], integration_id: FromPath[int]
) -> Response[Any]:
    """Asks the third party, which may take a minute: {"ok", "findings"}."""
    report = await examine_integration(runtime, await integration_of(integration_id), by=client.name)
    return Response({"ok": report.ok, "findings": report.findings})


router = Router("/integrations", route_handlers=[examine])
