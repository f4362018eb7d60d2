"""The database: one pool, transactions, and queries that stand in files below sql/ with named parameters."""

import os
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
from piccolo.engine.finder import engine_finder

from backend.storage.postgres.engine import FOR_VALUES, PATIENCE_SECONDS, Engine, Transaction
from backend.storage.postgres.reach import check

os.environ.setdefault("PICCOLO_CONF", "backend.storage.piccolo_conf")  # where Piccolo's tables find their engine

_SQL = Path(__file__).parents[1] / "sql"
_NAMED = re.compile(r"(?<![:\w]):([a-z_]+)")

UNAVAILABLE = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the session was ended, and the end of its connection has not arrived yet
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.LockNotAvailableError,
    asyncpg.IdleInTransactionSessionTimeoutError,  # we were stopped in the middle of it
    asyncpg.PostgresSystemError,
    asyncpg.InvalidAuthorizationSpecificationError,
)  # the database is away, going, full, or does not take us for the moment: try again later
REFUSED = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)  # what a row should hold, not the statement
FAULTY = (asyncpg.PostgresError,)  # else: the statement itself, or what it may do

Record = Any  # asyncpg.Record: a tuple with names


@cache
def _files() -> dict[str, Path]:
    """By name; the folders below sql/ are for people who look for one."""
    return {file.stem: file for file in _SQL.rglob("*.sql")}


class Statement:
    """One SQL file: `:name` became `$1`, in the order of `names`."""

    def __init__(self, name: str) -> None:
        source = _files()[name].read_text()
        self.names = tuple(dict.fromkeys(_NAMED.findall(source)))
        self.text = _NAMED.sub(lambda match: f"${self.names.index(match[1]) + 1}", source)

    def values(self, given: dict[str, Any]) -> list[Any]:
        return [given[name] for name in self.names]


statement = cache(Statement)


@cache
def engine() -> Engine:
    found = engine_finder()
    assert isinstance(found, Engine)
    return found


async def open_pool(dsn: str, *, size: int = 10, patience: float = PATIENCE_SECONDS) -> None:
    """`patience`: seconds to wait for a free connection. Raises SettingError when the database cannot be used."""
    await check(dsn)
    for name in _files():
        statement(name)  # read now: an upgrade may change files under a running process
    await engine().open_pool(dsn, size=size, patience=patience)


async def close_pool() -> None:
    await engine().close_connection_pool()


def transaction() -> Transaction:
    """One transaction; queries inside join it. Not nested; no network and no task inside."""
    return engine().transaction()


@asynccontextmanager
async def joined() -> AsyncIterator[None]:
    """The open transaction, else one of its own."""
    if engine().current_transaction.get():
        yield
    else:
        async with transaction():
            yield


def connection() -> AbstractAsyncContextManager[Any]:
    """The open transaction's connection, else one of the pool."""
    current = engine().current_transaction.get()
    if current:
        return nullcontext(current.connection)
    return _lent(engine().pool)


def _lent(pool: asyncpg.Pool | None) -> AbstractAsyncContextManager[Any]:
    assert pool is not None
    free: AbstractAsyncContextManager[Any] = pool.acquire(timeout=engine().patience)
    return free


@asynccontextmanager
async def planning() -> AsyncIterator[Any]:
    """A connection that plans for the values at hand; in an open transaction, that one from now on."""
    if engine().current_transaction.get():
        async with connection() as current:
            await current.execute("; ".join(f"SET LOCAL {name} TO {value}" for name, value in FOR_VALUES.items()))
            yield current
        return
    async with _lent(engine().planning) as free:
        yield free


async def query(name: str, /, **given: Any) -> Sequence[Record]:
    """Run the statement of that file below sql/."""
    sql = statement(name)
    async with connection() as open_connection:
        rows: Sequence[Record] = await open_connection.fetch(sql.text, *sql.values(given))
        return rows


def as_json(rows: Sequence[msgspec.Struct]) -> str:
    """For json_to_recordset; bytes become base64. Of wide rows it costs a tenth of an array for each column."""
    return _encode(rows).decode()


_encode = msgspec.json.Encoder().encode


async def query_one(name: str, /, **given: Any) -> Record | None:
    rows = await query(name, **given)
    return rows[0] if rows else None
