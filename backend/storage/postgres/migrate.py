"""Bring the database up to date: one process at a time."""

import contextlib
import io

from piccolo.apps.migrations.commands.forwards import run_forwards

from backend.settings import SettingError
from backend.storage.postgres import database
from backend.storage.postgres.reach import connect

_LOCK = 7_346_521  # any number, the same in every process


class MigrationError(SettingError):
    """The database cannot be used as it is."""


async def migrate(dsn: str) -> None:
    """Run what has not run yet. Safe to call twice, and from two processes at once. Raises SettingError."""
    guard = await connect(dsn)
    try:
        if guard.get_server_version().major < 18:
            raise MigrationError(f"PostgreSQL 18 is needed; this server is {guard.get_server_version().major}.")
        await guard.execute("SELECT pg_advisory_lock($1)", _LOCK)
        await _run(dsn)
    finally:
        await guard.close()


async def _run(dsn: str) -> None:
    database.engine().config = {"dsn": dsn}
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        result = await run_forwards(app_name="syncline")
    if not result.success:
        raise MigrationError(f"The database could not be brought up to date: {result.message}")
