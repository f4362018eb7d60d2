"""Let somebody in again who was disabled. Their old sessions stay ended."""

from backend.domain.names import nobody
from backend.domain.objects import Problem
from backend.storage import audits, people
from backend.storage.postgres.database import transaction


async def enable_user(name: str, *, by: str) -> Problem | None:
    """None when it is done; twice is once."""
    async with transaction():
        user = await people.find_user(name)
        if user is None:
            return nobody(name)
        await people.enable_user(user.id)
        await audits.write(by, "user.enabled", subject=name)
    return None
