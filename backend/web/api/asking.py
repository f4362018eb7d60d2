"""What a handler of an integration's API has at hand when somebody asks it to act: who, and for which integration."""

import msgspec
from litestar.di import NamedDependency
from litestar.params import FromPath

from backend.domain.integrations.integration import Integration
from backend.runtime import Runtime
from backend.web.access.auth import AnyRequest
from backend.web.access.client import Client
from backend.web.context import integration_of


class Asking(msgspec.Struct, frozen=True):
    request: AnyRequest
    runtime: Runtime
    client: Client
    integration_id: int

    async def integration(self) -> Integration:
        """Raises NotFoundException."""
        return await integration_of(self.integration_id)


def provide_asking(
    request: AnyRequest,
    runtime: NamedDependency[Runtime],
    client: NamedDependency[Client],
    integration_id: FromPath[int],
) -> Asking:
    return Asking(request, runtime, client, integration_id)
