"""Objects at an integration as a file, for programs."""

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Stream

from backend.domain.roles import Role
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.objects.exporting import exported


@get("/{integration_id:int}/objects.csv")
async def export(request: AnyRequest, client: NamedDependency[Client], integration_id: FromPath[int]) -> Stream:
    """Every object that the filter finds, as CSV."""
    return await exported(request, integration_id, by=client.name)


router = Router("/integrations", route_handlers=[export], guards=[allow(Role.VIEWER)])
