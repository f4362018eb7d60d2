"""Many requests over a few connections that stay open, with little work of its own."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
import uvloop

_LENGTH = b"content-length: "


class Load(msgspec.Struct):
    """What was answered."""

    done: int = 0
    bytes: int = 0
    statuses: Counter[int] = msgspec.field(default_factory=Counter)


def load(port: int, paths: Sequence[str], headers: Mapping[str, str], *, seconds: float, connections: int = 4) -> Load:
    """Ask for one path after the other, round and round, until the time is up."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    requests = itertools.cycle([f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode() for path in paths])
    counted = Load()

    async def ask_all() -> None:
        ends = time.monotonic() + seconds
        await asyncio.gather(*(_ask(port, requests, ends, counted) for _ in range(connections)))

    uvloop.run(ask_all())
    return counted


async def _ask(port: int, requests: "itertools.cycle[bytes]", ends: float, counted: Load) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    while time.monotonic() < ends:
        writer.write(next(requests))
        head = await reader.readuntil(b"\r\n\r\n")
        size = _size(head)
        if size:
            await reader.readexactly(size)
        counted.done += 1
        counted.bytes += len(head) + size
        counted.statuses[int(head[9:12])] += 1
    writer.close()
    await writer.wait_closed()


def _size(head: bytes) -> int:
    _, found, rest = head.lower().partition(_LENGTH)
    return int(rest.partition(b"\r\n")[0]) if found else 0
