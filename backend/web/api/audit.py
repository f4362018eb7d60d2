"""The audit trail as a file, for programs that keep it elsewhere."""

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.response import Stream

from backend.domain.roles import Role
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.people.audit import exported


@get("/audit.csv")
async def export(request: AnyRequest, client: NamedDependency[Client]) -> Stream:
    return await exported(request, by=client.name)


router = Router("/", route_handlers=[export], guards=[allow(Role.ADMIN)])
