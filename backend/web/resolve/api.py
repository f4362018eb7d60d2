"""The same for programs: one object, one act."""

from typing import Any

import msgspec
from litestar import Request, Response, Router, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.actions.resolve.adopt_record import adopt_record
from backend.actions.resolve.check_now import check_now
from backend.actions.resolve.renumber import renumber
from backend.actions.resolve.request_retry import request_retry
from backend.actions.resolve.send_again import send_again
from backend.domain.integrations.integration import Integration
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.screens.objects.names import object_id
from backend.web.access.guards import allow
from backend.web.api.asking import Asking
from backend.web.api.bodies import read_object, refusal
from backend.web.problems import refused
from backend.web.requests.paths import key_of


class Target(msgspec.Struct, frozen=True):
    """The object of the address, and who acts."""

    runtime: Runtime
    integration: Integration
    binding: int
    by: str


async def provide_target(asking: NamedDependency[Asking], kind: FromPath[str], key: FromPath[str]) -> Target:
    integration = await asking.integration()
    found = await object_id(integration.id, kind, key_of(key))
    if found is None:
        raise NotFoundException(f"There is no {kind} {key_of(key)} at integration {integration.id}")
    return Target(asking.runtime, integration, found, asking.client.name)


def _answer(done: str | Problem) -> Response[Any]:
    return refused([done], 409) if isinstance(done, Problem) else Response({"done": done})


async def _text(request: Request[Any, Any, Any], name: str) -> str:
    """The only field of the body. Raises HTTPException 400."""
    raw = await read_object(request)
    text = raw.get(name)
    if list(raw) != [name] or not isinstance(text, str):
        raise refusal(400, Problem(name, f'expected {{"{name}": "…"}} and nothing else'))
    return text


@post("/retry", status_code=200)
async def retry(target: NamedDependency[Target]) -> Response[Any]:
    return _answer(await request_retry(target.runtime, target.integration, [target.binding], by=target.by))


@post("/check-now", status_code=200)
async def check(target: NamedDependency[Target]) -> Response[Any]:
    return _answer(await check_now(target.runtime, target.integration, target.binding, by=target.by))


@post("/adopt", status_code=200)
async def adopt(request: Request[Any, Any, Any], target: NamedDependency[Target]) -> Response[Any]:
    """{"record": id}: one of `foreign`."""
    record = await _text(request, "record")
    return _answer(await adopt_record(target.runtime, target.integration, target.binding, record, by=target.by))


@post("/send-again", status_code=200)
async def create(target: NamedDependency[Target]) -> Response[Any]:
    return _answer(await send_again(target.runtime, target.integration, target.binding, by=target.by))


@post("/renumber", status_code=200)
async def number(request: Request[Any, Any, Any], target: NamedDependency[Target]) -> Response[Any]:
    """{"number": text}."""
    given = await _text(request, "number")
    return _answer(await renumber(target.runtime, target.integration, target.binding, given, by=target.by))


router = Router(
    "/integrations/{integration_id:int}/objects/{kind:str}/{key:str}",
    route_handlers=[retry, check, adopt, create, number],
    dependencies={"target": Provide(provide_target)},
    guards=[allow(Role.OPERATOR)],
)
