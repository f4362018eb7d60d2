"""The keys of programs, and those of the hosts of embeds: made and shown once, and revoked."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency

from backend.actions.embeds.create_embed_key import create_embed_key
from backend.actions.embeds.revoke_embed_key import revoke_embed_key
from backend.actions.keys.create_api_key import INGEST, create_api_key
from backend.actions.keys.revoke_api_key import revoke_api_key
from backend.domain.embeds.claims import ROLES
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.storage.screens.people import working_embed_keys, working_keys
from backend.web.access.guards import ADMIN, ENDS_ACCESS
from backend.web.house import House


@get("/keys", guards=ADMIN)
async def index(house: NamedDependency[House]) -> Response[str]:
    await house.store_seen()
    return await _page(house)


@post("/keys", status_code=200, guards=ADMIN)
async def create(house: NamedDependency[House]) -> Response[str]:
    """The page shows the key; nothing shows it again."""
    name, role = await house.field("name"), await house.field("role")
    made = await create_api_key(name, role, by=house.client.name)
    if isinstance(made, Problem):
        return await _page(house, made, name=name, chosen=role)
    return await _page(house, token=made, token_of=name)


@post("/keys/revoke", status_code=200, guards=ENDS_ACCESS)
async def revoke(house: NamedDependency[House]) -> Response[Any]:
    name = await house.field("name")
    if await revoke_api_key(name, by=house.client.name):
        return house.go("keys", Sentence("The key %(name)s is revoked.", name=name))
    return await _page(house, _no_key(name))


@post("/embed-keys", status_code=200, guards=ADMIN)
async def create_for_embeds(house: NamedDependency[House]) -> Response[str]:
    """The page shows the secret; nothing shows it again."""
    name, role = await house.field("name"), await house.field("role")
    made = await create_embed_key(house.runtime, name, role, by=house.client.name)
    if isinstance(made, Problem):
        return await _page(house, made, embed_name=name, embed_chosen=role)
    return await _page(house, embed_secret=made, token_of=name)


@post("/embed-keys/revoke", status_code=200, guards=ENDS_ACCESS)
async def revoke_for_embeds(house: NamedDependency[House]) -> Response[Any]:
    name = await house.field("name")
    if await revoke_embed_key(name, by=house.client.name):
        return house.go("keys", Sentence("The embed key %(name)s is revoked.", name=name))
    return await _page(house, _no_key(name))


def _no_key(name: str) -> Problem:
    return Problem("name", Sentence("there is no key %(name)s, or it was revoked already", name=repr(name)))


async def _page(house: House, problem: Problem | None = None, **shown: Any) -> Response[str]:
    context: dict[str, Any] = {"token": "", "token_of": "", "embed_secret": "", "name": "", "chosen": INGEST}
    context |= {"keys": await working_keys(), "roles": [INGEST, *Role], "wrong": problem}
    settings = house.runtime.settings
    context |= {"embed_name": "", "embed_chosen": ""} | shown
    context |= {"embed_keys": await working_embed_keys(), "embed_roles": ROLES}
    context |= {"embed_origins": sorted(settings.embed_origins)}
    context |= {"embed_src": f"{settings.url}{settings.base_path}/embed/panel?origin="}
    return house.draw("people/keys.html", status_code=422 if problem else 200, **context)


router = Router("/", route_handlers=[index, create, revoke, create_for_embeds, revoke_for_embeds])
