"""The connection's page: how it stands, and what holds it or lets it go."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency

from backend.actions.instances.end_restoration import end_restoration
from backend.actions.line.hold_integration import hold_integration
from backend.actions.line.release_integration import release_integration
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.web.access.guards import allow
from backend.web.requests.forms import field_of
from backend.web.screen import Screen


@get("/{integration_id:int}/line", guards=[allow(Role.VIEWER)])
async def show(screen: NamedDependency[Screen]) -> Response[str]:
    return await _page(screen)


@post("/{integration_id:int}/hold", status_code=200, guards=[allow(Role.OPERATOR)])
async def hold(screen: NamedDependency[Screen]) -> Response[Any]:
    integration = await screen.integration()
    reason = await field_of(screen.request, "reason")
    return await _done(screen, await hold_integration(integration.id, reason, by=screen.client.name))


@post("/{integration_id:int}/release", status_code=200, guards=[allow(Role.OPERATOR)])
async def release(screen: NamedDependency[Screen]) -> Response[Any]:
    integration, client = await screen.integration(), screen.client
    role = client.role or Role.VIEWER
    return await _done(screen, await release_integration(screen.runtime, integration.id, by=client.name, role=role))


@post("/{integration_id:int}/end-restoration", status_code=200, guards=[allow(Role.ADMIN)])
async def end(screen: NamedDependency[Screen]) -> Response[Any]:
    done = await end_restoration(screen.runtime, await screen.integration(), by=screen.client.name)
    return await _done(screen, done if isinstance(done, Problem) else None)


async def _done(screen: Screen, problem: Problem | None) -> Response[Any]:
    """To the page, which says how it stands; it says what was wrong in its place."""
    if problem:
        return await _page(screen, problem)
    screen.views.lately.forget()
    return screen.go(screen.path("line"))


async def _page(screen: Screen, problem: Problem | None = None) -> Response[str]:
    integration, context = await screen.framed()
    context |= {"health": await screen.health(integration), "problem": problem.sentence if problem else ""}
    context |= {"restored_at": integration.restored_at, "to_ask": await screen.to_ask(Role(integration.release_needs))}
    return screen.draw("integrations/line.html", status_code=422 if problem else 200, **context)


router = Router("/integrations", route_handlers=[show, hold, release, end])
