"""What the database says of changes: the last NOTIFY heard for each integration, in this process's memory."""

import asyncio
import contextlib
import secrets
from typing import Any

import asyncpg
import structlog

from backend.storage.postgres.database import UNAVAILABLE

log = structlog.get_logger()

CHANNEL = "syncline"
_AGAIN_SECONDS = 1.0
_ASK_SECONDS, _ANSWER_SECONDS = 10.0, 5.0  # a line that died without a word must not pass for silence


class Revisions:
    """The last transaction heard of: every process hears commits in the same order.

    While nobody listens every answer is new, so that nothing is ever taken for unchanged.
    """

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._heard: dict[int, str] = {}
        self._since = ""  # of this connection; "": nobody listens
        self._task: asyncio.Task[None] | None = None

    def of(self, integration: int) -> str:
        return self._heard.get(integration, self._since) or secrets.token_hex(8)

    def start(self) -> None:
        self._task = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _listen(self) -> None:
        while True:
            with contextlib.suppress(*UNAVAILABLE):
                await self._listen_once()
            self._forget()
            log.warning("listen.lost")
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _listen_once(self) -> None:
        """Until the connection is lost."""
        connection = await asyncpg.connect(self._dsn)
        ended = asyncio.Event()
        connection.add_termination_listener(lambda _: ended.set())
        try:
            await connection.add_listener(CHANNEL, self._hear)
            self._since = secrets.token_hex(8)
            while not ended.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(ended.wait(), _ASK_SECONDS)
                await connection.fetchval("SELECT 1", timeout=_ANSWER_SECONDS)
        finally:
            self._forget()
            await connection.close(timeout=1)

    def _hear(self, _connection: Any, _pid: int, _channel: str, payload: str) -> None:
        integration, _, transaction_id = payload.partition(":")
        self._heard[int(integration)] = transaction_id

    def _forget(self) -> None:
        self._heard.clear()
        self._since = ""
