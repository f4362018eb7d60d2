"""What objects in error have in common, for programs; and what the next person should know about it."""

from typing import Any

import msgspec
from litestar import Request, Response, Router, get, put
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.actions.causes.note_cause import note_cause
from backend.domain.roles import Role
from backend.storage.screens.causes import cause, causes
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.api.bodies import read_as
from backend.web.context import integration_of
from backend.web.problems import problem, refused

MOST = 200


class Given(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    note: str
    owner: str = ""


@get("/{integration_id:int}/causes", guards=[allow(Role.VIEWER)])
async def index(integration_id: FromPath[int]) -> Response[Any]:
    """The most frequent first."""
    await integration_of(integration_id)
    return Response(await causes(integration_id, MOST))


@get("/{integration_id:int}/causes/{number:int}", guards=[allow(Role.VIEWER)])
async def show(integration_id: FromPath[int], number: FromPath[int]) -> Response[Any]:
    """Also when no object has it any more."""
    await integration_of(integration_id)
    found = await cause(integration_id, number)
    return Response(found) if found else problem(404, f"There is no cause {number} at integration {integration_id}")


@put("/{integration_id:int}/causes/{number:int}/note", guards=[allow(Role.OPERATOR)])
async def note(
    request: Request[Any, Any, Any],
    client: NamedDependency[Client],
    integration_id: FromPath[int],
    number: FromPath[int],
) -> Response[Any]:
    """{"note", "owner"?}: both as they shall stand."""
    await integration_of(integration_id)
    if await cause(integration_id, number) is None:
        return problem(404, f"There is no cause {number} at integration {integration_id}")
    given = await read_as(request, Given)
    wrong = await note_cause(integration_id, number, note=given.note, owner=given.owner, by=client.name, seen=None)
    return refused([wrong]) if wrong else Response(await cause(integration_id, number))


router = Router("/integrations", route_handlers=[index, show, note])
