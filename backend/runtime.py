"""What an open process holds: settings, the database's pool, the bell, connectors, and lines to third parties."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

import msgspec

from backend.connectors.protocol import Connector, Remote
from backend.connectors.registry import CONNECTORS
from backend.domain.instances.recognizing import Witness
from backend.domain.integrations.integration import Integration
from backend.domain.pushes.promises import Promises
from backend.domain.sentence import Sentence
from backend.queue import Bell
from backend.security.seal import unseal
from backend.settings import Settings
from backend.storage.postgres import database
from backend.storage.postgres.engine import PATIENCE_SECONDS

_UPTIME = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # Linux has one that goes on while the machine sleeps


def uptime() -> float:
    """Seconds, on a clock that nobody sets: for deadlines that a sleeping machine must not miss."""
    return time.clock_gettime(_UPTIME)


class NoConnectorError(KeyError):
    """Another Syncline wrote this integration's settings."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.sentence = _NO_CONNECTOR.with_values(name=repr(name))


_NO_CONNECTOR = Sentence("There is no connector %(name)s: another Syncline wrote its settings. Start that one")


class Runtime:
    """One for each process. Web and worker open the same."""

    def __init__(self, settings: Settings, bell: Bell, stack: AsyncExitStack) -> None:
        self.settings = settings
        self.bell = bell
        self.connectors: Mapping[str, Connector] = CONNECTORS
        self.stopping = asyncio.Event()  # set: what runs ends, nothing new begins
        self.witness: Witness | None = None  # what this process knows of its database
        self._stack = stack
        self._done_at: dict[str, float] = {}
        self._lines: dict[tuple[object, ...], Remote] = {}

    def connector(self, integration: Integration) -> Connector:
        """Raises NoConnectorError."""
        if integration.connector not in self.connectors:
            raise NoConnectorError(integration.connector)
        return self.connectors[integration.connector]

    def config(self, integration: Integration) -> Any:
        """The integration's config as its connector's type. Raises msgspec.ValidationError, NoConnectorError."""
        return msgspec.convert(integration.config, self.connector(integration).config)

    def company(self, integration: Integration) -> str:
        """What deduplication keys are made from: the company, not this installation, and not the integration's name."""
        named = self.connector(integration).company(self.config(integration))
        return f"{integration.connector}:{next(iter(named.values()))}"

    def promises(self, integration: Integration) -> Promises:
        return self.connector(integration).promises(self.config(integration))

    def promises_if_usable(self, integration: Integration) -> Promises | None:
        """None where the connector or the settings cannot be used."""
        try:
            return self.promises(integration)
        except (NoConnectorError, msgspec.ValidationError):
            return None

    def quota(self, integration: Integration) -> int | None:
        """Transactions that a month includes, as the connector promises; None also where nobody can say."""
        promises = self.promises_if_usable(integration)
        return promises.quota if promises else None

    def is_time(self, what: str, every: timedelta) -> bool:
        """Whether this process did not do it for so long; saying yes counts as doing it."""
        now = time.monotonic()
        if now - self._done_at.get(what, float("-inf")) < every.total_seconds():
            return False
        self._done_at[what] = now
        return True

    async def line(self, integration: Integration, slot: int, level: str) -> Remote:
        """The open line of a slot at a level; opened once, and anew when the settings changed."""
        settings = msgspec.json.encode((integration.config, integration.secrets), order="sorted")
        name = (integration.id, slot, level, settings)
        if name not in self._lines:
            line = self.connector(integration).open(self.config(integration), self.secrets(integration), level)
            self._lines[name] = await self._stack.enter_async_context(line)
            await self._lines[name].check()  # signs in before there is an intent; a refusal comes again with the push
        return self._lines[name]

    def secrets(self, integration: Integration) -> dict[str, str]:
        """Raises UnsealError."""
        return {name: self.secret(integration, name) for name in integration.secrets}

    def secret(self, integration: Integration, name: str) -> str:
        """Raises UnsealError."""
        return unseal(self.settings.secret, integration.secrets[name], place=secret_place(integration.id, name))


def secret_place(integration: int, name: str) -> str:
    return f"integration/{integration}/{name}"


@asynccontextmanager
async def open_runtime(
    settings: Settings, *, pool_size: int = 10, patience: float = PATIENCE_SECONDS
) -> AsyncIterator[Runtime]:
    """Open what a process needs, and close it in the reverse order. `patience`: for a free connection, in seconds."""
    async with AsyncExitStack() as stack:
        await database.open_pool(settings.database_url, size=pool_size, patience=patience)
        stack.push_async_callback(database.close_pool)
        bell = Bell(settings.redis_url)
        stack.push_async_callback(bell.close)
        yield Runtime(settings, bell, stack)
