"""Say it where a value map named what the third party does not have. Reads maps only when something is missing."""

from collections.abc import Mapping

from msgspec.structs import replace

from backend.domain.integrations.integration import Integration
from backend.domain.maps.blaming import with_entry
from backend.domain.protocol.events import Answered, Delivered
from backend.storage import integrations

Answer = Answered | Delivered


async def blame_maps(integration: Integration, events: Mapping[int, Answer]) -> Mapping[int, Answer]:
    """By binding: the maps as they are now, which a person would correct."""
    if not any(event.outcome.missing for event in events.values()):
        return events
    maps = await integrations.maps(integration.id)
    return {id_: replace(event, outcome=with_entry(event.outcome, maps)) for id_, event in events.items()}
