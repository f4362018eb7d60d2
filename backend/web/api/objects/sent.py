"""What would be sent of an object now, and one request of what was: for programs."""

from typing import Any

import msgspec
from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from backend.actions.blamed_fields import blamed_fields
from backend.actions.preview_push import preview_push
from backend.domain.integrations.integration import Integration
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.screens.objects.attempts import exchange
from backend.storage.screens.objects.detail import detail
from backend.storage.screens.values import Detail
from backend.web.access.guards import allow
from backend.web.context import integration_of
from backend.web.objects.concealing import concealed, names_there
from backend.web.problems import problem
from backend.web.requests.paths import key_of


@get("/{integration_id:int}/objects/{kind:str}/{key:str}/preview")
async def preview(
    runtime: NamedDependency[Runtime], integration_id: FromPath[int], kind: FromPath[str], key: FromPath[str]
) -> Response[Any]:
    """The same code as the push; nothing is written or sent."""
    integration, found = await _found(integration_id, kind, key)
    shown = concealed(
        await preview_push(runtime, integration_id, found.row.id), found, names_there(runtime, integration)
    )
    blamed = await blamed_fields(runtime, integration_id, found.row.id)
    return Response({**msgspec.structs.asdict(shown), "blamed": sorted(blamed)} if shown else None)


@get("/{integration_id:int}/objects/{kind:str}/{key:str}/exchanges/{number:int}")
async def show(
    runtime: NamedDependency[Runtime],
    integration_id: FromPath[int],
    kind: FromPath[str],
    key: FromPath[str],
    number: FromPath[int],
) -> Response[Any]:
    """`number`: the `exchange` of one of its attempts."""
    integration, found = await _found(integration_id, kind, key)
    sent = concealed(await exchange(found.row.id, number), found, names_there(runtime, integration))
    if sent is None:
        return problem(404, f"No attempt at {kind} {key_of(key)} has an exchange {number}")
    return Response(msgspec.structs.asdict(sent))


async def _found(integration_id: int, kind: str, key: str) -> tuple[Integration, Detail]:
    """Raises NotFoundException."""
    integration = await integration_of(integration_id)
    found = await detail(integration_id, kind, key_of(key))
    if found is None:
        raise NotFoundException(f"There is no {kind} {key_of(key)} at integration {integration_id}")
    return integration, found


router = Router("/integrations", route_handlers=[preview, show], guards=[allow(Role.VIEWER)])
