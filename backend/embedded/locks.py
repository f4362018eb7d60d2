"""Locks that end with their holder: one for the home, held by the supervisor, and one per server, held by it."""

import fcntl
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from backend.embedded.errors import EmbeddedError
from backend.embedded.launch import is_leader

PATIENCE_SECONDS = 90
FORCE_AFTER_SECONDS = 45


def lock_home(home: Path) -> int:
    """Make this process the only one that serves the home; the answer is the open lock.

    Raises EmbeddedError when another process already does.
    """
    lock = _open(home / "lock")
    if not _try(lock):
        holder = _named_in(lock)
        os.close(lock)
        raise EmbeddedError(
            f"Another Syncline{f' (process {holder})' if holder else ''} already uses {home}: stop it, or choose"
            " another folder with SYNCLINE_HOME."
        )
    name_holder(lock, os.getpid())
    return lock


def lock_server(path: Path, *, gentle: signal.Signals, forced: signal.Signals) -> int:
    """Take the lock that a server holds until its last process is gone, ending what an earlier run left behind.

    The lock is passed on to the server, so a killed supervisor does not free it. Raises EmbeddedError after 90 s.
    """
    lock = _open(path)
    started = time.monotonic()
    pending = [(0.0, gentle), (float(FORCE_AFTER_SECONDS), forced)]
    while not _try(lock):
        waited = time.monotonic() - started
        if waited > PATIENCE_SECONDS:
            raise EmbeddedError(f"A server of an earlier run (process {_named_in(lock)}, {path}) does not end: end it.")
        if pending and waited >= pending[0][0]:
            _signal(_named_in(lock), pending.pop(0)[1])
        time.sleep(0.05)
    return lock


def name_holder(lock: int, pid: int) -> None:
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(pid).encode(), 0)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _try(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _named_in(lock: int) -> int:
    written = os.pread(lock, 20, 0)
    return int(written) if written.isdigit() else 0


def _signal(pid: int, number: signal.Signals) -> None:
    if pid > 1 and is_leader(pid):
        with suppress(ProcessLookupError):
            os.kill(pid, number)
