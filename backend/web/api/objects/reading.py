"""Objects at an integration, for programs."""

from typing import Any

import msgspec
from litestar import Request, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.domain.confidential import masked
from backend.domain.grid.filters import GridFilter, read_filter
from backend.domain.line.standing import Standing, standing_of
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.screens.objects.detail import detail
from backend.storage.screens.objects.grid import PAGE, grid_page
from backend.storage.screens.values import Detail, GridRow
from backend.web.access.guards import allow
from backend.web.context import integration_of, shown
from backend.web.objects.explain import explain
from backend.web.problems import problem, refused
from backend.web.requests.paths import key_of

MOST = 1000


@get("/{integration_id:int}/objects")
async def index(request: Request[Any, Any, Any], integration_id: FromPath[int]) -> Response[Any]:
    """A page of objects. `next` goes into `after` of another request, `previous` into `before`; null: there is none."""
    await integration_of(integration_id)
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name != "limit"]
    given, limit = read_filter(pairs), _limit(request.query_params.get("limit"))
    if not isinstance(given, GridFilter) or isinstance(limit, Problem):
        problems = given if isinstance(given, tuple) else ()
        return refused([*problems, *([limit] if isinstance(limit, Problem) else [])], 400)
    page = await grid_page(integration_id, given, limit)
    places = {"next": page.next_cursor, "previous": page.previous_cursor}
    return Response({"objects": [row_content(row) for row in page.rows], **places})


def _limit(text: str | None) -> int | Problem:
    if text is None:
        return PAGE
    if not (text.isdecimal() and len(text) < 10 and 1 <= int(text) <= MOST):
        return Problem("limit", f"expected a number from 1 to {MOST}, got {text[:40]!r}")
    return int(text)


@get("/{integration_id:int}/objects/{kind:str}/{key:str}")
async def show(
    runtime: NamedDependency[Runtime], integration_id: FromPath[int], kind: FromPath[str], key: FromPath[str]
) -> Response[Any]:
    """An object whole: where it stands and why, its attempts, its versions."""
    integration = await integration_of(integration_id)
    found = await detail(integration_id, kind, key_of(key))
    if found is None:
        return problem(404, f"There is no {kind} {key_of(key)} at integration {integration_id}")
    return Response(detail_content(found, shown(runtime, integration).connector_label, standing_of(integration)))


def row_content(row: GridRow) -> dict[str, Any]:
    return msgspec.structs.asdict(row)


def detail_content(found: Detail, third_party: str, line: Standing) -> dict[str, Any]:
    content = msgspec.structs.asdict(found) | {"body": masked(found.body)}
    content.pop("row")
    return {**row_content(found.row), "explanation": explain(found, third_party, line), **content}


router = Router("/integrations", route_handlers=[index, show], guards=[allow(Role.VIEWER)])
