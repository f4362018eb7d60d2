"""PostgreSQL and Valkey of one run, each of which may be killed and started again."""

import asyncio
import os
import signal
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

from backend.embedded import postgres
from backend.embedded.identity import choose_identity, open_home
from backend.embedded.locks import lock_home, lock_server
from backend.embedded.postgres import DATABASE, Postgres
from backend.embedded.sockets import make_socket_folder, remove_socket_folder
from tests.promises.valkey import Valkey


class Servers:
    """`direct` leads to the database past every proxy. Call it from the main thread: the servers end with it."""

    def __init__(self, home: Path) -> None:
        postgres.SETTINGS["max_connections"] = "200"  # as compose has it: five workers and two webs want more than 100
        self._stack, self._one_at_a_time = ExitStack(), asyncio.Lock()
        self._stack.callback(os.close, lock_home(home))
        lock = lock_server(home / "pg18.lock", gentle=signal.SIGINT, forced=signal.SIGQUIT)
        self._stack.callback(os.close, lock)
        identity = choose_identity(home / "pg18")
        open_home(home, identity)
        self._sockets = make_socket_folder(home, identity)
        self._stack.callback(remove_socket_folder, self._sockets)
        # Without fsync a crash of the machine loses commits, and one of PostgreSQL alone loses none.
        self._postgres = Postgres(home, identity=identity, lock=lock, fsync=False)
        self._postgres.prepare()
        self._start_postgres()
        self._stack.callback(self._stop_postgres)
        self._postgres.wait_until_ready(self._server)
        self.valkey = Valkey(home)
        self._stack.callback(self.valkey.stop)
        self.direct = f"postgresql://{DATABASE}@/{DATABASE}?host={quote(str(self._sockets))}"

    @property
    def sockets(self) -> dict[str, str]:
        return {"postgres": str(self._sockets / ".s.PGSQL.5432"), "redis": str(self.valkey.socket)}

    async def crash_postgres(self) -> None:
        """What `pg_ctl restart -m immediate` does: no checkpoint, every session cut, recovery from the log."""
        async with self._one_at_a_time:
            os.kill(self._server.pid, signal.SIGQUIT)
            while not self._server.has_ended():
                await asyncio.sleep(0.02)
            self._start_postgres()
            await asyncio.sleep(0.2)
            self._postgres.wait_until_ready(self._server)

    async def crash_valkey(self, away: float) -> None:
        async with self._one_at_a_time:
            self.valkey.stop()
            await asyncio.sleep(away)
            self.valkey.start()

    def _stop_postgres(self) -> None:
        self._server.stop()  # whichever runs by then

    def _start_postgres(self) -> None:
        self._server = self._postgres.start(self._sockets)

    def stop(self) -> None:
        self._stack.close()
