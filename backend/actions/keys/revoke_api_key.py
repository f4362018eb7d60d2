"""Make a key worthless; every process knows within five seconds."""

from backend.storage import audits, people
from backend.storage.postgres.database import transaction


async def revoke_api_key(name: str, *, by: str) -> bool:
    """Whether there was such a key."""
    async with transaction():
        revoked = await people.revoke_key(name)
        if revoked:
            await audits.write(by, "api_key.revoked", subject=name)
    return revoked
