"""A line to PostgreSQL that breaks at a COMMIT, or where intents are committed by one statement: before the server gets
it, or after it was done."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum
from urllib.parse import parse_qs, quote, urlsplit

_READ = 65536
_COMMITS_ITSELF = b"UPDATE binding b SET\n    phase = 'sent'"
_LAST = (b"Q", b"S")  # of what belongs together: a query by itself, or the end of one that was prepared


class Loses(Enum):
    REQUEST = "the request"
    ANSWER = "the answer"


class CommitProxy:
    """`lose` arms it for one COMMIT; the other lines stay whole."""

    def __init__(self, dsn: str) -> None:
        self._parts = urlsplit(dsn)
        self._what: Loses | None = None
        self._left = 0
        self._server: asyncio.Server | None = None

    def lose(self, what: Loses, *, after: int = 0) -> None:
        """`after`: so many commits come through first."""
        self._what, self._left = what, after

    @property
    def armed(self) -> bool:
        """Nothing was lost yet."""
        return self._what is not None

    def disarm(self) -> None:
        self._what = None

    async def start(self) -> str:
        """The address that leads through it."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        user = f"{quote(self._parts.username or '')}{':' + self._parts.password if self._parts.password else ''}"
        return f"postgresql://{user}@127.0.0.1:{port}{self._parts.path}?sslmode=disable"

    async def stop(self) -> None:
        assert self._server is not None
        self._server.close()

    async def _serve(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        server, to_server = await self._upstream()
        answers = asyncio.create_task(_pass_on(server, to_client))
        try:
            await self._requests(client, to_server, server, answers)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            answers.cancel()
            to_server.close()
            to_client.close()

    async def _upstream(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        folder = parse_qs(self._parts.query).get("host")
        port = self._parts.port or 5432
        if folder:
            return await asyncio.open_unix_connection(f"{folder[0]}/.s.PGSQL.{port}")
        return await asyncio.open_connection(self._parts.hostname, port)

    async def _requests(
        self,
        client: asyncio.StreamReader,
        to_server: asyncio.StreamWriter,
        server: asyncio.StreamReader,
        answers: "asyncio.Task[None]",
    ) -> None:
        """Until the client ends, or the COMMIT that is to be lost comes."""
        to_server.write(await _message(client, named=False))
        prepared: set[bytes] = set()
        while True:
            message = await _message(client, named=True)
            lost = self._lost(message, prepared)
            if lost is Loses.REQUEST:
                return
            if lost is Loses.ANSWER:
                answers.cancel()
                await asyncio.wait([answers])
                to_server.write(message)
                while message[:1] not in _LAST:
                    message = await _message(client, named=True)
                    to_server.write(message)
                await server.read(_READ)  # it was done
                return
            to_server.write(message)
            await to_server.drain()

    def _lost(self, message: bytes, prepared: set[bytes]) -> Loses | None:
        """`prepared`: names of this line's statements that commit by themselves."""
        name, *query = message[5:].split(b"\0", 2)
        if message[:1] == b"P" and _COMMITS_ITSELF in query[0]:
            prepared.add(name)
        commits = message[5:].startswith(b"COMMIT") or (message[:1] == b"B" and query[0] in prepared)
        if self._what is None or not commits:
            return None
        self._left -= 1
        if self._left >= 0:
            return None
        what, self._what = self._what, None
        return what


async def _message(reader: asyncio.StreamReader, *, named: bool) -> bytes:
    """One whole message; the very first one has no type."""
    head = await reader.readexactly(5 if named else 4)
    return head + await reader.readexactly(int.from_bytes(head[-4:]) - 4)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while content := await reader.read(_READ):
            writer.write(content)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def through_proxy(dsn: str) -> AsyncIterator[tuple[CommitProxy, str]]:
    proxy = CommitProxy(dsn)
    try:
        yield proxy, await proxy.start()
    finally:
        await proxy.stop()
