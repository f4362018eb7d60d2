"""The first tables, from the SQL files beside."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine.finder import engine_finder

ID = "2026-11-23T06:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Integrations, objects, bindings, attempts, people"
FILES = ("objects", "bindings", "attempts", "syncs", "tally", "usage", "people", "instances", "notifications")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="syncline", description=DESCRIPTION)

    async def run() -> None:
        engine = engine_finder()
        for name in FILES:
            sql = (Path(__file__).parent / "first" / f"{name}.sql").read_text()
            await engine.current_transaction.get().connection.execute(sql)

    manager.add_raw(run)
    return manager
