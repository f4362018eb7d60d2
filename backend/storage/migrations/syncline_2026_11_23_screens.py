"""Indexes for the screens, from the SQL file beside."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine.finder import engine_finder

ID = "2026-11-23T07:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Indexes for the screens"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="syncline", description=DESCRIPTION)

    async def run() -> None:
        sql = (Path(__file__).parent / "screens" / "indexes.sql").read_text()
        await engine_finder().current_transaction.get().connection.execute(sql)

    manager.add_raw(run)
    return manager
