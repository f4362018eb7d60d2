"""Make an embed key worthless, and end the sessions that it opened; every process knows within five seconds."""

from backend.storage import audits
from backend.storage.embeds import keys
from backend.storage.postgres.database import transaction


async def revoke_embed_key(name: str, *, by: str) -> bool:
    """Whether there was such a key."""
    async with transaction():
        revoked = await keys.revoke(name)
        if revoked:
            await audits.write(by, "embed_key.revoked", subject=name)
    return revoked
