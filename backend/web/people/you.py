"""What a person chooses for this browser: the language of the screens, and the zone that times are shown in."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from babel.core import get_global
from jinja2 import Environment
from litestar import Response, Router, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException

from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.drawing.templates import draw
from backend.web.locales import choosing
from backend.web.locales.catalogs import LANGUAGES
from backend.web.requests.forms import field_of
from backend.web.screen import html

ZONE = "syncline_zone"  # read by local-time.js; empty: the browser's own
_YEAR = 365 * 86_400


@get("/you", guards=[allow(Role.VIEWER)])
async def show(
    request: AnyRequest, env: NamedDependency[Environment], client: NamedDependency[Client]
) -> Response[str]:
    nowhere: dict[str, Any] = {"integration": None, "integrations": []}
    chosen = {"chosen_language": choosing.language_of(request), "chosen_zone": request.cookies.get(ZONE, "")}
    page = draw(
        env, "people/you.html", **nowhere, **chosen, person=client, csrf=client.csrf, languages=LANGUAGES, zones=zones()
    )
    return html(page)


@post("/you", guards=[allow(Role.VIEWER)])
async def update(request: AnyRequest, runtime: NamedDependency[Runtime]) -> Response[Any]:
    """Kept in two cookies of this browser. Raises HTTPException 400 for what is not on the lists."""
    language = await _chosen(request, "language", list(LANGUAGES))
    zone = await _chosen(request, "zone", ["", *zones()])
    settings = runtime.settings
    cookies = [
        Cookie(key=name, value=value, max_age=_YEAR, path="/", secure=settings.secure, samesite="lax")
        for name, value in ((choosing.COOKIE, language), (ZONE, zone))
    ]
    return Response(None, status_code=303, headers={"location": f"{settings.base_path}/you"}, cookies=cookies)


async def _chosen(request: AnyRequest, name: str, known: Sequence[str]) -> str:
    value = await field_of(request, name)
    if value not in known:
        raise HTTPException(status_code=400, detail=f"{name}: {value} is not on the list")
    return value


@cache
def zones() -> list[str]:
    """Names of the time zone database, for instance `Europe/Berlin`."""
    return sorted(name for name in get_global("zone_territories") if "/" in name)


router = Router("/", route_handlers=[show, update])
