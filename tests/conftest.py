"""What every test may use: a database of its own on the session's servers, and a runtime on it."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from backend.runtime import Runtime, open_runtime
from backend.settings import Settings
from backend.storage.postgres.migrate import migrate

TEMPLATE = f"syncline_template_{os.getpid()}"  # two runs may share a server
SECRET = b"a secret of the tests, 32 bytes long"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


def _at(database: str) -> str:
    """The same server, another database."""
    base, _, options = os.environ["DATABASE_URL"].partition("?")
    return f"{base.rsplit('/', 1)[0]}/{database}" + (f"?{options}" if options else "")


async def _run(*statements: str) -> None:
    connection = await asyncpg.connect(os.environ["DATABASE_URL"])
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
async def template() -> AsyncIterator[str]:
    await _run(f"DROP DATABASE IF EXISTS {TEMPLATE}", f"CREATE DATABASE {TEMPLATE}")
    await migrate(_at(TEMPLATE))
    yield TEMPLATE
    await _run(f"DROP DATABASE {TEMPLATE} WITH (FORCE)")


def copied(name: str, template: str) -> str:
    """As files: through the log, as PostgreSQL would by itself, a copy costs five times as much."""
    return f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy"


@pytest.fixture(scope="session")
def names() -> Iterator[int]:
    return iter(range(1_000_000))


@pytest.fixture
async def database_url(template: str, names: Iterator[int]) -> AsyncIterator[str]:
    """A fresh database, migrated; gone afterwards."""
    name = f"syncline_{os.getpid()}_{next(names)}"
    await _run(copied(name, template))
    yield _at(name)
    await _run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url,
        redis_url=os.environ["REDIS_URL"],
        secret=SECRET,
        home=tmp_path,
        base_path="",
        url="http://127.0.0.1:8000",
        host="127.0.0.1",
        port=8000,
        demo=False,
    )


@pytest.fixture
async def runtime(settings: Settings) -> AsyncIterator[Runtime]:
    async with open_runtime(settings) as opened:
        yield opened
