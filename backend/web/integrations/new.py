"""A new integration: first for which third party, then what must be known of it."""

from collections.abc import Sequence
from typing import Any

from jinja2 import Environment
from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromQuery

from backend.actions.integrations.create_integration import create_integration
from backend.connectors.protocol import Connector
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.drawing.notices import Notice, with_notice
from backend.web.drawing.templates import draw
from backend.web.drawing.views import Views
from backend.web.integrations.drafts import Typed, new_form, settings_of, texts_of, typed_in
from backend.web.requests.forms import field_of
from backend.web.screen import html

MADE = Notice("good", Sentence("The integration is made. Check the connection, then say how objects are sent."))


@get("/new")
async def new(
    env: NamedDependency[Environment],
    runtime: NamedDependency[Runtime],
    client: NamedDependency[Client],
    connector: FromQuery[str] = "",
) -> Response[str]:
    """Without a connector: the choice of one."""
    chosen = _connector(runtime, connector) if connector else None
    typed = texts_of({one.name: one.default for one in new_form(chosen).every}) if chosen else {}
    return _page(env, runtime, client, chosen, typed)


@post("/new")
async def create(
    request: AnyRequest,
    env: NamedDependency[Environment],
    runtime: NamedDependency[Runtime],
    client: NamedDependency[Client],
    views: NamedDependency[Views],
) -> Response[Any]:
    connector = _connector(runtime, await field_of(request, "connector"))
    typed = await typed_in(request, new_form(connector))
    made = await _made(runtime, connector, typed, by=client.name)
    if isinstance(made, tuple):
        return _page(env, runtime, client, connector, typed, made)
    views.lately.forget()
    settings = runtime.settings
    path = with_notice(f"{settings.base_path}/integrations/{made}/settings", MADE, settings.secret, client)
    return Response(None, status_code=303, headers={"location": path})


async def _made(runtime: Runtime, connector: Connector, typed: Typed, *, by: str) -> int | tuple[Problem, ...]:
    form = new_form(connector)
    given = settings_of(form, typed, {one.name: one.default for one in form.every})
    if isinstance(given, tuple):
        return given
    name = given.pop("name", None)
    return await create_integration(runtime, name=name, connector=connector.name, settings=given, by=by)


def _connector(runtime: Runtime, name: str) -> Connector:
    """Raises NotFoundException."""
    if name not in runtime.connectors:
        raise NotFoundException(
            detail=Sentence(
                "There is no connector %(name)s, only %(others)s", name=name, others=", ".join(runtime.connectors)
            )
        )
    return runtime.connectors[name]


def _page(
    env: Environment,
    runtime: Runtime,
    client: Client,
    chosen: Connector | None,
    typed: Typed,
    problems: Sequence[Problem] = (),
) -> Response[str]:
    nowhere: dict[str, Any] = {"integration": None, "integrations": [], "person": client, "csrf": client.csrf}
    fields = new_form(chosen).shown(typed, problems) if chosen else None
    page = draw(
        env,
        "integrations/new.html",
        **nowhere,
        connectors=list(runtime.connectors.values()),
        connector=chosen,
        fields=fields,
    )
    return html(page, status_code=422 if problems else 200)


router = Router("/integrations", route_handlers=[new, create], guards=[allow(Role.ADMIN)])
