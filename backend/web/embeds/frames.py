"""The page that other sites may frame, and the session that it gets for a token of its host."""

from typing import Any

import msgspec
from jinja2 import Environment
from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath, FromQuery

from backend.actions.embeds.open_embed import open_embed
from backend.domain.embeds.embed import Size
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.security.embeds import TokenError
from backend.web.access.auth import FRAGMENTS, AnyRequest
from backend.web.access.guards import open_to_all
from backend.web.api.bodies import read_as
from backend.web.drawing.templates import draw
from backend.web.headers import framed_by
from backend.web.problems import problem
from backend.web.screen import html

_NOT_ALLOWED = Sentence(
    "No page of %(origin)s may frame this: the address needs ?origin=, and SYNCLINE_EMBED_ORIGINS must list it."
)

_MOST_BYTES = 32 * 2**10  # of what anybody may send


class Opening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    token: str
    size: Size = Size.FULL  # of a frame: fragments have each their own


@get("/{size:str}")
async def show(
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    size: FromPath[Size],
    origin: FromQuery[str] = "",
) -> Response[str]:
    """Nothing but a place: what it shows comes with a session."""
    if origin not in runtime.settings.embed_origins:
        raise PermissionDeniedException(detail=_NOT_ALLOWED.with_values(origin=repr(origin)))
    answer = html(draw(env, "embed/frame.html", size=size, origin=origin))
    answer.headers.update(framed_by(origin))
    return answer


@post("/sessions")
async def create(request: AnyRequest, runtime: NamedDependency[Runtime]) -> Response[Any]:
    """{"token", "size"}: opens once. A frame keeps the session in memory, and brings it in a header; so does a server
    that asks for fragments."""
    given = await read_as(request, Opening, _MOST_BYTES)
    try:
        opened = await open_embed(runtime, given.token, given.size)
    except TokenError as refused:
        return problem(403, str(refused))
    below = f"/integrations/{opened.integration}/objects{'?status=error' if given.size is Size.PANEL else ''}"
    base = runtime.settings.base_path
    views = {"view": f"{base}{below}", "fragments": f"{base}{FRAGMENTS}/{opened.integration}"}
    return Response({"session": opened.session, "seconds": opened.seconds, **views}, status_code=201)


def over(env: Environment) -> Response[str]:
    """To a frame whose session ended: it keeps what it shows, says so, and asks its host for another token."""
    return html(draw(env, "embed/over.html"), status_code=401)


router = Router("/embed", route_handlers=[show, create], guards=[open_to_all])
