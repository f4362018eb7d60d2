"""An administrator says that all which was made after the backup is known again: creations need no look any more."""

from backend.domain.integrations.integration import Integration
from backend.domain.objects import Problem
from backend.storage import audits
from backend.storage.instances import restorations
from backend.storage.postgres.database import transaction


async def end_restoration(integration: Integration, *, by: str) -> str | Problem:
    if integration.restored_at is None:
        return Problem("integration", "It looks nothing up before it is created: its database was not restored")
    if integration.held_reason is not None:
        return Problem("integration", "It is held: release it first, then what was sent is looked up")
    async with transaction():
        if not await restorations.end(integration.id):
            return Problem("integration", "It is being marked for its look-ups: try again in a moment")
        await audits.write(by, "restoration.ended", integration.id)
    return "From now on objects are created without a look before."
