"""What the gateway was asked to do, and how many requests it had in hand at once."""

import time
from datetime import UTC, datetime
from typing import Any

from backend.stand_in.functions.registry import FUNCTIONS


class Stats:
    """Counts since the start or the last reset. Utilisation = busy_seconds / (last - first) / connections."""

    def __init__(self) -> None:
        self.now = 0  # requests in hand
        self.reset()

    def reset(self) -> None:
        """Begin anew; requests that are in hand stay counted as such."""
        self._requests = self._write_requests = self._functions = self._session_requests_mixed = 0
        self._deliveries = self._deliveries_failed = self._deliveries_lost = 0
        self._most = self.now
        self._busy_seconds = 0.0
        self._changed_at = time.monotonic()
        self._first: datetime | None = None
        self._last: datetime | None = None

    def begin(self) -> None:
        self._pass_time()
        self.now += 1
        self._requests += 1
        self._most = max(self._most, self.now)
        self._first = self._first or datetime.now(UTC)

    def end(self) -> None:
        self._pass_time()
        self.now -= 1
        self._last = datetime.now(UTC)

    def count(self, functions: list[str]) -> None:
        """Of a request that arrived, whatever becomes of it."""
        self._write_requests += any(name in FUNCTIONS and FUNCTIONS[name].writes for name in functions)
        self._functions += len(functions)
        self._session_requests_mixed += "getAPISession" in functions and len(functions) > 1

    def delivered(self, *, taken: bool) -> None:
        """One asynchronous answer was posted, and taken or not."""
        self._deliveries += 1
        self._deliveries_failed += not taken

    def lose(self) -> None:
        """One asynchronous request that a stop ended."""
        self._deliveries_lost += 1

    def shown(self) -> dict[str, Any]:
        self._pass_time()
        return {
            "requests": self._requests,
            "write_requests": self._write_requests,
            "functions": self._functions,
            "connections_now": self.now,
            "connections_most": self._most,
            "busy_seconds": round(self._busy_seconds, 6),
            "first_request_at": self._first and self._first.isoformat(),
            "last_request_at": self._last and self._last.isoformat(),
            "session_requests_mixed": self._session_requests_mixed,
            "deliveries": self._deliveries,
            "deliveries_failed": self._deliveries_failed,
            "deliveries_lost": self._deliveries_lost,
        }

    def _pass_time(self) -> None:
        now = time.monotonic()
        self._busy_seconds += self.now * (now - self._changed_at)
        self._changed_at = now
