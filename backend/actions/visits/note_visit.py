"""Note that a person is at an integration."""

from backend.storage import visits
from backend.storage.postgres.database import joined
from backend.storage.visits import Visit


async def note_visit(user: int, integration_id: int) -> Visit | None:
    """Written every few minutes at most."""
    visit = await visits.read(user, integration_id)
    if visit and not visit.due:
        return visit
    async with joined():
        await visits.note(user, integration_id, await visits.open_causes(integration_id))
        return await visits.read(user, integration_id)
