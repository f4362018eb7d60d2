"""The sessions of frames, each opened with one token."""

from datetime import datetime, timedelta

import msgspec

from backend.storage.postgres.database import UNAVAILABLE, query, query_one


class NewSession(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    expires_at: datetime


async def insert(key: int, jti: str, token_hash: bytes, lifetime: timedelta) -> NewSession | None:
    """None: the token was used before, or its key was revoked meanwhile."""
    row = await query_one("embeds_insert_session", key=key, jti=jti, token_hash=token_hash, lifetime=lifetime)
    return msgspec.convert(dict(row), NewSession) if row else None


async def is_live(session: int, token_hash: bytes) -> bool:
    return await query_one("embeds_live_session", id=session, token_hash=token_hash) is not None


async def ended() -> frozenset[int] | None:
    """Those that still look valid. None: the database cannot be asked just now."""
    try:
        return frozenset(row["id"] for row in await query("embeds_ended_sessions"))
    except UNAVAILABLE:
        return None
