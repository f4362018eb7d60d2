"""The integration of an address, and how pages show one."""

from collections.abc import Sequence

import msgspec
from litestar.exceptions import NotFoundException

from backend.domain.integrations.integration import Integration
from backend.domain.own_columns.column import OwnColumn
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.storage.screens import integrations as screens


class ShownIntegration(msgspec.Struct, frozen=True):
    id: int
    name: str
    connector: str
    connector_label: str
    demo: bool  # nothing leaves this machine
    source_url: str = ""  # of an object in the ERP, as the settings have it
    own_columns: tuple[OwnColumn, ...] = ()


async def integration_of(integration_id: int) -> Integration:
    """Raises NotFoundException."""
    integration = await screens.read(integration_id)
    return found_in([integration] if integration else [], integration_id)


def found_in(integrations: Sequence[Integration], integration_id: int) -> Integration:
    """Raises NotFoundException."""
    for one in integrations:
        if one.id == integration_id:
            return one
    raise NotFoundException(detail=Sentence("There is no integration %(number)s", number=integration_id))


def shown(runtime: Runtime, integration: Integration) -> ShownIntegration:
    connector = runtime.connectors.get(integration.connector)  # None: another Syncline has it
    demo = connector is not None and runtime.settings.demo and connector.stays_here(runtime.config(integration))
    label = connector.label if connector else integration.connector
    return ShownIntegration(
        *(integration.id, integration.name, integration.connector, label, demo),
        *(integration.source_url, integration.own_columns),
    )
