"""Asking for pushes."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, Router, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from msgspec import Meta

from backend.actions.request_sync import ChangedMeanwhile, request_sync
from backend.domain.grid.filters import GridFilter, read_filter
from backend.domain.objects import ObjectRef, Problem
from backend.domain.roles import Role
from backend.domain.selection import Plan
from backend.domain.verbs import Verb
from backend.runtime import Runtime
from backend.storage.screens.grid import ids_matching
from backend.storage.screens.names import ids_of
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.api.bodies import read_object
from backend.web.context import integration_of
from backend.web.problems import problem, refused

MOST_OBJECTS = 200_000


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Exactly one of `all`, `objects` and `filter` (as the list's query string has it)."""

    verb: Verb = Verb.SYNCHRONIZE
    all: bool = False
    objects: Annotated[list[ObjectRef], Meta(max_length=MOST_OBJECTS)] | None = None
    filter: dict[str, str | list[str]] | None = None
    expected: int | None = None


@post("/{integration_id:int}/syncs", guards=[allow(Role.OPERATOR)])
async def create(
    request: Request[Any, Any, Any],
    runtime: NamedDependency[Runtime],
    client: NamedDependency[Client],
    integration_id: FromPath[int],
) -> Response[Any]:
    """Plan, freeze and mark; 201 with what was done. 409: `expected` is not what would be sent."""
    await integration_of(integration_id)
    asked = _read(await read_object(request))
    if isinstance(asked, Problem):
        return refused([asked], 400)
    ids = await _ids(integration_id, asked)
    if isinstance(ids, tuple):
        return refused(ids)
    done = await request_sync(runtime, integration_id, ids, asked.verb, by=client.name, expected=asked.expected)
    if isinstance(done, ChangedMeanwhile):
        return problem(409, f"{len(done.plan.sent)} would be sent, not {asked.expected}: nothing was done")
    return Response({"sync": done.sync, **_content(done.plan)}, status_code=201)


def _read(raw: dict[str, Any] | Problem) -> Asked | Problem:
    if isinstance(raw, Problem):
        return raw
    try:
        asked = msgspec.convert(raw, Asked)
    except msgspec.ValidationError as error:
        sentence, _, place = str(error).partition(" - at `$.")
        return Problem(place.rstrip("`"), sentence)
    if (asked.objects is not None) + (asked.filter is not None) + asked.all != 1:
        return Problem("", "give exactly one of all, objects, filter")
    return asked


async def _ids(integration_id: int, asked: Asked) -> Sequence[int] | tuple[Problem, ...]:
    if asked.objects is not None:
        return await _named(integration_id, asked.objects)
    pairs = [(name, value) for name, values in (asked.filter or {}).items() for value in _many(values)]
    found = read_filter(pairs)
    if not isinstance(found, GridFilter):
        return tuple(Problem(f"filter.{one.field}", one.sentence) for one in found)
    return await ids_matching(integration_id, found, MOST_OBJECTS)


def _many(values: str | list[str]) -> list[str]:
    return [values] if isinstance(values, str) else values


async def _named(integration_id: int, refs: Sequence[ObjectRef]) -> Sequence[int] | tuple[Problem, ...]:
    found = await ids_of(integration_id, refs)
    missing = [(place, ref) for place, ref in enumerate(refs) if ref not in found]
    if missing:
        return tuple(Problem(f"objects[{place}]", f"{ref} is not at this integration") for place, ref in missing)
    return list(found.values())


def _content(plan: Plan) -> dict[str, Any]:
    left_out = [{"reason": one.reason, "count": one.count, "example": one.example} for one in plan.left_out]
    return {"sent": len(plan.sent), "left_out": left_out}


router = Router("/integrations", route_handlers=[create])
