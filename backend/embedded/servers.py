"""Starts PostgreSQL and Valkey under one home, for a supervisor that stops them again."""

import os
import signal
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

from backend.embedded.child import Child
from backend.embedded.errors import EmbeddedError
from backend.embedded.identity import choose_identity, open_home
from backend.embedded.locks import lock_home, lock_server
from backend.embedded.postgres import DATABASE, Postgres
from backend.embedded.sockets import make_socket_folder, remove_socket_folder
from backend.embedded.valkey import start_valkey, wait_until_ready

LOG_BYTES = 10_000_000


class Servers:
    """Both servers, running; `database_url` and `redis_url` lead to them over Unix sockets."""

    def __init__(self, *, socket_folder: Path, children: dict[str, Child], resources: ExitStack):
        self.database_url = f"postgresql://{DATABASE}@/{DATABASE}?host={quote(str(socket_folder))}"
        self.redis_url = f"unix://{_valkey_socket(socket_folder)}"
        self.pids = {name: child.pid for name, child in children.items()}
        self._children = children
        self._resources = resources

    def ended(self) -> str | None:
        """A sentence about a server that ended by itself; None while both run."""
        for name, child in self._children.items():
            if child.has_ended():
                return f"{name} ended by itself: {child.last_words()} (more in {child.log})."
        return None

    def stop(self) -> None:
        """Stop both in their orderly way and free the home; a second call does nothing."""
        self._resources.close()


def start_servers(home: Path, *, fsync: bool = True) -> Servers:
    """Start both servers on the data under `home`, making what is missing, and wait until they are ready.

    Call it from the main thread: on Linux the servers end with the thread that started them, also when it is killed.
    Without `fsync` a crash of the machine may lose everything: for tests. Raises EmbeddedError.
    """
    with ExitStack() as resources:
        try:
            return _start(Path(os.path.abspath(home)), fsync=fsync, resources=resources)  # noqa: PTH100
        except OSError as error:
            raise EmbeddedError(
                f"Syncline cannot keep its data under {home}: {error.strerror} ({error.filename}). Choose a folder that"
                " can be written with SYNCLINE_HOME."
            ) from error


def _start(home: Path, *, fsync: bool, resources: ExitStack) -> Servers:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    resources.callback(os.close, lock_home(home))
    postgres_lock = lock_server(home / "pg18.lock", gentle=signal.SIGINT, forced=signal.SIGQUIT)
    resources.callback(os.close, postgres_lock)
    valkey_lock = lock_server(home / "valkey9.lock", gentle=signal.SIGTERM, forced=signal.SIGKILL)
    resources.callback(os.close, valkey_lock)
    identity = choose_identity(home / "pg18")
    open_home(home, identity)
    for log in ("postgres.log", "valkey.log"):
        _turn_over(home / log)
    sockets = make_socket_folder(home, identity)
    resources.callback(remove_socket_folder, sockets)
    valkey = start_valkey(home, _valkey_socket(sockets), identity=identity, lock=valkey_lock, fsync=fsync)
    resources.callback(valkey.stop)
    postgres = Postgres(home, identity=identity, lock=postgres_lock, fsync=fsync)
    postgres.prepare()
    server = postgres.start(sockets)
    resources.callback(server.stop)
    wait_until_ready(valkey, _valkey_socket(sockets))
    postgres.wait_until_ready(server)
    children = {"PostgreSQL": server, "Valkey": valkey}
    return Servers(socket_folder=sockets, children=children, resources=resources.pop_all())


def _valkey_socket(folder: Path) -> Path:
    return folder / "valkey.sock"


def _turn_over(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
