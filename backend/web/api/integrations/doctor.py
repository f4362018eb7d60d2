"""The connection doctor for programs."""

from typing import Any

from litestar import Response, Router, post
from litestar.di import NamedDependency

from backend.actions.examine.examine_integration import examine_integration
from backend.domain.roles import Role
from backend.web.access.guards import allow
from backend.web.api.asking import Asking


@post("/{integration_id:int}/doctor", status_code=200, guards=[allow(Role.OPERATOR)])
async def examine(asking: NamedDependency[Asking]) -> Response[Any]:
    """Asks the third party, which may take a minute: {"ok", "findings"}."""
    report = await examine_integration(asking.runtime, await asking.integration(), by=asking.client.name)
    return Response({"ok": report.ok, "findings": report.findings})


router = Router("/integrations", route_handlers=[examine])
