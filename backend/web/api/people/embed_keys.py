"""Embed keys: made, shown once, and revoked. The same verbs as the page *Keys*."""

from typing import Any

import msgspec
from litestar import Request, Response, Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.actions.embeds.create_embed_key import create_embed_key
from backend.actions.embeds.revoke_embed_key import revoke_embed_key
from backend.domain.objects import Problem
from backend.runtime import Runtime
from backend.storage.screens.people import working_embed_keys
from backend.web.access.client import Client
from backend.web.access.guards import ADMIN, ENDS_ACCESS
from backend.web.api.bodies import read_as
from backend.web.problems import problem, refused
from backend.web.requests.paths import key_of


class NewEmbedKey(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    role: str  # the most that its tokens may grant: viewer or operator


@get("/embed-keys", guards=ADMIN)
async def index() -> Response[Any]:
    """Those that work."""
    return Response({"embed_keys": await working_embed_keys()})


@post("/embed-keys", guards=ADMIN)
async def create(
    request: Request[Any, Any, Any], runtime: NamedDependency[Runtime], client: NamedDependency[Client]
) -> Response[Any]:
    """{"name", "role"}: nothing shows the secret again."""
    given = await read_as(request, NewEmbedKey)
    made = await create_embed_key(runtime, given.name, given.role, by=client.name)
    return refused([made]) if isinstance(made, Problem) else Response({"secret": made}, status_code=201)


@delete("/embed-keys/{name:str}", status_code=200, guards=ENDS_ACCESS)
async def revoke(client: NamedDependency[Client], name: FromPath[str]) -> Response[Any]:
    """Every process knows within five seconds, also of the sessions that it opened."""
    if not await revoke_embed_key(key_of(name), by=client.name):
        return problem(404, f"There is no embed key {key_of(name)}, or it was revoked already")
    return Response({"revoked": key_of(name)})


router = Router("/", route_handlers=[index, create, revoke])
