"""The sessions that ended before they expire, known in every process without asking at each request."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

from backend.storage import people
from backend.web.access.repeating import repeated

TRUSTED_SECONDS = 5.0
_REFRESH_SECONDS = 2.0

log = structlog.get_logger()


class Revoked:
    """Trusted for five seconds after it was read; then, and before the first reading, each request asks Postgres."""

    def __init__(self, read: Callable[[], Awaitable[frozenset[int] | None]] = people.ended_sessions) -> None:
        self._read = read
        self._ended: frozenset[int] = frozenset()
        self._read_at = float("-inf")

    def vouches_for(self, session: int) -> bool:
        """Whether this is known, without a database, to be an open session."""
        return time.monotonic() - self._read_at < TRUSTED_SECONDS and session not in self._ended

    def add(self, session: int) -> None:
        """Known here at once; elsewhere after the next reading."""
        self._ended |= {session}

    async def refresh(self) -> None:
        began = time.monotonic()
        ended = await self._read()
        if ended is None:
            log.warning("sessions.unread")
            return
        self._ended, self._read_at = ended, began

    @asynccontextmanager
    async def kept_fresh(self) -> AsyncIterator[None]:
        """As long as it is open. The database's pool must be open around it."""
        await self.refresh()
        async with repeated(self.refresh, seconds=_REFRESH_SECONDS):
            yield
