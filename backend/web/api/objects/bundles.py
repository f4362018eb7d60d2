"""The support bundle of one object, for programs."""

from typing import Any

from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.domain.objects import ObjectRef
from backend.domain.roles import Role
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.objects.bundles import bundled
from backend.web.requests.paths import key_of


@post("/{integration_id:int}/objects/{kind:str}/{key:str}/bundle", status_code=200)
async def take(
    client: NamedDependency[Client], integration_id: FromPath[int], kind: FromPath[str], key: FromPath[str]
) -> Response[Any]:
    """What support needs to know of an object: no body, no secret, no value of a request. It is in the audit trail."""
    return await bundled(integration_id, ObjectRef(kind, key_of(key)), by=client.name)


router = Router("/integrations", route_handlers=[take], guards=[allow(Role.OPERATOR, looks=True)])
