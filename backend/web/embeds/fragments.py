"""Plain HTML that a portal's server puts into a page of its own: what a frame shows, to look at."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import MediaType, Response, Router, get
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.params import FromQuery

from backend.domain.embeds.embed import Embed
from backend.domain.grid.grid_filter import GridFilter
from backend.domain.kinds.body.hygiene import flaw
from backend.domain.kinds.parts.text import Sort
from backend.domain.line.standing import standing_of
from backend.domain.objects import ObjectRef
from backend.domain.roles import Role
from backend.domain.sentence import Sentence, joined
from backend.domain.status import Status
from backend.storage.screens.objects.detail import detail
from backend.storage.screens.objects.grid import grid_page
from backend.web.access.auth import FRAGMENTS
from backend.web.access.guards import allow
from backend.web.context import shown
from backend.web.drawing.templates import draw
from backend.web.embeds.view import line_of
from backend.web.embeds.within import row_within, within
from backend.web.locales.choosing import language_of
from backend.web.objects.screen import no_such_object
from backend.web.screen import Context, Screen

_KEPT = {"cache-control": "private, no-cache", "vary": "Accept-Language, X-Embed"}
_IN_ERROR = frozenset({Status.ERROR})
_NOT_NAMED = Sentence("expected in the address, as in ?kind=…&key=…")

Reading = Callable[[Screen, Embed], Awaitable[Context]]


@get("/{integration_id:int}/badge")
async def badge(screen: NamedDependency[Screen]) -> Response[str]:
    return await _fragment(screen, "badge", _line)


@get("/{integration_id:int}/panel")
async def panel(screen: NamedDependency[Screen]) -> Response[str]:
    return await _fragment(screen, "panel", _panel)


@get("/{integration_id:int}/object")
async def show(screen: NamedDependency[Screen], kind: FromQuery[str] = "", key: FromQuery[str] = "") -> Response[str]:
    ref = ObjectRef(_named("kind", kind), _named("key", key))
    return await _fragment(screen, "object", lambda screen, embed: _object(screen, embed, ref), repr(ref))


async def _fragment(screen: Screen, name: str, read: Reading, of: str = "") -> Response[str]:
    """304 while nothing changed since the tag that the server still holds: asked of this process's memory only."""
    embed = screen.client.embed
    assert embed is not None  # `Auth.identify` knows nobody else here
    language = language_of(screen.request)
    view = f"fragment={name} {language} {of} {embed.view}"

    async def drawing(_rev: str) -> str:
        context = await read(screen, embed)
        return draw(screen.env, f"fragments/{name}.html", **context, site=screen.runtime.settings.url)

    if screen.tag(view) in _held(screen.request.headers.get("if-none-match", "")):
        return _answer("", screen.tag(view), status_code=304)
    drawn = await screen.views.draw(screen.integration_id, view, language, drawing)
    return _answer(drawn.html, drawn.tag)


def _answer(html: str, tag: str, **more: Any) -> Response[str]:
    return Response(html, media_type=MediaType.HTML, headers=_KEPT | {"etag": f'W/"{tag}"'}, **more)


def _held(header: str) -> set[str]:
    """What stands in `If-None-Match`."""
    return {one.strip().removeprefix("W/").strip('"') for one in header.split(",")}


def _named(field: str, text: str) -> str:
    """Raises HTTPException 400."""
    if why := flaw(text, Sort.KEY) if text else _NOT_NAMED:
        raise HTTPException(status_code=400, detail=joined(": ", [field, why]))
    return text


async def _line(screen: Screen, embed: Embed) -> Context:
    return await line_of(screen, embed, await screen.integration())


async def _panel(screen: Screen, embed: Embed) -> Context:
    """The newest page of what is in error."""
    page = await grid_page(screen.integration_id, GridFilter(statuses=_IN_ERROR, bounds=embed.bounds), short=True)
    rows = [row_within(row) for row in page.rows]
    return await _line(screen, embed) | {"rows": rows, "more": page.next_cursor is not None}


async def _object(screen: Screen, embed: Embed, ref: ObjectRef) -> Context:
    """Raises NotFoundException."""
    found = await detail(screen.integration_id, ref.kind, ref.key)
    bounded, _ = await within(embed, found, "overview") if found else (None, "")
    if bounded is None:
        raise no_such_object(ref)
    integration = await screen.integration()
    return {"integration": shown(screen.runtime, integration), "line": standing_of(integration), "detail": bounded}


router = Router(FRAGMENTS, route_handlers=[badge, panel, show], guards=[allow(Role.VIEWER, embeds=True)])
