"""One server as a direct child: started through the launcher, watched, and stopped."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from backend.embedded.identity import LAUNCHER, Identity
from backend.embedded.locks import name_holder

STOP_SECONDS = 60


class Child:
    """A running server; it holds `lock` until its last process has ended."""

    def __init__(self, command: list[str], *, identity: Identity, lock: int, log: Path, stop_signal: signal.Signals):
        self.log = log
        self._stop_signal = stop_signal
        self._watched, self._watch = os.pipe() if needs_watchdog() else (-1, -1)
        with log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603
                [*launcher(identity, stop_signal, watched=self._watched), *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=log.parent,
                env=server_environment(),
                start_new_session=True,  # Ctrl-C reaches the supervisor only
                pass_fds=[fd for fd in (lock, self._watched) if fd >= 0],
                umask=0o077,
            )
        name_holder(lock, self.pid)
        if self._watched >= 0:
            os.close(self._watched)

    @property
    def pid(self) -> int:
        return self._process.pid

    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def stop(self) -> None:
        """End the server in its orderly way, by force after 60 s; a server that has ended stays ended."""
        if not self.has_ended():
            self._process.send_signal(self._stop_signal)
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._watch >= 0:
            os.write(self._watch, b"q")
            os.close(self._watch)
            self._watch = -1

    def last_words(self) -> str:
        """The newest line of the log that tells of an error, else its last line."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-50:]
        return next((line for line in reversed(lines) if is_complaint(line)), lines[-1] if lines else "no word of why")


def is_complaint(line: str) -> bool:
    return any(word in line for word in ("FATAL", "PANIC", "ERROR", "error:", "Fatal", "Can't", "can't", "Bad file"))


def launcher(identity: Identity, death_signal: signal.Signals, *, watched: int = -1) -> list[str]:
    script = [sys.executable, "-I", "-S", str(LAUNCHER)]
    return [*script, identity.word, str(int(death_signal)), str(os.getpid()), str(watched)]


def needs_watchdog() -> bool:
    # Only Linux ends a child when its parent dies.
    return sys.platform != "linux" or os.environ.get("SYNCLINE_WATCHDOG") == "1"


def server_environment() -> dict[str, str]:
    """Ours without what would steer PostgreSQL from outside, and in one language."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}
