"""However often the bell rings, and whoever dies: never more connections at once than are allowed."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.actions.integrations.create_integration import create_integration
from backend.cli.servers.preparing import COMPANY, PASSWORDS
from backend.cli.servers.processes import Process
from backend.queue import Bell
from backend.runtime import open_runtime
from backend.settings import Settings
from tests.journeys.company import make_company
from tests.journeys.demo import eventually, free_ports
from tests.promises.system import QUICK, System

ALLOWED = (1, 2, 4)
RINGS = 10
CALL_SECONDS = 1.0
GO_ON_RINGING_SECONDS = 4  # while the killed worker's calls are still executed


@pytest.fixture(scope="module")
def books(system: System, home: Path) -> Iterator[dict[int, httpx.Client]]:
    """For each number of connections: an integration that allows it, and the admin of its own stand-in."""
    with ExitStack() as stack:
        clients = {}
        for allowed in ALLOWED:
            port, _ = free_ports()
            name = f"stand-in-{allowed}"
            command = ["backend.stand_in", "--home", str(home / name), "--port", str(port)]
            command += ["--latency-ms", str(CALL_SECONDS * 1000)]
            process = Process(name, command, env=system.env, log=home / f"{name}.log")
            stack.callback(process.stop)
            clients[asyncio.run(_integrate(system, allowed, port))] = stack.enter_context(_admin(port))
        yield clients


def _admin(port: int) -> httpx.Client:
    return httpx.Client(base_url=f"http://127.0.0.1:{port}/admin", trust_env=False)


async def _integrate(system: System, allowed: int, port: int) -> int:
    config = COMPANY | QUICK | {"call_timeout_seconds": 5, "endpoint": f"http://127.0.0.1:{port}/ia/xml/xmlgw.phtml"}
    settings = {"config": config, "secrets": PASSWORDS, "connections_allowed": allowed, "batch_size": 2}
    async with open_runtime(Settings.from_env(system.env), pool_size=2) as runtime:
        made = await create_integration(
            runtime, name=f"{allowed} allowed", connector="sage_intacct", settings=settings, by="tests"
        )
    assert isinstance(made, int), made
    return made


def test_there_are_never_more_connections_than_allowed(system: System, books: dict[int, httpx.Client]) -> None:
    classes = [one for one in make_company() if one["kind"] == "class"]
    many = [one | {"key": f"{one['key']} {n}"} for one in classes for n in range(4)]
    system.hand_over(many)
    slots = [(integration, n + 1) for integration, allowed in zip(books, ALLOWED, strict=True) for n in range(allowed)]
    first, _second = system.start_worker(), system.start_worker()
    for integration in books:
        system.call("POST", f"/integrations/{integration}/syncs", json={"all": True})
    asyncio.run(ring(system, slots))
    eventually(lambda: all(stats(one)["writes"] for one in books.values()), said=lambda: said(books))

    eventually(lambda: all(stats(one)["connections_now"] for one in books.values()))
    system.kill_worker(first)
    ends = time.monotonic() + GO_ON_RINGING_SECONDS
    while time.monotonic() < ends:
        asyncio.run(ring(system, slots))
        time.sleep(0.2)

    eventually(lambda: all(stats(one)["writes"] == len(many) for one in books.values()), said=lambda: said(books))
    eventually(lambda: all(in_step(system, integration) for integration in books))
    assert [stats(one)["connections_most"] for one in books.values()] == list(ALLOWED)


async def ring(system: System, slots: list[tuple[int, int]]) -> None:
    bell = Bell(system.env["REDIS_URL"])
    for _ in range(RINGS):
        await bell.ring(slots)
    await bell.close()


def stats(admin: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = admin.get("/stats").raise_for_status().json()
    return found


def said(books: dict[int, httpx.Client]) -> list[dict[str, Any]]:
    return [stats(one) for one in books.values()]


def in_step(system: System, integration: int) -> bool:
    statuses = system.call("GET", f"/integrations/{integration}/progress")["statuses"]
    return {name for name, count in statuses.items() if count} == {"success"}
