"""Piccolo's view of our tables and migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from backend.storage.tables import every

APP_CONFIG = AppConfig(
    app_name="syncline",
    migrations_folder_path=str(Path(__file__).parent / "migrations"),
    table_classes=every.ALL,
)
