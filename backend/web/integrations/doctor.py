"""The connection doctor's page: empty until somebody presses, for every press asks the third party."""

from typing import Any

from jinja2 import Environment
from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.actions.examine.examine_integration import examine_integration
from backend.domain.integrations.findings import Report
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.context import framed, integration_of
from backend.web.drawing.templates import draw
from backend.web.drawing.views import Views
from backend.web.integrations.places import places_of
from backend.web.objects.screen import html


@get("/{integration_id:int}/doctor")
async def show(
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[str]:
    _, context = await framed(runtime, views, client, integration_id)
    return html(_page(env, context, None))


@post("/{integration_id:int}/doctor", status_code=200)
async def examine(
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[str]:
    report = await examine_integration(runtime, await integration_of(integration_id), by=client.name)
    _, context = await framed(runtime, views, client, integration_id)
    return html(_page(env, context, report))


def _page(env: Environment, context: dict[str, Any], report: Report | None) -> str:
    """None: nothing was asked yet."""
    findings = report.findings if report else ()
    unwell = sum(not one.ok for one in findings)
    return draw(env, "integrations/doctor.html", **context, places=places_of(report) if report else [], unwell=unwell)


router = Router("/integrations", route_handlers=[show, examine], guards=[allow(Role.OPERATOR)])
