"""A person's saved views: a filter with its order and columns, under a name; one of them opens the list."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath

from backend.actions.saved_views.forget_view import forget_view
from backend.actions.saved_views.save_view import save_view
from backend.domain.grid.filters import GridFilter, read_filter
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.storage.screens.saved_views import SavedView, saved_views
from backend.web.access.cookies import kept
from backend.web.access.guards import allow
from backend.web.drawing.notices import Notice
from backend.web.objects.columns import COOKIE, layout_of
from backend.web.objects.going_back import back
from backend.web.requests.forms import field_of
from backend.web.screen import Screen


@get("/{integration_id:int}/views/{number:int}")
async def show(screen: NamedDependency[Screen], number: FromPath[int]) -> Response[Any]:
    for one in await saved_of(screen):
        if one.id == number:
            return _opened(screen, one)
    raise NotFoundException(detail=Sentence("There is no such view of yours: it may have been forgotten."))


@post("/{integration_id:int}/views", status_code=200)
async def create(screen: NamedDependency[Screen]) -> Response[Any]:
    """What stands in the list now, under a name."""
    integration, name = await screen.integration(), await field_of(screen.request, "name")
    opens = await field_of(screen.request, "opens") == "yes"
    words, layout = await _query(screen), str(layout_of(screen.request))
    problem = await save_view(_person(screen), integration.id, name, words, layout, opens=opens)
    if problem:
        return back(screen, Notice("warn", problem.sentence))
    return back(screen, Notice("good", Sentence("The view %(name)s is saved", name=name.strip())))


@post("/{integration_id:int}/views/{number:int}/forget", status_code=200)
async def forget(screen: NamedDependency[Screen], number: FromPath[int]) -> Response[Any]:
    await forget_view(_person(screen), screen.integration_id, number)
    return back(screen)


async def saved_of(screen: Screen) -> list[SavedView]:
    """Those of who asks."""
    user, integration = screen.client.user_id, screen.integration_id
    if user is None:
        return []
    found: list[SavedView] = await screen.views.lately.get(
        integration, f"saved {user}", lambda: saved_views(user, integration)
    )
    return found


async def opening(screen: Screen) -> Response[Any] | None:
    """Who comes to the list from elsewhere, and asks for nothing, gets the view of their choice; None: all is meant."""
    come_from = urlsplit(screen.request.headers.get("referer", "")).path
    if screen.request.scope["query_string"] or screen.by_script or come_from.startswith(screen.path("objects")):
        return None
    return next((_opened(screen, one) for one in await saved_of(screen) if one.opens and one.query), None)


def _opened(screen: Screen, one: SavedView) -> Response[Any]:
    answer = screen.go(f"{screen.path('objects')}{'?' if one.query else ''}{one.query}")
    answer.set_cookie(kept(screen.runtime.settings, COOKIE, one.layout))
    return answer


async def _query(screen: Screen) -> str:
    """Raises HTTPException 400."""
    found = read_filter(parse_qsl(await field_of(screen.request, "query")))
    if isinstance(found, GridFilter):
        return found.query()
    raise HTTPException(status_code=400, detail="; ".join(map(str, found)))


def _person(screen: Screen) -> int:
    assert screen.client.user_id is not None  # pages are for people: keys work below /api
    return screen.client.user_id


router = Router("/integrations", route_handlers=[show, create, forget], guards=[allow(Role.VIEWER)])
