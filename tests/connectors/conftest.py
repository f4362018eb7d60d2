"""A stand-in of the gateway runs as a process of its own."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.connectors.third_parties import StandIn

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with _running(tmp_path_factory.mktemp("stand-in")) as started:
        yield started


@pytest.fixture(scope="module")
def own_stand_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    """For tests that bring it back to its first day."""
    with _running(tmp_path_factory.mktemp("own-stand-in")) as started:
        yield started


@contextmanager
def _running(home: Path) -> Iterator[StandIn]:
    command = [sys.executable, "-m", "backend.stand_in", "--home", str(home), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT) as process:
        assert process.stdout
        lines = []
        for line in process.stdout:
            lines.append(line)
            if ready := re.search(r"ready: (http://\S+?)(/ia/\S+) \(admin: (\S+)\)", line):
                yield StandIn(endpoint=ready[1] + ready[2], admin=ready[3])
                break
        else:
            raise AssertionError("".join(lines))
        process.terminate()
        process.stdout.read()


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
