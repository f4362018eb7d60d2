"""The list of objects, its fragments, and one object's details."""

from typing import Any

from jinja2 import Environment
from litestar import MediaType, Response, Router, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from backend.actions.preview_push import preview_push
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import ObjectRef
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.screens.objects.detail import detail
from backend.storage.screens.values import Detail
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.context import chips_of, filter_of, framed, health_of, integration_of, listing, page_of, shown
from backend.web.drawing.notices import SAID, notice_of
from backend.web.drawing.templates import draw
from backend.web.drawing.views import Views
from backend.web.locales.choosing import language_of
from backend.web.requests.paths import key_of

TABS = ("overview", "content", "attempts", "will_send")
_NOT_OPEN: dict[str, Any] = {"detail": None, "tab": "overview", "preview": None}


def html(content: str, **more: Any) -> Response[str]:
    return Response(content, media_type=MediaType.HTML, **more)


@get("/{integration_id:int}/objects")
async def index(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[str]:
    given, rev = filter_of(request), views.tag(integration_id, view_of(request))
    integration, context = await framed(runtime, views, client, integration_id)
    context |= await listing(runtime, env, views, integration, given)
    context |= {"notice": notice_of(request, runtime.settings.secret, client), "rev": rev}
    return html(draw(env, "objects/index.html", **context, **_NOT_OPEN))


@get("/{integration_id:int}/objects/{kind:str}/{key:str}")
async def show(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
    kind: FromPath[str],
    key: FromPath[str],
    tab: FromQuery[str] = "overview",
) -> Response[str]:
    given, rev = filter_of(request), views.tag(integration_id, view_of(request))
    integration, context = await framed(runtime, views, client, integration_id)
    opened = await _opened(runtime, integration_id, kind, key, tab)
    context |= await listing(runtime, env, views, integration, given)
    context |= {"notice": notice_of(request, runtime.settings.secret, client), "rev": rev}
    return html(draw(env, "objects/show.html", **context, **opened))


@get("/{integration_id:int}/rows")
async def rows(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[str]:
    """204 when nothing changed since `rev`: asked of this process's memory only."""
    view = view_of(request)
    if request.query_params.get("rev") == views.tag(integration_id, view):
        return Response("", status_code=204, media_type=MediaType.HTML)
    integration, given = await integration_of(integration_id), filter_of(request)

    async def drawing(rev: str) -> str:
        page, line = await page_of(env, views, integration, given), await health_of(views, integration)
        context = {"integration": shown(runtime, integration), "filter": given, "page": page, "health": line}
        return draw(env, "objects/rows.html", **context, rev=rev)

    view_drawn = await views.draw(integration_id, view, language_of(request), drawing)
    return html(view_drawn.html, headers={"HX-Trigger": "changed"})


@get("/{integration_id:int}/chips")
async def show_chips(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
) -> Response[str]:
    integration, given = await integration_of(integration_id), filter_of(request)
    counted = await chips_of(views, integration, given)
    context = {"integration": shown(runtime, integration), "filter": given, "chips": counted}
    return html(draw(env, "objects/list/_chips.html", **context))


@get("/{integration_id:int}/drawer/{kind:str}/{key:str}")
async def drawer(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
    integration_id: FromPath[int],
    kind: FromPath[str],
    key: FromPath[str],
    tab: FromQuery[str] = "overview",
) -> Response[str]:
    given = filter_of(request)
    _, context = await framed(runtime, views, client, integration_id)
    opened = await _opened(runtime, integration_id, kind, key, tab)
    return html(draw(env, "objects/drawer.html", **context, filter=given, **opened))


async def _opened(runtime: Runtime, integration_id: int, kind: str, key: str, tab: str) -> dict[str, Any]:
    ref = ObjectRef(kind, key_of(key))
    found: Detail | None = await detail(integration_id, ref.kind, ref.key)
    if found is None:
        kind = KINDS[ref.kind].label.lower() if ref.kind in KINDS else ref.kind
        raise NotFoundException(f"There is no {kind} {ref.key} at this integration.")
    tab = tab if tab in TABS else "overview"
    preview = await preview_push(runtime, integration_id, found.row.id) if tab == "will_send" else None
    return {"detail": found, "tab": tab, "preview": preview}


def view_of(request: AnyRequest) -> str:
    """What a poll asks for, without the revision that it holds and what a press said."""
    pairs = request.scope["query_string"].decode("latin-1").split("&")
    return "&".join(pair for pair in pairs if not pair.startswith(("rev=", f"{SAID}=")))


router = Router("/integrations", route_handlers=[index, show, rows, show_chips, drawer], guards=[allow(Role.VIEWER)])
