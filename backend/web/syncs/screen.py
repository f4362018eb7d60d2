"""The pages of syncs: what was asked for, how far it is, and Stop."""

from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment
from litestar import MediaType, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.actions.syncs.stop_sync import stop_sync
from backend.domain.grid.grid_filter import without_page
from backend.domain.grid.words import in_words
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.screens.health import alive
from backend.storage.screens.syncs.plans import preflight_matching
from backend.storage.screens.syncs.progress import recent_syncs, sync_page
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.context import filter_of, framed, health_of, integration_of, shown
from backend.web.drawing.notices import Notice, notice_of, with_notice
from backend.web.drawing.templates import draw
from backend.web.drawing.views import Views
from backend.web.locales.choosing import language_of
from backend.web.objects.screen import html
from backend.web.syncs.shown import ShownSync, shown_recent, shown_sync

MOST = 50


@get("/{integration_id:int}/syncs", guards=[allow(Role.VIEWER)])
async def index(
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[str]:
    """The last ones."""
    _, context = await framed(runtime, views, client, integration_id)
    recent = [shown_recent(one) for one in await recent_syncs(integration_id, MOST)]
    return html(draw(env, "syncs/index.html", **context, syncs=recent))


@get("/{integration_id:int}/syncs/new", guards=[allow(Role.OPERATOR)])
async def new(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[str]:
    """What each verb would do with all that match a filter."""
    _, context = await framed(runtime, views, client, integration_id)
    given = without_page(filter_of(request))
    workers, _ = await alive()
    plan = await preflight_matching(integration_id, given, worker_down=workers == 0)
    words, query = in_words(given.query()), given.query()
    return html(draw(env, "syncs/new.html", **context, plan=plan, words=words, query=query))


@get("/{integration_id:int}/syncs/{number:int}", guards=[allow(Role.VIEWER)])
async def show(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
    number: FromPath[int],
) -> Response[str]:
    rev = views.tag(integration_id, _view(number))
    integration, context = await framed(runtime, views, client, integration_id)
    context |= {"sync": await _found(integration_id, number), "rev": rev, "health": await health_of(views, integration)}
    notice = notice_of(request, runtime.settings.secret, client)
    return html(draw(env, "syncs/show.html", **context, notice=notice))


@get("/{integration_id:int}/syncs/{number:int}/rows", guards=[allow(Role.VIEWER)])
async def rows(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
    number: FromPath[int],
) -> Response[str]:
    """204 when nothing changed since `rev`: asked of this process's memory only."""
    if request.query_params.get("rev") == views.tag(integration_id, _view(number)):
        return Response("", status_code=204, media_type=MediaType.HTML)
    integration = await integration_of(integration_id)

    async def drawing(rev: str) -> str:
        context = {"integration": shown(runtime, integration), "health": await health_of(views, integration)}
        return draw(env, "syncs/_progress.html", **context, sync=await _found(integration_id, number), rev=rev)

    return html((await views.draw(integration_id, _view(number), language_of(request), drawing)).html)


@post("/{integration_id:int}/syncs/{number:int}/stop", guards=[allow(Role.OPERATOR)])
async def stop(
    runtime: NamedDependency[Runtime],
    client: NamedDependency[Client],
    integration_id: FromPath[int],
    number: FromPath[int],
) -> Response[Any]:
    await integration_of(integration_id)
    found = await _found(integration_id, number)
    if not found.moving and not found.stopped_at:
        said = Notice("warn", "Nothing of it moves any more: nothing was stopped.")
    elif await stop_sync(integration_id, number, by=client.name):
        said = Notice("good", "Stopped. What was sent goes on.")
    else:
        said = Notice("warn", "It was stopped before.")
    path = f"{runtime.settings.base_path}/integrations/{integration_id}/syncs/{number}"
    location = with_notice(path, said, runtime.settings.secret, client)
    return Response(None, status_code=303, headers={"location": location})


async def _found(integration_id: int, number: int) -> ShownSync:
    """Raises NotFoundException."""
    page = await sync_page(integration_id, number)
    if page is None:
        raise NotFoundException(f"There is no sync {number} at this integration.")
    return shown_sync(page)


def _view(number: int) -> str:
    """As `Unchanged` names it."""
    return urlencode({"sync": number})


router = Router("/integrations", route_handlers=[new, show, rows, stop])  # index: beside the press, at its address
