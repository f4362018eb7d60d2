"""Where Piccolo finds the database (PICCOLO_CONF=backend.storage.piccolo_conf)."""

import os

from piccolo.conf.apps import AppRegistry

from backend.storage.postgres.engine import Engine

DB = Engine(config={"dsn": os.environ.get("DATABASE_URL", "")})
APP_REGISTRY = AppRegistry(apps=["backend.storage.piccolo_app"])
