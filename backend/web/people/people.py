"""The people who may sign in: who they are, what they may do, and links for those without a password."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException

from backend.actions.people.change_role import change_role
from backend.actions.people.create_user import create_user
from backend.actions.people.disable_user import disable_user
from backend.actions.people.enable_user import enable_user
from backend.actions.people.make_link import make_link
from backend.domain.objects import Problem
from backend.domain.roles import Role, role_said
from backend.domain.sentence import Sentence
from backend.storage.screens.people import everybody
from backend.web.access.guards import ADMIN, ENDS_ACCESS
from backend.web.house import House


@get("/people", guards=ADMIN)
async def index(house: NamedDependency[House]) -> Response[str]:
    await house.store_seen()
    return await _page(house)


@post("/people", status_code=200, guards=ADMIN)
async def create(house: NamedDependency[House]) -> Response[str]:
    """The page shows the link that signs the new person in; nothing shows it again."""
    name, role = await house.field("name"), await _role(house)
    made = await create_user(name, role, by=house.client.name)
    if isinstance(made, Problem):
        return await _page(house, made, name=name, chosen=role)
    return await _with_link(house, name)


@post("/people/links", status_code=200, guards=ADMIN)
async def link(house: NamedDependency[House]) -> Response[str]:
    return await _with_link(house, await house.field("name"))


@post("/people/change-role", status_code=200, guards=ADMIN)
async def change(house: NamedDependency[House]) -> Response[Any]:
    name, role = await house.field("name"), await _role(house)
    problem = await change_role(name, role, by=house.client.name, seen=await house.field("seen"))
    return await _done(house, problem, Sentence("%(name)s has the role %(role)s now.", name=name, role=role_said(role)))


@post("/people/disable", status_code=200, guards=ENDS_ACCESS)
async def disable(house: NamedDependency[House]) -> Response[Any]:
    name = await house.field("name")
    return await _done(
        house, await disable_user(name, by=house.client.name), Sentence("%(name)s is disabled.", name=name)
    )


@post("/people/enable", status_code=200, guards=ADMIN)
async def enable(house: NamedDependency[House]) -> Response[Any]:
    name = await house.field("name")
    return await _done(
        house, await enable_user(name, by=house.client.name), Sentence("%(name)s may sign in again.", name=name)
    )


async def _role(house: House) -> Role:
    """Raises HTTPException 400."""
    given = await house.field("role")
    if given not in [*Role]:
        words = Sentence(
            "role: expected one of %(known)s, got %(given)s", known=", ".join(Role), given=repr(given[:40])
        )
        raise HTTPException(status_code=400, detail=words)
    return Role(given)


async def _with_link(house: House, name: str) -> Response[str]:
    made = await make_link(house.runtime, name, by=house.client.name)
    if isinstance(made, Problem):
        return await _page(house, made)
    return await _page(house, link=made, link_of=name)


async def _done(house: House, problem: Problem | None, sentence: str) -> Response[Any]:
    return await _page(house, problem) if problem else house.go("people", sentence)


async def _page(house: House, problem: Problem | None = None, **shown: Any) -> Response[str]:
    context: dict[str, Any] = {"link": "", "link_of": "", "name": "", "chosen": Role.OPERATOR} | shown
    context |= {"everybody": await everybody(), "roles": list(Role), "wrong": problem}
    return house.draw("people/index.html", status_code=422 if problem else 200, **context)


router = Router("/", route_handlers=[index, create, link, change, disable, enable])
