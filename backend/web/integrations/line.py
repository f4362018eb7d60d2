"""The connection's page: how it stands, and what holds it or lets it go."""

from typing import Any

from jinja2 import Environment
from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.actions.instances.end_restoration import end_restoration
from backend.actions.line.hold_integration import hold_integration
from backend.actions.line.release_integration import release_integration
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.context import framed, health_of, integration_of
from backend.web.drawing.templates import draw
from backend.web.drawing.views import Views
from backend.web.objects.screen import html
from backend.web.requests.forms import field_of


@get("/{integration_id:int}/line", guards=[allow(Role.VIEWER)])
async def show(
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[str]:
    return await _page(runtime, env, client, views, integration_id)


@post("/{integration_id:int}/hold", status_code=200, guards=[allow(Role.OPERATOR)])
async def hold(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[Any]:
    await integration_of(integration_id)
    problem = await hold_integration(integration_id, await field_of(request, "reason"), by=client.name)
    return await _done(runtime, env, client, views, integration_id, problem)


@post("/{integration_id:int}/release", status_code=200, guards=[allow(Role.OPERATOR)])
async def release(
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[Any]:
    await integration_of(integration_id)
    problem = await release_integration(runtime, integration_id, by=client.name, role=client.role or Role.VIEWER)
    return await _done(runtime, env, client, views, integration_id, problem)


@post("/{integration_id:int}/end-restoration", status_code=200, guards=[allow(Role.ADMIN)])
async def end(
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[Any]:
    done = await end_restoration(await integration_of(integration_id), by=client.name)
    problem = done if isinstance(done, Problem) else None
    return await _done(runtime, env, client, views, integration_id, problem)


async def _done(
    runtime: Runtime, env: Environment, client: Client, views: Views, integration_id: int, problem: Problem | None
) -> Response[Any]:
    """To the page, which says how it stands; it says what was wrong in its place."""
    if problem:
        return await _page(runtime, env, client, views, integration_id, problem)
    views.lately.forget()
    path = f"{runtime.settings.base_path}/integrations/{integration_id}/line"
    return Response(None, status_code=303, headers={"location": path})


async def _page(
    runtime: Runtime,
    env: Environment,
    client: Client,
    views: Views,
    integration_id: int,
    problem: Problem | None = None,
) -> Response[str]:
    integration, context = await framed(runtime, views, client, integration_id)
    context |= {"health": await health_of(views, integration), "problem": problem.sentence if problem else ""}
    context |= {"restored_at": integration.restored_at}
    return html(draw(env, "integrations/line.html", **context), status_code=422 if problem else 200)


router = Router("/integrations", route_handlers=[show, hold, release, end])
