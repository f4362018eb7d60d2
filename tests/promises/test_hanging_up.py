"""A client that goes away before it is answered: what it handed over is there exactly if it was committed."""

import asyncio
import json
import socket
import struct
from collections import Counter
from typing import Any

import asyncpg
import pytest

from tests.journeys.demo import eventually
from tests.promises.system import System

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing sends RST
WAITING = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"
HANDED_OVER = "SELECT count(*) FROM object_version v JOIN object o ON o.id = v.object WHERE o.key LIKE '{}-%'"


def classes(prefix: str) -> list[dict[str, Any]]:
    return [{"kind": "class", "key": f"{prefix}-{n}", "body": {"name": "Öle"}, "version": 1} for n in range(20)]


def posting(system: System, objects: list[dict[str, Any]]) -> tuple[bytes, bytes]:
    """(head, body) of the request."""
    body = json.dumps(objects).encode()
    head = f"POST /api/v1/objects HTTP/1.1\r\nhost: {system.web.base_url.host}:{system.web.base_url.port}\r\n"
    head += (
        f"authorization: Bearer {system.key}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode(), body


def connected(system: System) -> socket.socket:
    line = socket.create_connection((system.web.base_url.host, system.web.base_url.port), timeout=30)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    return line


def test_who_hangs_up_in_the_middle_handed_nothing_over_and_may_say_it_again(system: System) -> None:
    objects = classes("HALF")
    head, body = posting(system, objects)
    with connected(system) as line:
        line.sendall(head + body[: len(body) // 2])
    system.hand_over(classes("AFTER"))  # the web goes on
    assert system.ask(HANDED_OVER.format("HALF")) == 0

    system.hand_over(objects)
    assert system.ask(HANDED_OVER.format("HALF")) == len(objects)


@pytest.mark.parametrize("commits", [True, False], ids=["committed", "rolled back"])
def test_who_hangs_up_before_the_answer_handed_over_all_or_nothing_and_may_say_it_again(
    system: System, *, commits: bool
) -> None:
    """The client is gone before the transaction ends: then it is let go on, or its connection is cut."""
    objects = classes(f"GONE{commits}")
    count = HANDED_OVER.format(f"GONE{commits}")
    asyncio.run(_hang_up(system, objects, commits=commits))

    stored = len(objects) if commits else 0
    eventually(lambda: system.ask(count) == stored and not system.ask(WAITING))
    again = system.call("POST", "/objects", json=objects)

    assert (again["refused"], system.ask(count)) == (0, len(objects))
    receipts = Counter(one["receipt"] for one in again["results"])
    assert receipts == {"unchanged" if commits else "created": len(objects)}


async def _hang_up(system: System, objects: list[dict[str, Any]], *, commits: bool) -> None:
    """While the web waits in its transaction for a lock that we hold."""
    holder = await asyncpg.connect(system.env["DATABASE_URL"])
    try:
        async with holder.transaction():
            await holder.execute("LOCK TABLE object_version IN EXCLUSIVE MODE")
            with connected(system) as line:
                line.sendall(b"".join(posting(system, objects)))
                async with asyncio.timeout(60):
                    while not await holder.fetchval(WAITING):
                        await asyncio.sleep(0.01)
            if not commits:
                await holder.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted")
    finally:
        await holder.close()
