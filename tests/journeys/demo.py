"""An empty demo as other people's scripts run it: started, asked through its API and its command line, ended."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120
STARTING = ("SYNCLINE_NO_VENV", "SYNCLINE_POSTGRES_BIN", "SYNCLINE_VALKEY_SERVER")

Line = dict[str, Any]


class Demo:
    """A running demo; `ready` is the line that it printed."""

    def __init__(self, process: subprocess.Popen[str], ready: dict[str, str]) -> None:
        self.process, self.ready = process, ready
        headers = {"Authorization": f"Bearer {ready['admin_api_key']}"}
        self.api = httpx.Client(base_url=f"{ready['url']}api/v1", headers=headers, timeout=60, trust_env=False)
        self.stand_in = httpx.Client(base_url=ready["stand_in_admin_url"], timeout=60, trust_env=False)

    @property
    def path(self) -> str:
        """Of its only integration."""
        return f"/integrations/{self.get('/integrations')[0]['id']}"

    def get(self, path: str) -> Any:
        return self.api.get(path).raise_for_status().json()

    def syncline(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        env = outside() | {"SYNCLINE_URL": self.ready["url"], "SYNCLINE_API_KEY": self.ready["admin_api_key"]}
        return syncline(*arguments, env=env)

    def ledger(self, since: int = 0) -> list[Line]:
        """What the third party executed, without the contacts that customers bring along."""
        return [line for line in self.whole_ledger(since) if line["kind"] != "contact"]

    def whole_ledger(self, since: int = 0) -> list[Line]:
        answer = self.stand_in.get("/ledger", params={"since": since}).raise_for_status()
        return [json.loads(line) for line in answer.text.splitlines()]


def syncline(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The command line, in a process of its own."""
    command = [sys.executable, "-m", "backend", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=300)


def outside() -> dict[str, str]:
    """The environment without anything that leads to another Syncline; how to start programs here stays."""
    ours = ("DATABASE_URL", "REDIS_URL", "SYNCLINE")
    return {name: value for name, value in os.environ.items() if name in STARTING or not name.startswith(ours)}


def options(home: Path, ports: tuple[int, int], level: str = "top") -> list[str]:
    port, stand_in_port = map(str, ports)
    named = ["--home", str(home), "--port", port, "--stand-in-port", stand_in_port, "--level", level]
    return [sys.executable, "-m", "backend", "demo", "--empty", *named, "--json"]


@contextmanager
def running(home: Path, *, level: str = "top", **env: str) -> Iterator[Demo]:
    """A demo on ports of its own; asked to end afterwards."""
    log_file = home.with_name("demo.log")
    command, pipe = options(home, free_ports(), level), subprocess.PIPE
    with (
        log_file.open("a") as log,
        subprocess.Popen(command, cwd=ROOT, env=outside() | env, stdout=pipe, stderr=log, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            ready = process.stdout.readline()
            assert ready, log_file.read_text()
            demo = Demo(process, json.loads(ready))
            with demo.api, demo.stand_in:
                yield demo
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)


def free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


def eventually(holds: Callable[[], Any], *, seconds: float = PATIENCE_SECONDS, said: Callable[[], Any] = str) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, f"it did not happen in {seconds} s: {said()}"
        time.sleep(0.1)
