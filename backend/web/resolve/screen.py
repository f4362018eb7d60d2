"""What a person does about one object that does not go on by itself, or not soon enough: plain forms of the drawer."""

from typing import Any

from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException

from backend.actions.resolve.adopt_record import adopt_record
from backend.actions.resolve.check_now import check_now
from backend.actions.resolve.renumber import renumber
from backend.actions.resolve.request_retry import request_retry
from backend.actions.resolve.send_again import send_again
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.web.access.guards import allow
from backend.web.drawing.notices import Notice
from backend.web.objects.going_back import back
from backend.web.requests.forms import field_of
from backend.web.screen import Screen

_ACT = [allow(Role.OPERATOR, embeds=True)]  # `Screen.chosen` keeps a frame within its bounds
_DECIDE = [allow(Role.OPERATOR)]  # these lead to any record of the third party


@post("/{integration_id:int}/retries", guards=_ACT)
async def retry(screen: NamedDependency[Screen]) -> Response[Any]:
    integration, ids = await screen.integration(), await screen.chosen()
    return _said(screen, await request_retry(screen.runtime, integration, ids, by=screen.client.name))


@post("/{integration_id:int}/looks", guards=_ACT)
async def look(screen: NamedDependency[Screen]) -> Response[Any]:
    integration, one = await screen.integration(), await _one(screen)
    return _said(screen, await check_now(screen.runtime, integration, one, by=screen.client.name))


@post("/{integration_id:int}/adoptions", guards=_DECIDE)
async def adopt(screen: NamedDependency[Screen]) -> Response[Any]:
    integration, one = await screen.integration(), await _one(screen)
    record = await field_of(screen.request, "remote_id")
    return _said(screen, await adopt_record(screen.runtime, integration, one, record, by=screen.client.name))


@post("/{integration_id:int}/creations", guards=_ACT)
async def create(screen: NamedDependency[Screen]) -> Response[Any]:
    integration, one = await screen.integration(), await _one(screen)
    return _said(screen, await send_again(screen.runtime, integration, one, by=screen.client.name))


@post("/{integration_id:int}/numbers", guards=_DECIDE)
async def number(screen: NamedDependency[Screen]) -> Response[Any]:
    integration, one = await screen.integration(), await _one(screen)
    given = (await field_of(screen.request, "number")).strip()
    return _said(screen, await renumber(screen.runtime, integration, one, given, by=screen.client.name))


async def _one(screen: Screen) -> int:
    ids = await screen.chosen()
    if len(ids) != 1:
        raise HTTPException(status_code=400, detail="object: expected one object")
    return ids[0]


def _said(screen: Screen, done: str | Problem) -> Response[Any]:
    """Says on the page what was done, or why not."""
    refused, sentence = isinstance(done, Problem), done.sentence if isinstance(done, Problem) else done
    if not screen.by_script:
        return back(screen, Notice("warn" if refused else "good", sentence))
    if refused:
        raise HTTPException(status_code=409, detail=sentence)
    return screen.draw("resolve/create.html", status_code=201, events="poll, changed", sentence=sentence)


router = Router("/integrations", route_handlers=[retry, look, adopt, create, number])
