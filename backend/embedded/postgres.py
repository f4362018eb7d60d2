"""The embedded PostgreSQL 18: its data folder, its settings, and when it is ready."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from backend.embedded.binaries import find_postgres
from backend.embedded.child import Child, launcher, server_environment
from backend.embedded.copies import reachable_program
from backend.embedded.errors import EmbeddedError
from backend.embedded.identity import Identity, make_folder

MAJOR = "18"
DATABASE = "syncline"
STATE_LINE = 7  # of postmaster.pid, counted from 0; PostgreSQL writes "ready" there
READY_SECONDS = 600  # recovery after a crash may replay a lot
# The same order of texts on every machine: the wheel has no ICU, and glibc sorts differently from version to version.
LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
SETTINGS = {
    "shared_buffers": "64MB",
    "io_method": "sync",
    "jit": "off",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "synchronous_commit": "on",
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
}


class Postgres:
    """PostgreSQL of one home; `data` is made by `prepare` and served by `start`."""

    def __init__(self, home: Path, *, identity: Identity, lock: int, fsync: bool):
        self._home = home
        self._data = home / f"pg{MAJOR}"
        self._identity = identity
        self._lock = lock
        self._fsync = fsync
        self._programs = reachable_program(find_postgres() / "postgres", home, identity).parent

    def prepare(self) -> None:
        """Make the data folder with an empty database `syncline`, unless it is there; all of it or nothing."""
        if self._data.exists():
            self._check_major()
            make_folder(self._data, self._identity)
            return
        unfinished = self._data.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        make_folder(unfinished, self._identity)
        self._initialise(unfinished)
        self._create_database(unfinished)
        unfinished.rename(self._data)
        _sync_folder(self._home)

    def start(self, socket_folder: Path) -> Child:
        # Nobody else can be serving: we hold the lock. A pid in here may be a stranger's by now, which would refuse us.
        (self._data / "postmaster.pid").unlink(missing_ok=True)
        settings = SETTINGS | {"unix_socket_directories": str(socket_folder)} | self._durability()
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(self._programs / "postgres"), "-D", str(self._data), *options]
        log = self._home / "postgres.log"
        return Child(command, identity=self._identity, lock=self._lock, log=log, stop_signal=signal.SIGINT)

    def wait_until_ready(self, child: Child) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not self._is_ready(child.pid):
            if child.has_ended():
                raise EmbeddedError(f"PostgreSQL did not start: {child.last_words()} (more in {child.log}).")
            if time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL was not ready within {READY_SECONDS} s (see {child.log}).")
            time.sleep(0.01)

    def _is_ready(self, pid: int) -> bool:
        try:
            lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > STATE_LINE and lines[0] == str(pid) and lines[STATE_LINE].strip() == "ready"

    def _durability(self) -> dict[str, str]:
        return {} if self._fsync else {"fsync": "off", "full_page_writes": "off"}

    def _check_major(self) -> None:
        version = (self._data / "PG_VERSION").read_text(encoding="ascii").strip()
        if version != MAJOR:
            raise EmbeddedError(f"{self._data} was written by PostgreSQL {version}; this is PostgreSQL {MAJOR}.")

    def _initialise(self, folder: Path) -> None:
        durability = [] if self._fsync else ["--no-sync"]
        self._run("initdb", "-U", DATABASE, "--auth=trust", *LOCALE, *durability, "-D", str(folder))

    def _create_database(self, folder: Path) -> None:
        durability = [] if self._fsync else ["-F"]
        self._run(
            "postgres", "--single", *durability, "-D", str(folder), "postgres", said=f"CREATE DATABASE {DATABASE}\n"
        )

    def _run(self, program: str, *arguments: str, said: str = "") -> None:
        answer = subprocess.run(  # noqa: S603
            [*launcher(self._identity, signal.SIGKILL), str(self._programs / program), *arguments],
            input=said,
            capture_output=True,
            text=True,
            check=False,
            cwd=self._home,
            env=server_environment(),
            pass_fds=[self._lock],  # what a kill leaves behind of it keeps the next start waiting
            umask=0o077,
        )
        if answer.returncode != 0 or "ERROR:" in answer.stderr:
            last = (answer.stderr.strip() or answer.stdout.strip() or "no word of why").splitlines()[-1]
            raise EmbeddedError(f"PostgreSQL could not make its data folder under {self._home}: {last}")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
