"""The support bundle of one object, as a file."""

import re
from typing import Any

from litestar import MediaType, Response, Router, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.actions.make_bundle import make_bundle
from backend.domain.objects import ObjectRef
from backend.domain.roles import Role
from backend.web.access.client import Client
from backend.web.access.guards import allow
from backend.web.context import integration_of
from backend.web.requests.paths import key_of


@post("/{integration_id:int}/bundles/{kind:str}/{key:str}", status_code=200)
async def take(
    client: NamedDependency[Client], integration_id: FromPath[int], kind: FromPath[str], key: FromPath[str]
) -> Response[Any]:
    return await bundled(integration_id, ObjectRef(kind, key_of(key)), by=client.name)


async def bundled(integration_id: int, ref: ObjectRef, *, by: str) -> Response[Any]:
    """Raises NotFoundException."""
    made = await make_bundle(await integration_of(integration_id), ref, by=by)
    if made is None:
        raise NotFoundException(f"There is no {ref} at integration {integration_id}")
    name = re.sub(r"[^A-Za-z0-9-]+", "-", f"{ref.kind}-{ref.key}").strip("-")[:80]
    headers = {"content-disposition": f'attachment; filename="syncline-{name}.json"', "cache-control": "no-store"}
    return Response(made, media_type=MediaType.JSON, headers=headers)


router = Router("/integrations", route_handlers=[take], guards=[allow(Role.OPERATOR, looks=True)])
