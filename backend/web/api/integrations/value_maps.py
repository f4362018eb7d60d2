"""Value maps for programs: as JSON and as CSV."""

from typing import Any

import msgspec
from litestar import Request, Response, Router, get, patch, put
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from backend.actions.integrations.change_value_map import change_value_map
from backend.domain.ingest.envelope import decode_json
from backend.domain.maps.csv_entries import read_csv, write_csv
from backend.domain.maps.entries import Given, entry_problems
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.screens import integrations as screens
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.api.bodies import read_body
from backend.web.context import integration_of
from backend.web.problems import refused
from backend.web.requests.paths import key_of

CSV = "text/csv"
MOST_BYTES = 8 * 2**20
_SWITCH = {"": False, "false": False, "true": True}


@get("/{integration_id:int}/value-maps", guards=[allow(Role.VIEWER)])
async def index(integration_id: FromPath[int]) -> Response[Any]:
    """Those that have entries, whole."""
    await integration_of(integration_id)
    return Response((await screens.maps(integration_id)).entries)


@get("/{integration_id:int}/value-maps/{name:str}", guards=[allow(Role.VIEWER)])
async def show(
    request: Request[Any, Any, Any],
    runtime: NamedDependency[Runtime],
    integration_id: FromPath[int],
    name: FromPath[str],
) -> Response[Any]:
    """As JSON, or as CSV where that is accepted. What is answered can be put back as it is."""
    known = runtime.connector(await integration_of(integration_id)).maps
    if key_of(name) not in known:
        raise NotFoundException(f"There is no value map {key_of(name)} here, only {', '.join(known)}")
    entries = (await screens.maps(integration_id)).entries.get(key_of(name), {})
    if request.accept.best_match(["application/json", CSV]) == CSV:
        return Response(write_csv(entries).encode(), media_type=CSV)
    return Response({"name": key_of(name), "about": known[key_of(name)], "entries": entries})


@put("/{integration_id:int}/value-maps/{name:str}", guards=[allow(Role.ADMIN)])
async def update(
    request: Request[Any, Any, Any],
    runtime: NamedDependency[Runtime],
    client: NamedDependency[Client],
    integration_id: FromPath[int],
    name: FromPath[str],
    dry_run: FromQuery[str] = "",
    empty: FromQuery[str] = "",
) -> Response[Any]:
    """The whole map: {"N30": "Net 30", "*": "Due on receipt"}, or CSV. `empty`: it may lose all its entries."""
    return await _change(request, runtime, client, integration_id, name, dry_run, replace=True, empty=empty)


@patch("/{integration_id:int}/value-maps/{name:str}", guards=[allow(Role.ADMIN)])
async def merge(
    request: Request[Any, Any, Any],
    runtime: NamedDependency[Runtime],
    client: NamedDependency[Client],
    integration_id: FromPath[int],
    name: FromPath[str],
    dry_run: FromQuery[str] = "",
) -> Response[Any]:
    """Some entries; null takes one away, and the others stay."""
    return await _change(request, runtime, client, integration_id, name, dry_run, replace=False)


async def _change(
    request: Request[Any, Any, Any],
    runtime: Runtime,
    client: Client,
    integration_id: int,
    name: str,
    dry_run: str,
    *,
    replace: bool,
    empty: str = "",
) -> Response[Any]:
    integration, given = await integration_of(integration_id), await _given(request, replace=replace)
    switches = {"dry_run": dry_run, "empty": empty}
    odd = [name for name, text in switches.items() if text not in _SWITCH]
    if odd:
        return refused([Problem(one, f"expected true or false, got {switches[one][:40]!r}") for one in odd], 400)
    if isinstance(given, Response):
        return given
    dry = _SWITCH[dry_run]
    done = await change_value_map(
        runtime,
        integration,
        key_of(name),
        given,
        replace=replace,
        by=client.name,
        dry_run=dry,
        may_empty=_SWITCH[empty] or not replace,
    )
    if isinstance(done, tuple):
        return refused(done)
    said = msgspec.structs.asdict(done.sizes) | msgspec.structs.asdict(done.counted)
    return Response({"name": key_of(name), "dry_run": dry, **said})


async def _given(request: Request[Any, Any, Any], *, replace: bool) -> Given | Response[Any]:
    """The entries of the body, or a refusal."""
    body, (kind, parameters) = await read_body(request, MOST_BYTES), request.content_type
    if kind == CSV:
        charset = parameters.get("charset", "utf-8").lower()
        if charset not in ("utf-8", "utf8", "us-ascii"):
            return refused([Problem("", f"expected CSV in UTF-8, got {charset[:40]}")], 415)
        entries = read_csv(body)
        return refused(entries) if isinstance(entries, tuple) else entries
    raw = decode_json(body)
    if isinstance(raw, Problem):
        return refused([raw], 400)
    entries = raw["entries"] if isinstance(raw, dict) and isinstance(raw.get("entries"), dict) else raw
    problems = entry_problems(entries, may_remove=not replace)
    return refused(problems) if problems else entries


router = Router("/integrations", route_handlers=[index, show, update, merge])
