"""What a person does about one object that does not go on by itself, or not soon enough: plain forms of the drawer."""

from typing import Any

from jinja2 import Environment
from litestar import Response, Router, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException
from litestar.params import FromPath

from backend.actions.resolve.adopt_record import adopt_record
from backend.actions.resolve.check_now import check_now
from backend.actions.resolve.renumber import renumber
from backend.actions.resolve.request_retry import request_retry
from backend.actions.resolve.send_again import send_again
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.context import integration_of
from backend.web.drawing.notices import Notice
from backend.web.drawing.templates import draw
from backend.web.objects.screen import html
from backend.web.requests.forms import field_of, ids_of
from backend.web.syncs.pressing import again, back, is_htmx


class Told:
    """Says on the page what was done, or why not."""

    def __init__(self, request: AnyRequest, runtime: Runtime, env: Environment, client: Client) -> None:
        self.request, self.runtime, self.env, self.client = request, runtime, env, client

    async def say(self, integration_id: int, done: str | Problem) -> Response[Any]:
        refused, sentence = isinstance(done, Problem), done.sentence if isinstance(done, Problem) else done
        if not is_htmx(self.request):
            said = Notice("warn" if refused else "good", sentence)
            return back(self.request, self.runtime, self.client, await integration_of(integration_id), said)
        if refused:
            raise HTTPException(status_code=409, detail=sentence)
        page = draw(self.env, "resolve/create.html", sentence=sentence)
        return html(page, status_code=201, headers=again("poll, changed"))


def provide_told(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    env: NamedDependency[Environment],
    client: NamedDependency[Client],
) -> Told:
    return Told(request, runtime, env, client)


async def _one(request: AnyRequest) -> int:
    ids = await ids_of(request)
    if len(ids) != 1:
        raise HTTPException(status_code=400, detail="object: expected one object")
    return ids[0]


@post("/{integration_id:int}/retries")
async def retry(request: AnyRequest, told: NamedDependency[Told], integration_id: FromPath[int]) -> Response[Any]:
    integration = await integration_of(integration_id)
    done = await request_retry(told.runtime, integration, await ids_of(request), by=told.client.name)
    return await told.say(integration_id, done)


@post("/{integration_id:int}/looks")
async def look(request: AnyRequest, told: NamedDependency[Told], integration_id: FromPath[int]) -> Response[Any]:
    integration = await integration_of(integration_id)
    done = await check_now(told.runtime, integration, await _one(request), by=told.client.name)
    return await told.say(integration_id, done)


@post("/{integration_id:int}/adoptions")
async def adopt(request: AnyRequest, told: NamedDependency[Told], integration_id: FromPath[int]) -> Response[Any]:
    integration, one, record = await integration_of(integration_id), await _one(request), "remote_id"
    done = await adopt_record(told.runtime, integration, one, await field_of(request, record), by=told.client.name)
    return await told.say(integration_id, done)


@post("/{integration_id:int}/creations")
async def create(request: AnyRequest, told: NamedDependency[Told], integration_id: FromPath[int]) -> Response[Any]:
    integration = await integration_of(integration_id)
    done = await send_again(told.runtime, integration, await _one(request), by=told.client.name)
    return await told.say(integration_id, done)


@post("/{integration_id:int}/numbers")
async def number(request: AnyRequest, told: NamedDependency[Told], integration_id: FromPath[int]) -> Response[Any]:
    integration, one = await integration_of(integration_id), await _one(request)
    given = (await field_of(request, "number")).strip()
    done = await renumber(told.runtime, integration, one, given, by=told.client.name)
    return await told.say(integration_id, done)


router = Router(
    "/integrations",
    route_handlers=[retry, look, adopt, create, number],
    dependencies={"told": Provide(provide_told, sync_to_thread=False)},
    guards=[allow(Role.OPERATOR)],
)
