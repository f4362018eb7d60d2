"""Sign in by a one-time link, which is used up by that."""

from backend.actions.sessions.open_session import OpenedSession, open_session
from backend.runtime import Runtime
from backend.security.tokens import hash_token
from backend.storage import people
from backend.storage.postgres.database import joined


async def open_link(runtime: Runtime, token: str, *, address: str) -> OpenedSession | None:
    """None: the link is unknown, used or older than an hour."""
    async with joined():
        user = await people.use_link(hash_token(token))
        return await open_session(runtime, user, facts={"by": "link", "address": address}) if user else None
