"""A person has read what happened since their last visit."""

from backend.storage import visits
from backend.storage.postgres.database import joined


async def dismiss_news(user: int, integration_id: int) -> None:
    """They are told again after their next visit."""
    async with joined():
        await visits.forget_before(user, integration_id)
