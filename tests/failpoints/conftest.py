"""Lanes that play all cases that were asked for, at once; each test reads what became of its own."""

import asyncio
import faulthandler
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

import asyncpg
import msgspec
import pytest

from backend.embedded import postgres
from backend.embedded.servers import Servers, start_servers
from tests.failpoints.cases import Case
from tests.failpoints.lanes.lane import LaneOrder, Told
from tests.failpoints.lanes.oracle import HISTORY
from tests.journeys.demo import ROOT, eventually, outside

LANES = int(os.environ.get("LANES", "16"))
PLAYED_WITHIN_SECONDS = 1800


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="syncline-"))  # short: sockets lie in it
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def servers(home: Path) -> Iterator[Servers]:
    """Its own: no server of the tests allows so many connections."""
    with patch.dict(postgres.SETTINGS, max_connections="400"):
        started = start_servers(home / "servers", fsync=False)
    yield started
    started.stop()


@pytest.fixture(scope="session")
def told(home: Path, servers: Servers, request: pytest.FixtureRequest) -> Mapping[str, Told]:
    """By the names of all cases that this run has tests of."""
    found = [item.callspec.params.get("case") for item in request.session.items if hasattr(item, "callspec")]
    return play([case for case in found if isinstance(case, Case)], home, servers)


def play(cases: Sequence[Case], home: Path, servers: Servers) -> dict[str, Told]:
    faulthandler.cancel_dump_traceback_later()  # all together take longer than a test may; what hangs ends below
    began = time.monotonic()
    env = outside() | {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url, "SYNCLINE_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "backend", "migrate"], cwd=ROOT, env=env, check=True)
    shared = home / "told"
    shared.mkdir()
    lanes = min(LANES, len(cases))
    asyncio.run(_databases(servers.database_url, lanes))
    orders = [_order(number, home, shared, env, cases) for number in range(lanes)]
    with (home / "nursery.log").open("w") as log, subprocess.Popen(
        [sys.executable, "-m", "tests.failpoints.lanes.nursery"],
        cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
    ) as nursery:  # fmt: skip
        pids = [_start(nursery, order) for order in orders]
        eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids), seconds=PLAYED_WITHIN_SECONDS)
        nursery.communicate()
    told = [msgspec.json.decode(file.read_bytes(), type=Told) for file in shared.glob("*.json")]
    print(f"\n{len(told)} cases in {lanes} lanes: {time.monotonic() - began:.0f} s")
    if keep := os.environ.get("KEEP_LANES"):
        shutil.copytree(home, keep, ignore=shutil.ignore_patterns("servers"), dirs_exist_ok=True)
    return {one.name: one for one in told}


async def _databases(url: str, lanes: int) -> None:
    for statement in [HISTORY, *(f"CREATE DATABASE lane_{number} TEMPLATE syncline" for number in range(lanes))]:
        connection = await asyncpg.connect(url if statement is HISTORY else _at(url, "postgres"))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


def _at(url: str, database: str) -> str:
    base, _, options = url.partition("?")
    return f"{base.rsplit('/', 1)[0]}/{database}?{options}"


def _order(number: int, home: Path, shared: Path, env: dict[str, str], cases: Sequence[Case]) -> LaneOrder:
    own = home / f"lane-{number}"
    own.mkdir()
    own_env = {"DATABASE_URL": _at(env["DATABASE_URL"], f"lane_{number}"), "SYNCLINE_HOME": str(own)}
    return LaneOrder(number=number, home=str(own), shared=str(shared), env=own_env, cases=cases)


def _start(nursery: subprocess.Popen[str], order: LaneOrder) -> int:
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(msgspec.json.encode(order).decode() + "\n")
    nursery.stdin.flush()
    return int(nursery.stdout.readline())
