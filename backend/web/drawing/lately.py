"""One reading for all who look within a moment, as long as nothing was heard of a change."""

import time
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

import msgspec

_SECONDS = 2.0  # what no NOTIFY tells of (a worker that died, the time, a setting) is seen after this
_MOST_KEPT = 1_000


class _Reading(msgspec.Struct, frozen=True):
    heard: str
    at: float
    value: Any


class Lately:
    """In this process's memory, until somebody changes something through this process, or it hears of a change."""

    def __init__(self, heard: Callable[[int], str]) -> None:
        self._heard = heard
        self._kept: dict[tuple[int, Hashable], _Reading] = {}
        self._changes = 0  # that people made through this process

    async def get(self, integration: int, name: Hashable, read: Callable[[], Awaitable[Any]]) -> Any:
        """What `read` answered while the same was heard of the integration, or answers now."""
        heard, now = self._heard(integration), time.monotonic()
        kept = self._kept.get((integration, name))
        if kept is None or kept.heard != heard or now - kept.at > _SECONDS:
            changes = self._changes
            kept = _Reading(heard, now, await read())
            if changes == self._changes:  # else it may have been read before the last change
                self._keep(integration, name, kept)
        return kept.value

    def _keep(self, integration: int, name: Hashable, reading: _Reading) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[integration, name] = reading

    def forget(self) -> None:
        """Who has just changed something is shown it, also before it is heard of."""
        self._changes += 1
        self._kept.clear()
