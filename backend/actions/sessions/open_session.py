"""A new session of a person, and the cookie's value that proves it. Joins the caller's transaction."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from backend.runtime import Runtime
from backend.security.tokens import SessionTokens, SignedSession, hash_token, new_token
from backend.storage import audits, people
from backend.storage.postgres.database import joined

LIFETIME = timedelta(days=7)


class OpenedSession(msgspec.Struct, frozen=True, kw_only=True):
    token: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"OpenedSession(expires_at={self.expires_at})"


async def open_session(
    runtime: Runtime, user: int, *, facts: dict[str, Any], password_hash: str | None = None
) -> OpenedSession | None:
    """Always a session of its own: whatever the browser brought is not continued. `password_hash`: what was checked.
    None: this person may not sign in, or not with that any more."""
    proof = new_token()
    async with joined():
        session = await people.insert_session(user, hash_token(proof), LIFETIME, password_hash=password_hash)
        if session is None:
            return None
        await audits.write(session.name, "session.opened", subject=session.name, facts={**facts, "session": session.id})
    signed = SignedSession(
        session_id=session.id,
        user_id=user,
        role=session.role,
        name=session.name,
        expires=int(session.expires_at.timestamp()),
        proof=proof,
    )
    return OpenedSession(token=SessionTokens(runtime.settings.secret).sign(signed), expires_at=session.expires_at)
