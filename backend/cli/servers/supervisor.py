"""What a demo runs in one terminal: started one after the other, watched, and stopped in the reverse order."""

import signal
import sys
import time
import urllib.request
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from urllib.error import URLError

import click

from backend.cli.servers.processes import Process
from backend.embedded.servers import Servers, start_servers

READY_SECONDS = 60


class Supervisor:
    """`running` stops what was started. SIGTERM ends it as Ctrl-C does."""

    def __init__(self, running: ExitStack, home: Path) -> None:
        self._running, self._home = running, home
        self._watched: list[Servers | Process] = []
        for told in (signal.SIGTERM, signal.SIGINT):
            signal.signal(told, _interrupt)

    def start_servers(self) -> dict[str, str]:
        """Of our own, for who names none."""
        servers = start_servers(self._home)
        self._running.callback(servers.stop)
        self._watched.append(servers)
        return {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}

    def start(self, name: str, *arguments: str, env: Mapping[str, str], ends: bool = False) -> None:
        """`arguments`: a module of ours and what it is given. `ends`: by itself, when it has done what it is for."""
        logs = self._home / "logs"
        logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        logs.chmod(0o700)
        process = Process(name, list(arguments), env=env, log=logs / f"{name}.log")
        self._running.callback(process.stop)
        if not ends:
            self._watched.append(process)

    def wait_until_ready(self, url: str) -> None:
        """Raises ClickException when something ended by itself, or it takes too long."""
        ends = time.monotonic() + READY_SECONDS
        while time.monotonic() < ends:
            self._check()
            try:
                with urllib.request.urlopen(url, timeout=5):  # noqa: S310
                    return
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        raise click.ClickException(f"{url} did not answer within {READY_SECONDS} seconds.")

    def watch(self) -> None:
        """Until Ctrl-C. Raises ClickException when something ended by itself."""
        try:
            while True:
                self._check()
                time.sleep(0.5)
        except KeyboardInterrupt:
            print("Stopping …", file=sys.stderr, flush=True)

    def _check(self) -> None:
        for one in self._watched:
            if sentence := one.ended():
                raise click.ClickException(sentence)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
