"""The keys of programs: made and shown once, and revoked."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency

from backend.actions.keys.create_api_key import INGEST, create_api_key
from backend.actions.keys.revoke_api_key import revoke_api_key
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.storage.screens.people import working_keys
from backend.web.access.guards import allow
from backend.web.house import House


@get("/keys")
async def index(house: NamedDependency[House]) -> Response[str]:
    await house.store_seen()
    return await _page(house)


@post("/keys", status_code=200)
async def create(house: NamedDependency[House]) -> Response[str]:
    """The page shows the key; nothing shows it again."""
    name, role = await house.field("name"), await house.field("role")
    made = await create_api_key(name, role, by=house.client.name)
    if isinstance(made, Problem):
        return await _page(house, made, name=name, chosen=role)
    return await _page(house, token=made, token_of=name)


@post("/keys/revoke", status_code=200)
async def revoke(house: NamedDependency[House]) -> Response[Any]:
    name = await house.field("name")
    if await revoke_api_key(name, by=house.client.name):
        return house.go("keys", Sentence("The key %(name)s is revoked.", name=name))
    return await _page(
        house, Problem("name", Sentence("there is no key %(name)s, or it was revoked already", name=repr(name)))
    )


async def _page(house: House, problem: Problem | None = None, **shown: Any) -> Response[str]:
    context: dict[str, Any] = {"token": "", "token_of": "", "name": "", "chosen": INGEST} | shown
    context |= {"keys": await working_keys(), "roles": [INGEST, *Role], "wrong": problem}
    return house.draw("people/keys.html", status_code=422 if problem else 200, **context)


router = Router("/", route_handlers=[index, create, revoke], guards=[allow(Role.ADMIN)])
