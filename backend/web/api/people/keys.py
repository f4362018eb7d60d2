"""Keys for programs: made, shown once, and revoked. The same verbs as the page *Keys*."""

from typing import Any

import msgspec
from litestar import Request, Response, Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.actions.keys.create_api_key import create_api_key
from backend.actions.keys.revoke_api_key import revoke_api_key
from backend.domain.objects import Problem
from backend.storage.screens.people import working_keys
from backend.web.access.client import Client
from backend.web.access.guards import ADMIN, ENDS_ACCESS
from backend.web.api.bodies import read_as
from backend.web.problems import problem, refused
from backend.web.requests.paths import key_of


class NewKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    role: str  # of a person, or `ingest`


@get("/keys", guards=ADMIN)
async def index() -> Response[Any]:
    """Those that work; `role` null: it may only hand over versions."""
    return Response({"keys": await working_keys()})


@post("/keys", guards=ADMIN)
async def create(request: Request[Any, Any, Any], client: NamedDependency[Client]) -> Response[Any]:
    """{"name", "role"}: nothing shows the key again."""
    given = await read_as(request, NewKey)
    made = await create_api_key(given.name, given.role, by=client.name)
    return refused([made]) if isinstance(made, Problem) else Response({"key": made}, status_code=201)


@delete("/keys/{name:str}", status_code=200, guards=ENDS_ACCESS)
async def revoke(client: NamedDependency[Client], name: FromPath[str]) -> Response[Any]:
    """Every process knows within five seconds."""
    if not await revoke_api_key(key_of(name), by=client.name):
        return problem(404, f"There is no key {key_of(name)}, or it was revoked already")
    return Response({"revoked": key_of(name)})


router = Router("/", route_handlers=[index, create, revoke])
