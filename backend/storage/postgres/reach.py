"""The first word with the database: one sentence when it cannot be reached, is not ours, or is not set up."""

import pkgutil
from functools import cache
from importlib import import_module
from urllib.parse import urlsplit

import asyncpg

from backend.settings import SettingError
from backend.storage import migrations

_WITHIN_SECONDS = 15
_FORM = "DATABASE_URL cannot be used: it must look like postgresql://user@host:5432/database."


async def connect(dsn: str) -> asyncpg.Connection:
    """Raises SettingError; its sentence never holds the password."""
    try:
        return await asyncpg.connect(dsn, timeout=_WITHIN_SECONDS)
    except (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError) as problem:
        raise SettingError(f"PostgreSQL{_at(dsn)} refuses the user or the password of DATABASE_URL.") from problem
    except asyncpg.InvalidCatalogNameError as problem:
        raise SettingError(f"PostgreSQL{_at(dsn)} has no database of the name in DATABASE_URL: make it.") from problem
    except asyncpg.PostgresError as problem:
        raise SettingError(f"PostgreSQL{_at(dsn)} does not let us in: {problem}.") from problem
    except (OSError, TimeoutError) as problem:
        why = problem.strerror or str(problem) or f"no answer within {_WITHIN_SECONDS} seconds"
        raise SettingError(
            f"PostgreSQL{_at(dsn)} cannot be reached: {why}. Is it running, and DATABASE_URL right?"
        ) from problem
    except (ValueError, asyncpg.InterfaceError) as problem:
        raise SettingError(_FORM) from problem


async def check(dsn: str) -> None:
    """That it answers, is as this version knows it, and keeps what it confirms. Raises SettingError."""
    connection = await connect(dsn)
    try:
        if await connection.fetchval("SELECT to_regclass('integration') IS NULL"):
            raise SettingError(f"The database{_at(dsn)} is not set up yet: run `syncline migrate`.")
        done = await connection.fetch("SELECT name FROM migration WHERE app_name = 'syncline'")
        if told := _differs({row["name"] for row in done}):
            raise SettingError(f"The database{_at(dsn)} {told}.")
        if await connection.fetchval("SHOW synchronous_commit") == "off":
            raise SettingError(
                f"PostgreSQL{_at(dsn)} has synchronous_commit off: a crash could forget what was accepted or sent."
                " Turn it on for the server, the database and the user."
            )
    finally:
        await connection.close()


def _differs(done: set[str]) -> str:
    """Old code does not know what newer tables mean, nor new code what old ones lack."""
    if newer := sorted(done - _known()):
        return f"was brought up to date by a newer Syncline (migration {newer[-1]}): run that one, not this"
    return "is of an older Syncline: run `syncline migrate`" if _known() - done else ""


@cache
def _known() -> frozenset[str]:
    names = [found.name for found in pkgutil.iter_modules(migrations.__path__)]
    return frozenset(import_module(f"{migrations.__name__}.{name}").ID for name in names)


def _at(dsn: str) -> str:
    """Where that is, without the password."""
    try:
        host, port = urlsplit(dsn).hostname, urlsplit(dsn).port
    except ValueError:
        return ""
    return f" at {host}:{port or 5432}" if host else ""
