"""A PostgreSQL of the tests' own, which may crash and come back."""

import asyncio
import os
import signal
import time
from pathlib import Path
from urllib.parse import quote

from backend.embedded.identity import choose_identity, open_home
from backend.embedded.locks import lock_server
from backend.embedded.postgres import DATABASE, Postgres
from backend.embedded.sockets import make_socket_folder, remove_socket_folder
from backend.storage.postgres.migrate import migrate

END_SECONDS = 60


class CrashingPostgres:
    def __init__(self, home: Path) -> None:
        home.mkdir()
        identity = choose_identity(home / "pg18")
        self._lock = lock_server(home / "pg18.lock", gentle=signal.SIGINT, forced=signal.SIGQUIT)
        open_home(home, identity)
        self._sockets = make_socket_folder(home, identity)
        self.url = f"postgresql://{DATABASE}@/{DATABASE}?host={quote(str(self._sockets))}"
        self._postgres = Postgres(home, identity=identity, lock=self._lock, fsync=False)
        self._postgres.prepare()
        self.start()
        asyncio.run(migrate(self.url))

    def start(self) -> None:
        self._server = self._postgres.start(self._sockets)
        self._postgres.wait_until_ready(self._server)

    def crash(self) -> None:
        """As `pg_ctl stop -m immediate` does it: no session ends in good order, nothing is written that was not."""
        os.kill(self._server.pid, signal.SIGQUIT)
        ends = time.monotonic() + END_SECONDS
        while not self._server.has_ended():
            assert time.monotonic() < ends, f"PostgreSQL did not end in {END_SECONDS} s"
            time.sleep(0.01)

    def stop(self) -> None:
        self._server.stop()
        remove_socket_folder(self._sockets)
        os.close(self._lock)
