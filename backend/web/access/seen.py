"""Who asked lately, gathered in memory: no request waits for it, and it is stored now and then."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from backend.actions.sessions.note_seen import note_seen
from backend.storage.postgres.database_errors import UNAVAILABLE
from backend.web.access.repeating import repeated

_SECONDS = 30.0


class Seen:
    def __init__(self) -> None:
        self._people: set[int] = set()
        self._keys: set[int] = set()

    def person(self, id_: int) -> None:
        self._people.add(id_)

    def key(self, id_: int) -> None:
        self._keys.add(id_)

    async def store(self) -> None:
        """What cannot be stored now is forgotten: it says when somebody was here, and they will be again."""
        people, keys = self._people, self._keys
        self._people, self._keys = set(), set()
        if people or keys:
            with suppress(*UNAVAILABLE):
                await note_seen(people, keys)

    @asynccontextmanager
    async def kept_stored(self) -> AsyncIterator[None]:
        """As long as it is open. The database's pool must be open around it."""
        try:
            async with repeated(self.store, seconds=_SECONDS):
                yield
        finally:
            await self.store()
