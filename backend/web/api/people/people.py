"""People for programs: who may sign in, and what they may do. The same verbs as the page *People*."""

from typing import Any

import msgspec
from litestar import Request, Response, Router, get, patch, post
from litestar.di import NamedDependency
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromPath

from backend.actions.people.change_role import change_role
from backend.actions.people.create_user import create_user
from backend.actions.people.disable_user import disable_user
from backend.actions.people.enable_user import enable_user
from backend.actions.people.make_link import make_link
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.screens.people import everybody
from backend.web.access.client import Client
from backend.web.access.guards import ADMIN, ENDS_ACCESS, READ_ONLY
from backend.web.api.bodies import read_as
from backend.web.problems import problem, refused
from backend.web.requests.paths import key_of


class NewPerson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    role: Role


class Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is not given stays."""

    role: Role | None = None
    disabled: bool | None = None


@get("/people", guards=ADMIN)
async def index() -> Response[Any]:
    return Response({"people": await everybody()})


@post("/people", guards=ADMIN)
async def create(
    request: Request[Any, Any, Any], runtime: NamedDependency[Runtime], client: NamedDependency[Client]
) -> Response[Any]:
    """{"name", "role"}: also a link that signs the person in, once; nothing shows it again."""
    given = await read_as(request, NewPerson)
    made = await create_user(given.name, given.role, by=client.name)
    if isinstance(made, Problem):
        return refused([made])
    link = await make_link(runtime, given.name, by=client.name)
    return Response({"person": await _person(given.name), "link": link}, status_code=201)


@patch("/people/{name:str}", guards=ENDS_ACCESS)
async def update(
    request: Request[Any, Any, Any], client: NamedDependency[Client], name: FromPath[str]
) -> Response[Any]:
    """{"role"?, "disabled"?}. Their sessions end; who would be the last administrator stays one."""
    who, given = key_of(name), await read_as(request, Change)
    if client.read_only and given != Change(disabled=True):
        raise PermissionDeniedException(detail=READ_ONLY)
    if await _person(who) is None:
        return _nobody(who)
    wrong = await _changed(who, given, by=client.name)
    return refused([wrong], 409) if wrong else Response(await _person(who))


@post("/people/{name:str}/links", status_code=201, guards=ADMIN)
async def link(
    runtime: NamedDependency[Runtime], client: NamedDependency[Client], name: FromPath[str]
) -> Response[Any]:
    """A link that signs the person in, once, within an hour."""
    made = await make_link(runtime, key_of(name), by=client.name)
    return _nobody(key_of(name)) if isinstance(made, Problem) else Response({"link": made})


async def _changed(name: str, given: Change, *, by: str) -> Problem | None:
    wrong = await change_role(name, given.role, by=by) if given.role else None
    if wrong or given.disabled is None:
        return wrong
    act = disable_user if given.disabled else enable_user
    return await act(name, by=by)


async def _person(name: str) -> Any:
    return next((one for one in await everybody() if one.name == name), None)


def _nobody(name: str) -> Response[Any]:
    return problem(404, f"Nobody of the name {name} may sign in")


router = Router("/", route_handlers=[index, create, update, link])
