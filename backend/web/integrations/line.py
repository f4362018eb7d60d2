"""The connection's page: how it stands, and what holds it or lets it go."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency

from backend.actions.instances.end_restoration import end_restoration
from backend.actions.line.hold_integration import hold_integration
from backend.actions.line.release_integration import release_integration
from backend.domain.integrations.integration import Integration
from backend.domain.line.standing import held_mark, standing_of
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.web.access.guards import allow
from backend.web.drawing.notices import Notice
from backend.web.requests.forms import field_of
from backend.web.screen import Screen

_RELEASED = Notice("warn", Sentence("It was released before: nothing was changed."))


@get("/{integration_id:int}/line", guards=[allow(Role.VIEWER)])
async def show(screen: NamedDependency[Screen]) -> Response[str]:
    return await _page(screen)


@post("/{integration_id:int}/hold", status_code=200, guards=[allow(Role.OPERATOR)])
async def hold(screen: NamedDependency[Screen]) -> Response[Any]:
    integration, reason = await screen.integration(), await field_of(screen.request, "reason")
    problem = await hold_integration(integration.id, reason, by=screen.client.name)
    return await _done(screen, problem, said=None if problem else _held_by_another(await screen.integration(), reason))


@post("/{integration_id:int}/release", status_code=200, guards=[allow(Role.OPERATOR)])
async def release(screen: NamedDependency[Screen]) -> Response[Any]:
    integration, client = await screen.integration(), screen.client
    role, seen = client.role or Role.VIEWER, await field_of(screen.request, "seen")
    problem = await release_integration(screen.runtime, integration.id, by=client.name, role=role, seen=seen)
    return await _done(screen, problem, said=_RELEASED if integration.held_reason is None else None)


@post("/{integration_id:int}/end-restoration", status_code=200, guards=[allow(Role.ADMIN)])
async def end(screen: NamedDependency[Screen]) -> Response[Any]:
    done = await end_restoration(screen.runtime, await screen.integration(), by=screen.client.name)
    return await _done(screen, done if isinstance(done, Problem) else None)


def _held_by_another(integration: Integration, reason: str) -> Notice | None:
    """Of two who hold it one reason is shown."""
    if integration.held_reason in (None, reason.strip()):
        return None
    told = standing_of(integration).told
    return Notice("warn", Sentence("It was held before, and your reason is not kept: %(told)s.", told=told))


async def _done(screen: Screen, problem: Problem | None, said: Notice | None = None) -> Response[Any]:
    """To the page, which says how it stands; it says what was wrong in its place."""
    if problem:
        return await _page(screen, problem)
    screen.views.lately.forget()
    return screen.go(screen.path("line"), said)


async def _page(screen: Screen, problem: Problem | None = None) -> Response[str]:
    integration, context = await screen.framed()
    context |= {"health": await screen.health(integration), "problem": problem.sentence if problem else ""}
    context |= {"seen": held_mark(integration), "notice": screen.notice}
    context |= {"promises": screen.runtime.promises_if_usable(integration)}
    context |= {"restored_at": integration.restored_at, "to_ask": await screen.to_ask(Role(integration.release_needs))}
    settings = screen.runtime.settings
    context |= {"keep_answers": settings.keep_answers_days, "keep_syncs": settings.keep_syncs_days}
    return screen.draw("integrations/line.html", status_code=422 if problem else 200, **context)


router = Router("/integrations", route_handlers=[show, hold, release, end])
