"""The columns of the list, as a person chose them: kept in their browser, for all integrations."""

from typing import Any

from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException

from backend.domain.grid.layout import KNOWN, Layout, read_layout
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
    chosen = (await screen.request.form()).getall("column", [])
    unknown = [one for one in chosen if one not in KNOWN]
    if unknown:
        raise HTTPException(status_code=400, detail=f"column: expected some of {', '.join(sorted(KNOWN))}")
    answer = back(screen)
    answer.set_cookie(kept(screen.runtime.settings, COOKIE, str(read_layout(".".join(["key", *chosen])))))
    return answer


def layout_of(request: AnyRequest) -> Layout:
    return read_layout(request.cookies.get(COOKIE, ""))


router = Router("/integrations", route_handlers=[update], guards=[allow(Role.VIEWER, looks=True)])
