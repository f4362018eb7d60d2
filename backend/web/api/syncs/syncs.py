"""Asking for pushes, seeing how far they are, and stopping them."""

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

import msgspec
from litestar import Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from msgspec import Meta

from backend.actions.syncs.press import Pressed, TooManyError, press
from backend.actions.syncs.stop_sync import stop_sync
from backend.domain.grid.filters import GridFilter, read_filter
from backend.domain.objects import ObjectRef, Problem
from backend.domain.roles import Role
from backend.domain.syncs.selection import LeftOut
from backend.domain.syncs.verbs import Verb
from backend.storage.screens.objects.names import ids_of
from backend.storage.screens.syncs.progress import SyncPage, recent_syncs, sync_page
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.api.asking import Asking
from backend.web.api.bodies import read_as, refusal
from backend.web.context import integration_of
from backend.web.problems import problem, refused
from backend.web.requests.parameters import check_page

MOST_OBJECTS = 200_000
PAGE, MOST = 50, 200  # of the list of syncs: how far each is costs more than a row of objects

M = TypeVar("M", bound="Meant")


class Meant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Exactly one of `all`, `objects` and `filter` (as the list's query string has it)."""

    all: bool = False
    objects: Annotated[list[ObjectRef], Meta(max_length=MOST_OBJECTS)] | None = None
    filter: dict[str, str | list[str]] | None = None


class Asked(Meant, frozen=True, kw_only=True, forbid_unknown_fields=True):
    verb: Verb = Verb.SYNCHRONIZE
    expected: int | None = None
    with_needed: bool = False  # and what they need there, each by the verb that sends it


@post("/{integration_id:int}/syncs", guards=[allow(Role.OPERATOR)])
async def create(asking: NamedDependency[Asking]) -> Response[Any]:
    """Plan, freeze and mark; 201 with what was done. 202: they are many, and are still being marked. 409: not what was
    `expected` would be sent."""
    integration, asked = await asking.integration(), await read_meant(asking, Asked)
    found = await chosen(integration.id, asked)
    if isinstance(found, tuple):
        return refused(found)
    by, expected, with_needed = asking.client.name, asked.expected, asked.with_needed
    try:
        done = await press(
            asking.runtime, integration.id, found, asked.verb, by=by, expected=expected, with_needed=with_needed
        )
    except TooManyError as many:
        return refused([Problem("filter", str(many))])
    if done.meanwhile:
        return problem(409, f"{done.sent} would be sent, not {asked.expected}: nothing was done")
    return Response(_content(done), status_code=202 if done.many and done.sync else 201)


@get("/{integration_id:int}/syncs", guards=[allow(Role.VIEWER)])
async def index(
    integration_id: FromPath[int], after: FromQuery[int] = 0, limit: FromQuery[int] = PAGE
) -> Response[Any]:
    """Newest first. `next` is what `after` is for the page behind this one; null: there is none."""
    await integration_of(integration_id)
    check_page(after, limit, MOST)
    found, following = await recent_syncs(integration_id, limit, after or None)
    return Response({"syncs": found, "next": following})


@get("/{integration_id:int}/syncs/{number:int}", guards=[allow(Role.VIEWER)])
async def show(integration_id: FromPath[int], number: FromPath[int]) -> Response[Any]:
    """Who asked for what, and where its objects are: they add up to `items`."""
    await integration_of(integration_id)
    found = await sync_page(integration_id, number)
    return Response(_page(found)) if found else _missing(integration_id, number)


@post("/{integration_id:int}/syncs/{number:int}/stop", guards=[allow(Role.OPERATOR)], status_code=200)
async def stop(client: NamedDependency[Client], integration_id: FromPath[int], number: FromPath[int]) -> Response[Any]:
    """What was sent goes on until its outcome is known; the rest is as it was. Harmless when nothing moves any more."""
    await integration_of(integration_id)
    found = await sync_page(integration_id, number)
    if found and found.moving:
        await stop_sync(integration_id, number, by=client.name)
        found = await sync_page(integration_id, number)
    return Response(_page(found)) if found else _missing(integration_id, number)


def _missing(integration_id: int, number: int) -> Response[Any]:
    return problem(404, f"There is no sync {number} at integration {integration_id}, or it is no longer kept")


def _page(found: SyncPage) -> dict[str, Any]:
    return {**msgspec.to_builtins(found), "moving": found.moving}


async def read_meant(asking: Asking, form: type[M]) -> M:
    """Raises HTTPException 400."""
    asked = await read_as(asking.request, form)
    if (asked.objects is not None) + (asked.filter is not None) + asked.all != 1:
        raise refusal(400, Problem("", "give exactly one of all, objects, filter"))
    return asked


async def chosen(integration_id: int, asked: Meant) -> Sequence[int] | GridFilter | tuple[Problem, ...]:
    """Ids, or a filter; or why they cannot be read."""
    if asked.objects is not None:
        return await _named(integration_id, asked.objects)
    pairs = [(name, value) for name, values in (asked.filter or {}).items() for value in _many(values)]
    found = read_filter(pairs)
    if isinstance(found, GridFilter):
        return found
    return tuple(Problem(f"filter.{one.field}", one.sentence) for one in found)


def _many(values: str | list[str]) -> list[str]:
    return [values] if isinstance(values, str) else values


async def _named(integration_id: int, refs: Sequence[ObjectRef]) -> Sequence[int] | tuple[Problem, ...]:
    found = await ids_of(integration_id, refs)
    missing = [(place, ref) for place, ref in enumerate(refs) if ref not in found]
    if missing:
        return tuple(Problem(f"objects[{place}]", f"{ref} is not at this integration") for place, ref in missing)
    return list(found.values())


def _content(done: Pressed) -> dict[str, Any]:
    return {"sync": done.sync, "sent": done.sent, "left_out": [_left_out(one) for one in done.left_out]}


def _left_out(one: LeftOut) -> dict[str, Any]:
    return {"reason": one.reason, "count": one.count, "example": one.example}


router = Router("/integrations", route_handlers=[create, index, show, stop])
