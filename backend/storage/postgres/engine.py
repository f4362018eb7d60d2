"""Piccolo's engine with a transaction that always gives its connection back."""

from types import TracebackType
from typing import Any

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

PATIENCE_SECONDS = 30.0  # until a connection is free
_PLANNING = 4  # connections, opened when they are needed

_SESSION = {
    # Plans for rows in memory, and for a page or a batch: to start parallel workers costs more than that.
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    # Our transactions wait for nothing but the database. Who is silent in one for so many milliseconds was stopped, or
    # its machine is gone, and others wait for what it locked.
    "idle_in_transaction_session_timeout": "15000",
}
FOR_VALUES = {"plan_cache_mode": "force_custom_plan"}  # plans for the values at hand


class Transaction(PostgresTransaction):
    """Piccolo's own leaks the connection when BEGIN, COMMIT or ROLLBACK fails or is cancelled."""

    async def get_connection(self) -> Any:
        engine = self.engine
        assert isinstance(engine, Engine)
        pool = engine.pool
        return await (pool.acquire(timeout=engine.patience) if pool else engine.get_new_connection())

    async def begin(self) -> None:
        began = False
        try:
            await super().begin()  # type: ignore[no-untyped-call]
            began = True
        finally:
            if not began:
                await self._give_back()

    async def __aexit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        try:
            await (self.rollback() if exception else self.commit())  # type: ignore[no-untyped-call]
        finally:
            self.engine.current_transaction.reset(self.context)
            await self._give_back()
        return exception is None

    async def _give_back(self) -> None:
        await (self.engine.pool.release(self.connection) if self.engine.pool else self.connection.close())


class Engine(PostgresEngine):
    def transaction(self, allow_nested: bool = False) -> Transaction:  # noqa: FBT001, FBT002  (Piccolo's signature)
        return Transaction(engine=self, allow_nested=allow_nested)

    async def check_version(self) -> None:
        """Piccolo would connect at import time to ask; `migrate` asks instead."""

    planning: asyncpg.Pool | None = None  # its plans are made for the values at hand
    patience = PATIENCE_SECONDS

    async def open_pool(self, dsn: str, *, size: int, patience: float) -> None:
        """Nothing is set per session, so nothing is reset: that would cost a round trip each time."""
        self.config, self.patience = {"dsn": dsn}, patience
        settings = {"reset": _leave, "command_timeout": 60}
        await self.start_connection_pool(min_size=1, max_size=size, server_settings=_SESSION, **settings)
        self.planning = await asyncpg.create_pool(
            dsn, min_size=0, max_size=_PLANNING, server_settings=_SESSION | FOR_VALUES, **settings
        )

    async def close_connection_pool(self) -> None:
        if self.planning:
            await self.planning.close()
            self.planning = None
        await super().close_connection_pool()


async def _leave(connection: Any) -> None:
    """Nothing was set, nothing is reset; asyncpg itself rolls back what was left open."""
