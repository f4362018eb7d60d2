"""An administrator says that all which was made after the backup is known again: creations need no look any more."""

from backend.domain.integrations.integration import Integration
from backend.domain.objects import Problem
from backend.storage import audits
from backend.storage.instances import restorations
from backend.storage.postgres.database import transaction


async def end_restoration(integration: Integration, *, by: str) -> str | Problem:
    if integration.restored_at is None:
        return Problem(
            "integration", "There is nothing to end: its database was not restored, or that was ended before"
        )
    if integration.held_reason is not None:
        return Problem(
            "integration", "It is held: release it first. What was sent is looked up then, and this can be ended"
        )
    async with transaction():
        if not await restorations.end(integration.id):
            return Problem("integration", "Its objects are still being marked to be looked up: try again in a moment")
        await audits.write(by, "restoration.ended", integration.id)
    return "From now on objects are created without a look before."
