"""A new integration: first for which third party, then what must be known of it."""

from collections.abc import Sequence
from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery

from backend.actions.integrations.create_integration import create_integration
from backend.connectors.protocol import Connector
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.web.access.guards import allow
from backend.web.drawing.views import Views
from backend.web.house import House
from backend.web.integrations.drafts import Typed, new_form, settings_of, texts_of, typed_in

MADE = Sentence("The integration is made. Check the connection, then say how objects are sent.")


@get("/new", guards=[allow(Role.ADMIN, looks=False)])
async def new(house: NamedDependency[House], connector: FromQuery[str] = "") -> Response[str]:
    """Without a connector: the choice of one."""
    chosen = _connector(house, connector) if connector else None
    typed = texts_of({one.name: one.default for one in new_form(chosen).every}) if chosen else {}
    return _page(house, chosen, typed)


@post("/new")
async def create(house: NamedDependency[House], views: NamedDependency[Views]) -> Response[Any]:
    connector = _connector(house, await house.field("connector"))
    typed = await typed_in(house.request, new_form(connector))
    made = await _made(house, connector, typed)
    if isinstance(made, tuple):
        return _page(house, connector, typed, made)
    views.lately.forget()
    return house.go(f"integrations/{made}/settings", MADE)


async def _made(house: House, connector: Connector, typed: Typed) -> int | tuple[Problem, ...]:
    form = new_form(connector)
    given = settings_of(form, typed, {one.name: one.default for one in form.every})
    if isinstance(given, tuple):
        return given
    name, by = given.pop("name", None), house.client.name
    return await create_integration(house.runtime, name=name, connector=connector.name, settings=given, by=by)


def _connector(house: House, name: str) -> Connector:
    """Raises NotFoundException."""
    known = house.runtime.connectors
    if name not in known:
        words = Sentence("There is no connector %(name)s, only %(others)s", name=name, others=", ".join(known))
        raise NotFoundException(detail=words)
    return known[name]


def _page(house: House, chosen: Connector | None, typed: Typed, problems: Sequence[Problem] = ()) -> Response[str]:
    context: dict[str, Any] = {"connectors": list(house.runtime.connectors.values()), "connector": chosen}
    context |= {"fields": new_form(chosen).shown(typed, problems) if chosen else None}
    return house.draw("integrations/new.html", status_code=422 if problems else 200, **context)


router = Router("/integrations", route_handlers=[new, create], guards=[allow(Role.ADMIN)])
