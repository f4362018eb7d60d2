"""A home for embedded servers, and hands to start, kill and question them."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from backend.embedded.servers import Servers, start_servers

ROOT = Path(__file__).parents[2]


@pytest.fixture
def empty_home() -> Iterator[Path]:
    # A short path on purpose: pytest's own temporary folders are too deep for sockets.
    folder = Path(tempfile.mkdtemp(prefix="syncline-"))
    folder.chmod(0o755)  # where root has to become nobody, nobody must get through
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """One home for all tests of a file: a first start takes a second, and each later one proves the last stop."""
    folder = Path(tempfile.mkdtemp(prefix="syncline-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def start(home: Path) -> Iterator[Callable[[], Servers]]:
    started: list[Servers] = []

    def _start() -> Servers:
        started.append(start_servers(home, fsync=False))
        return started[-1]

    yield _start
    for servers in started:
        servers.stop()


@pytest.fixture
def supervise(home: Path) -> Iterator[Callable[..., "Supervisor"]]:
    started: list[Supervisor] = []

    def _supervise(**environment: str) -> Supervisor:
        started.append(Supervisor(home, environment))
        return started[-1]

    yield _supervise
    for supervisor in started:
        supervisor.close()


class Supervisor:
    """The process of `supervisor.py`, ready when the constructor returns."""

    def __init__(self, home: Path, environment: dict[str, str]):
        command = [sys.executable, "-m", "tests.embedded.supervisor", str(home)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.process = subprocess.Popen(command, text=True, cwd=ROOT, env=os.environ | environment, **pipes)
        line = self.process.stdout.readline()
        said = json.loads(line) if line else {}
        self.database_url: str = said.get("database_url", "")
        self.pids: dict[str, int] = said.get("pids", {})

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def kill_the_whole_tree(self) -> None:
        # Stopped first, so that no server has time to shut down in its orderly way; each one leads a group.
        groups = [group for server in self.pids.values() for group in (server, *children_of(server))]
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in groups:
                with suppress(ProcessLookupError):
                    os.kill(pid, number)
            if number is signal.SIGSTOP:
                self.kill()

    def close(self) -> None:
        self.process.communicate()


def children_of(pid: int) -> list[int]:
    answer = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in answer.stdout.split()]


def ask(database_url: str, *statements: str) -> Any:
    """The first value that the last statement answers."""

    async def _ask() -> Any:
        connection = await asyncpg.connect(database_url)
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            return await connection.fetchval(statements[-1])
        finally:
            await connection.close()

    return asyncio.run(_ask())


def wait_until(is_so: Callable[[], bool], *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)
