"""A Valkey of the tests' own, which may be emptied, stopped and started."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.embedded.binaries import find_valkey
from backend.embedded.identity import LAUNCHER
from tests.journeys.demo import eventually


class Valkey:
    def __init__(self, home: Path) -> None:
        self.socket = home / "valkey.sock"
        self.url = f"unix://{self.socket}"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        launcher = [sys.executable, "-I", "-S", str(LAUNCHER), "same", str(int(signal.SIGKILL)), str(os.getpid()), "-1"]
        options = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no"]
        options += ["--enable-debug-command", "yes"]  # DEBUG SLEEP
        nothing = subprocess.DEVNULL
        self._process = subprocess.Popen([*launcher, str(find_valkey()), *options], stdout=nothing, cwd="/")
        eventually(lambda: self.say("PING") == "+PONG")

    def stop(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    @contextmanager
    def full(self) -> Iterator[None]:
        """It refuses to keep anything more."""
        self.say("CONFIG SET maxmemory 1")
        yield
        self.say("CONFIG SET maxmemory 0")

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It takes connections, and answers nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def say(self, command: str) -> str:
        """The first line of its answer; empty when it is away."""
        with socket.socket(socket.AF_UNIX) as line:
            try:
                line.connect(str(self.socket))
                line.sendall(f"{command}\r\n".encode())
                return next(iter(line.recv(4096).decode().splitlines()), "")
            except OSError:
                return ""
