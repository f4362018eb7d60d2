"""The audit trail for administrators: a page, and a file."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec
from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException
from litestar.response import Stream

from backend.actions.people.note_audit_export import note_audit_export
from backend.domain.audit.audit_filter import AuditFilter, read_audit_filter
from backend.domain.audit.csv_lines import HEADER, MARK, csv_lines
from backend.domain.audit.deeds import GROUPS
from backend.domain.roles import Role
from backend.storage.screens import integrations
from backend.storage.screens.audit import Act, AuditPage, audit_page, every_page
from backend.storage.screens.people import everybody
from backend.web.access.auth import AnyRequest
from backend.web.access.guards import allow
from backend.web.house import House
from backend.web.people.zone import UTC, zone_of

MOST = 100


@get("/audit")
async def index(house: NamedDependency[House]) -> Response[str]:
    given = read_audit_filter(house.request.query_params)
    known: dict[str, Any] = {"everybody": await everybody(), "every": await integrations.every(), "groups": GROUPS}
    page = AuditPage([], None) if given.problems else await audit_page(given, MOST)
    zone = (given.zone or UTC) if given.has_days else zone_of(house.request)
    return house.draw("people/audit.html", **known, asked=given, zone=zone, deeds=page.acts, next_after=page.after)


@get("/audit.csv")
async def export(house: NamedDependency[House]) -> Stream:
    return await exported(house.request, by=house.client.name)


async def exported(request: AnyRequest, *, by: str) -> Stream:
    """All that the filter finds, not only a page. Raises HTTPException 400 for what cannot be read."""
    given = msgspec.structs.replace(read_audit_filter(request.query_params), after="")
    if given.problems:
        raise HTTPException(status_code=400, detail="; ".join(map(str, given.problems)), extra=list(given.problems))
    await note_audit_export(given.query(), by=by)
    headers = {"content-disposition": 'attachment; filename="audit.csv"'}
    return Stream(_lines(given), media_type="text/csv", headers=headers)


async def _lines(given: AuditFilter) -> AsyncIterator[str]:
    yield MARK + csv_lines([HEADER])
    async for acts in every_page(given):
        yield csv_lines(map(_cells, acts))


def _cells(act: Act) -> list[str]:
    facts = msgspec.json.encode(act.facts).decode() if act.facts else ""
    where = act.integration_name or str(act.integration or "")
    return [act.at.isoformat(timespec="seconds"), act.who, act.action, where, act.subject, str(act.sentence), facts]


router = Router("/", route_handlers=[index, export], guards=[allow(Role.ADMIN)])
