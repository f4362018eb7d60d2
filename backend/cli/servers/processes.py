"""Processes of ours under one supervisor: started, watched, stopped in the reverse order."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from backend.embedded.identity import LAUNCHER

STOP_SECONDS = 20


class Process:
    """One Python module as a child. On Linux it ends with us, also when we are killed."""

    def __init__(self, name: str, arguments: list[str], *, env: Mapping[str, str], log: Path) -> None:
        self.name, self.log = name, log
        launcher = [sys.executable, "-I", "-S", str(LAUNCHER), "same", str(int(signal.SIGTERM)), str(os.getpid()), "-1"]
        with log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603
                [*launcher, sys.executable, "-m", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=dict(env),
                start_new_session=True,  # Ctrl-C reaches the supervisor only
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def ended(self) -> str | None:
        """A sentence when it ended by itself; None while it runs."""
        if self._process.poll() is None:
            return None
        lines = self.log.read_text(errors="replace").splitlines()
        return f"{self.name} ended by itself: {lines[-1] if lines else 'no word of why'} (more in {self.log})."

    def stop(self) -> None:
        """In its orderly way; by force after 20 s."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
