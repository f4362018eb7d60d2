"""The columns of the list, as a person chose them: kept in their browser, for all integrations."""

from typing import Any

from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from msgspec.structs import replace

from backend.domain.grid.layout import KNOWN, Layout, read_layout
from backend.domain.integrations.integration import Integration
from backend.domain.own_columns.column import heads
from backend.domain.roles import Role
from backend.web.access.auth import AnyRequest
from backend.web.access.cookies import kept
from backend.web.access.guards import allow
from backend.web.objects.going_back import back
from backend.web.screen import Screen

COOKIE = "syncline_columns"


@post("/{integration_id:int}/columns", status_code=200)
async def update(screen: NamedDependency[Screen]) -> Response[Any]:
    """Raises HTTPException 400 for a column that there is not."""
    integration, chosen = await screen.integration(), (await screen.request.form()).getall("column", [])
    own = {one.token for one in integration.own_columns}
    unknown = [one for one in chosen if one not in KNOWN | own]
    if unknown:
        raise HTTPException(status_code=400, detail=f"column: expected some of {', '.join(sorted(KNOWN | own))}")
    elsewhere = [one for one in layout_of(screen.request).own if one not in own]
    answer = back(screen)
    layout = read_layout(".".join(["key", *chosen, *elsewhere]))
    answer.set_cookie(kept(screen.runtime.settings, COOKIE, str(layout)))
    return answer


def layout_of(request: AnyRequest) -> Layout:
    """As it is kept, with columns that only other integrations have."""
    return read_layout(request.cookies.get(COOKIE, ""))


def narrowed(layout: Layout, integration: Integration) -> Layout:
    """Of its own columns those that it has, in its order."""
    return replace(layout, own=tuple(one.token for one in heads(integration.own_columns, layout.own)))


router = Router("/integrations", route_handlers=[update], guards=[allow(Role.VIEWER, looks=True)])
