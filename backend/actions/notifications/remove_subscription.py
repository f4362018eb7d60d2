"""Somebody is not told any more; what waits for them is dropped."""

from backend.storage import audits
from backend.storage.notifications import subscriptions
from backend.storage.postgres.database import transaction


async def remove_subscription(integration_id: int, number: int, *, by: str) -> bool:
    """Whether there was one of this number."""
    async with transaction():
        place = await subscriptions.delete(integration_id, number)
        if place is not None:
            await audits.write(by, "subscription.removed", integration_id, subject=place.named)
    return place is not None
