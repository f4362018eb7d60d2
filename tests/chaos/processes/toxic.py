"""A TCP proxy that hurts: one process with a link before each server, told by lines of its input what to do.

`python -m tests.chaos.processes.toxic '{"redis": {"listen": [["127.0.0.1", 7001]], "to": "/run/valkey.sock"}}'`; then
`{"link": "redis", "toxics": {"latency": 0.1}}` for each change. A client that leaves takes its request with it, so that
no byte reaches a server later than its sender believes.
"""

import asyncio
import contextlib
import json
import socket
import struct
import sys
from typing import Any

import uvloop

CHUNK = 65_536
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with RST
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Link:
    """All connections to one server. `toxics`: name → value; what is set holds for open connections, too."""

    def __init__(self, to: str | list[Any]) -> None:
        self.to = to
        self.toxics: dict[str, float] = {}
        self.open: set[asyncio.StreamWriter] = set()

    def change(self, toxics: dict[str, float]) -> None:
        self.toxics = toxics
        if "down" in toxics or "reset_peer" in toxics:
            for writer in list(self.open):
                hang_up(writer, reset="reset_peer" in toxics)

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if "down" in self.toxics:
            hang_up(writer, reset=True)
            return
        try:
            up_reader, up_writer = await self._upstream()
        except OSError:
            hang_up(writer, reset=True)
            return
        ends = {writer, up_writer}
        self.open |= ends
        try:
            await self._pump_both((reader, writer), (up_reader, up_writer))
        finally:
            self.open -= ends
            await asyncio.sleep(self.toxics.get("slow_close", 0))
            for end in ends:
                hang_up(end, reset=False)

    async def _upstream(self) -> Streams:
        if isinstance(self.to, str):
            return await asyncio.open_unix_connection(self.to)
        return await asyncio.open_connection(*self.to)

    async def _pump_both(self, client: Streams, server: Streams) -> None:
        """Until one side is done."""
        pumps = [
            asyncio.create_task(self._pump(client[0], server[1])),
            asyncio.create_task(self._pump(server[0], client[1])),
        ]
        _, left = await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        for pump in left:
            pump.cancel()
        await asyncio.wait(pumps)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while chunk := await reader.read(CHUNK):
                if "timeout" in self.toxics:  # nothing passes; then the connection ends
                    await asyncio.sleep(self.toxics["timeout"])
                    return
                limit = self.toxics.get("limit_data")
                if limit is not None:
                    chunk = chunk[: max(0, int(limit) - passed)]
                await self._pass(chunk, writer)
                passed += len(chunk)
                if limit is not None and passed >= limit:
                    return

    async def _pass(self, chunk: bytes, writer: asyncio.StreamWriter) -> None:
        if self.toxics:
            await asyncio.sleep(self.toxics.get("latency", 0) + len(chunk) / self.toxics.get("bandwidth", float("inf")))
        size = int(self.toxics.get("slicer", 0)) or len(chunk) or 1
        for start in range(0, len(chunk), size):
            writer.write(chunk[start : start + size])
            await writer.drain()
            if size < len(chunk):
                await asyncio.sleep(0)


def hang_up(writer: asyncio.StreamWriter, *, reset: bool) -> None:
    found = writer.get_extra_info("socket")
    if reset and found is not None and found.family != socket.AF_UNIX:
        with contextlib.suppress(OSError):
            found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort() if reset else writer.close()


async def main() -> None:
    """Until the input ends."""
    links = {}
    for name, place in json.loads(sys.argv[1]).items():
        links[name] = Link(place["to"])
        for host, port in place["listen"]:
            await asyncio.start_server(links[name].connected, host, port)
    print("ready", flush=True)
    told = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(told), sys.stdin)
    while line := await told.readline():
        said = json.loads(line)
        links[said["link"]].change(said["toxics"])


if __name__ == "__main__":
    uvloop.run(main())
