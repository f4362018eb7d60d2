"""What a person chooses for this browser, from language to live updates; and their password."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from babel.core import get_global
from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException

from backend.actions.people.change_password import change_password
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.storage.people import find_user
from backend.web.access.auth import AnyRequest, auth_of
from backend.web.access.cookies import kept
from backend.web.access.guards import allow
from backend.web.house import House
from backend.web.locales import choosing
from backend.web.locales.catalogs import LANGUAGES
from backend.web.people.choices import KEYS, LIVE, OFF, PACES, THEME, THEMES
from backend.web.people.zone import CHOSEN
from backend.web.requests.forms import field_of


@get("/you", guards=[allow(Role.VIEWER)])
async def show(house: NamedDependency[House]) -> Response[str]:
    return await _page(house)


@post("/you", guards=[allow(Role.VIEWER, looks=True)])
async def update(request: AnyRequest, house: NamedDependency[House]) -> Response[Any]:
    """Kept in cookies of this browser. Raises HTTPException 400 for what is not on the lists."""
    language = await _chosen(request, "language", list(LANGUAGES))
    zone = await _chosen(request, "zone", ["", *zones()])
    keys = await _chosen(request, "keys", ["", OFF])
    live, theme = await _chosen(request, "live", PACES), await _chosen(request, "theme", THEMES)
    values = ((choosing.COOKIE, language), (CHOSEN, zone), (KEYS, keys), (LIVE, live), (THEME, theme))
    answer = house.go("you", Sentence("The settings are saved."), language)
    for name, value in values:
        answer.set_cookie(kept(house.runtime.settings, name, value))
    return answer


@post("/you/password", guards=[allow(Role.VIEWER)], status_code=200)
async def change(house: NamedDependency[House]) -> Response[Any]:
    old, new, again = [await house.field(name) for name in ("old", "new", "again")]
    assert house.client.session_id is not None
    if new != again:
        return await _page(house, Problem("again", Sentence("the new password was written in two ways")))
    problem = await change_password(house.client.name, old, new, session=house.client.session_id)
    if problem:
        return await _page(house, problem)
    await auth_of(house.request).revoked.refresh()  # the other sessions are out at once, here at least
    return house.go("you", Sentence("Your password is changed. Your other sessions have ended."))


async def _page(house: House, problem: Problem | None = None) -> Response[str]:
    request, user = house.request, await find_user(house.client.name)
    chosen: dict[str, Any] = {
        "chosen_language": choosing.language_of(request),
        "chosen_zone": request.cookies.get(CHOSEN, ""),
    }
    known = {"languages": LANGUAGES, "zones": zones(), "has_password": bool(user and user.password_hash)}
    return house.draw("people/you.html", status_code=422 if problem else 200, **chosen, **known, wrong=problem)


async def _chosen(request: AnyRequest, name: str, known: Sequence[str]) -> str:
    value = await field_of(request, name)
    if value not in known:
        raise HTTPException(
            status_code=400, detail=Sentence("%(name)s: %(value)s is not on the list", name=name, value=value)
        )
    return value


@cache
def zones() -> list[str]:
    """Names of the time zone database, for instance `Europe/Berlin`."""
    return sorted(name for name in get_global("zone_territories") if "/" in name)


router = Router("/", route_handlers=[show, update, change])
