"""The connection doctor's page: empty until somebody presses, for every press asks the third party."""

from litestar import Response, Router, get, post
from litestar.di import NamedDependency

from backend.actions.examine.examine_integration import examine_integration
from backend.domain.integrations.findings import Report
from backend.domain.roles import Role
from backend.web.access.guards import allow
from backend.web.integrations.places import places_of
from backend.web.screen import Screen


@get("/{integration_id:int}/doctor")
async def show(screen: NamedDependency[Screen]) -> Response[str]:
    return await _page(screen)


@post("/{integration_id:int}/doctor", status_code=200)
async def examine(screen: NamedDependency[Screen]) -> Response[str]:
    integration = await screen.integration()
    return await _page(screen, await examine_integration(screen.runtime, integration, by=screen.client.name))


async def _page(screen: Screen, report: Report | None = None) -> Response[str]:
    """None: nothing was asked yet."""
    _, context = await screen.framed()
    unwell = sum(not one.ok for one in report.findings) if report else 0
    places = places_of(report) if report else []
    return screen.draw("integrations/doctor.html", **context, places=places, unwell=unwell)


router = Router("/integrations", route_handlers=[show, examine], guards=[allow(Role.OPERATOR)])
