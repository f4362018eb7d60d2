"""Value maps for programs: as JSON and as CSV."""

from typing import Any

import msgspec
from litestar import Response, Router, get, patch, put
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from backend.actions.integrations.change_value_map import change_value_map
from backend.domain.ingest.envelope import decode_json
from backend.domain.maps.csv_entries import read_csv, write_csv
from backend.domain.maps.entries import Given, entry_problems
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.storage.screens import integrations as screens
from backend.web.access.auth import AnyRequest
from backend.web.access.guards import allow
from backend.web.api.asking import Asking
from backend.web.api.bodies import read_body
from backend.web.context import integration_of
from backend.web.problems import refused
from backend.web.requests.paths import key_of

CSV = "text/csv"
MOST_BYTES = 8 * 2**20
_SWITCH = {"": False, "false": False, "true": True}
_ODD = "expected true or false, got {!r}"


@get("/{integration_id:int}/value-maps", guards=[allow(Role.VIEWER)])
async def index(integration_id: FromPath[int]) -> Response[Any]:
    """Those that have entries, whole."""
    await integration_of(integration_id)
    return Response((await screens.maps(integration_id)).entries)


@get("/{integration_id:int}/value-maps/{name:str}", guards=[allow(Role.VIEWER)])
async def show(asking: NamedDependency[Asking], name: FromPath[str]) -> Response[Any]:
    """As JSON, or as CSV where that is accepted. What is answered can be put back as it is."""
    known = asking.runtime.connector(await asking.integration()).maps
    if key_of(name) not in known:
        raise NotFoundException(f"There is no value map {key_of(name)} here, only {', '.join(known)}")
    entries = (await screens.maps(asking.integration_id)).entries.get(key_of(name), {})
    if asking.request.accept.best_match(["application/json", CSV]) == CSV:
        return Response(write_csv(entries).encode(), media_type=CSV)
    return Response({"name": key_of(name), "about": known[key_of(name)], "entries": entries})


@put("/{integration_id:int}/value-maps/{name:str}", guards=[allow(Role.ADMIN)])
async def update(
    asking: NamedDependency[Asking], name: FromPath[str], dry_run: FromQuery[str] = "", empty: FromQuery[str] = ""
) -> Response[Any]:
    """The whole map: {"N30": "Net 30", "*": "Due on receipt"}, or CSV. `empty`: it may lose all its entries."""
    return await _change(asking, key_of(name), {"dry_run": dry_run, "empty": empty}, replace=True)


@patch("/{integration_id:int}/value-maps/{name:str}", guards=[allow(Role.ADMIN)])
async def merge(asking: NamedDependency[Asking], name: FromPath[str], dry_run: FromQuery[str] = "") -> Response[Any]:
    """Some entries; null takes one away, and the others stay."""
    return await _change(asking, key_of(name), {"dry_run": dry_run}, replace=False)


async def _change(asking: Asking, name: str, switches: dict[str, str], *, replace: bool) -> Response[Any]:
    integration, given = await asking.integration(), await _given(asking.request, replace=replace)
    odd = [Problem(one, _ODD.format(text[:40])) for one, text in switches.items() if text not in _SWITCH]
    if odd:
        return refused(odd, 400)
    if isinstance(given, Response):
        return given
    on = {one: _SWITCH[text] for one, text in switches.items()}
    done = await change_value_map(
        asking.runtime,
        integration,
        name,
        given,
        replace=replace,
        by=asking.client.name,
        dry_run=on["dry_run"],
        may_empty=on.get("empty", True),
    )
    if isinstance(done, tuple):
        return refused(done)
    said = msgspec.structs.asdict(done.sizes) | msgspec.structs.asdict(done.counted)
    return Response({"name": name, "dry_run": on["dry_run"], **said})


async def _given(request: AnyRequest, *, replace: bool) -> Given | Response[Any]:
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
