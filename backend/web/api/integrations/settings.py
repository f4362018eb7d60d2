"""Integrations for programs: their settings."""

from typing import Any

from litestar import Request, Response, Router, get, patch, post
from litestar.di import NamedDependency

from backend.actions.instances.end_restoration import end_restoration
from backend.actions.integrations.create_integration import create_integration
from backend.actions.integrations.update_integration import update_integration
from backend.actions.line.hold_integration import hold_integration
from backend.actions.line.release_integration import release_integration
from backend.domain.integrations.integration import Integration
from backend.domain.line.standing import standing_of
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.screens import integrations as screens
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.api.asking import Asking
from backend.web.api.bodies import read_object
from backend.web.context import integration_of
from backend.web.problems import refused


@get("/", guards=[allow(Role.VIEWER)])
async def index(runtime: NamedDependency[Runtime]) -> list[dict[str, Any]]:
    return [_content(runtime, one) for one in await screens.every()]


@get("/{integration_id:int}", guards=[allow(Role.VIEWER)])
async def show(asking: NamedDependency[Asking]) -> Response[Any]:
    return await _now(asking)


@post("/", guards=[allow(Role.ADMIN)])
async def create(
    request: Request[Any, Any, Any], runtime: NamedDependency[Runtime], client: NamedDependency[Client]
) -> Response[Any]:
    """A new integration: {"name", "connector"} and settings. Objects that are stored already come along."""
    raw = await read_object(request)
    name, connector = raw.pop("name", None), raw.pop("connector", None)
    made = await create_integration(runtime, name=name, connector=connector, settings=raw, by=client.name)
    if isinstance(made, tuple):
        return refused(made)
    return Response(_content(runtime, await integration_of(made)), status_code=201)


@patch("/{integration_id:int}", guards=[allow(Role.ADMIN)])
async def update(asking: NamedDependency[Asking]) -> Response[Any]:
    """Change what is given. `config` is merged field by field; secrets are never shown again."""
    integration, given = await asking.integration(), await read_object(asking.request)
    problems = await update_integration(asking.runtime, integration.id, given, by=asking.client.name)
    return refused(problems) if problems else await _now(asking)


@post("/{integration_id:int}/hold", status_code=200, guards=[allow(Role.OPERATOR)])
async def hold(asking: NamedDependency[Asking]) -> Response[Any]:
    """{"reason"}: nothing is claimed any more; what runs ends."""
    integration, raw = await asking.integration(), await read_object(asking.request)
    if unknown := sorted(raw.keys() - {"reason"}):
        return refused([Problem(unknown[0], "is not known here: expected reason")], 400)
    problem = await hold_integration(integration.id, raw.get("reason"), by=asking.client.name)
    return refused([problem]) if problem else await _now(asking)


@post("/{integration_id:int}/release", status_code=200, guards=[allow(Role.OPERATOR)])
async def release(asking: NamedDependency[Asking]) -> Response[Any]:
    """What waits goes on."""
    integration, client = await asking.integration(), asking.client
    role = client.role or Role.VIEWER
    problem = await release_integration(asking.runtime, integration.id, by=client.name, role=role)
    return refused([problem], 403) if problem else await _now(asking)


@post("/{integration_id:int}/end-restoration", status_code=200, guards=[allow(Role.ADMIN)])
async def end(asking: NamedDependency[Asking]) -> Response[Any]:
    """The ERP has handed over everything again: objects are created without a look before."""
    done = await end_restoration(asking.runtime, await asking.integration(), by=asking.client.name)
    return refused([done], 409) if isinstance(done, Problem) else await _now(asking)


async def _now(asking: Asking) -> Response[Any]:
    """As it is by now."""
    return Response(_content(asking.runtime, await asking.integration()))


def _content(runtime: Runtime, one: Integration) -> dict[str, Any]:
    """Secrets by name only. `value_maps`: those that its connector reads, and what each is for."""
    return {
        "id": one.id,
        "name": one.name,
        "connector": one.connector,
        "config": one.config,
        "secrets_set": sorted(one.secrets),
        "transaction_level": one.transaction_level,
        "level_overrides": one.level_overrides,
        "connections_allowed": one.connections_allowed,
        "batch_size": one.batch_size,
        "automatic": one.automatic,
        "quiet_seconds": one.quiet_seconds,
        "source_url": one.source_url,
        "own_columns": one.own_columns,
        "held_reason": one.held_reason,
        "line": standing_of(one),
        "restored_at": one.restored_at,
        "value_maps": runtime.connector(one).maps if one.connector in runtime.connectors else {},
    }


router = Router("/integrations", route_handlers=[index, create, show, update, hold, release, end])
