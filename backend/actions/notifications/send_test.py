"""A notification that says only that it is one: whether the way is right."""

from backend.actions.notifications.message_of import message_of_test
from backend.domain.integrations.integration import Integration
from backend.runtime import Runtime
from backend.storage import audits
from backend.storage.notifications import subscriptions
from backend.storage.postgres.database import transaction


async def send_test(runtime: Runtime, integration: Integration, number: int, *, by: str) -> bool:
    """Whether there is a subscription of this number. A worker sends it within seconds."""
    async with transaction():
        place = await subscriptions.read(integration.id, number)
        if place is not None:
            await subscriptions.insert_test(number, message_of_test(runtime, integration))
            await audits.write(by, "subscription.tested", integration.id, subject=place.named)
    return place is not None
