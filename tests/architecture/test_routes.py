"""Every route says who may use it."""

from pathlib import Path

from backend.app import create_inside
from backend.settings import Settings
from backend.storage.postgres.revisions import Revisions
from backend.web.access.auth import Auth
from backend.web.access.guards import undeclared_routes
from backend.web.drawing.views import Views


def test_no_route_leaves_open_who_may_use_it(tmp_path: Path) -> None:
    settings = Settings.from_env({"DATABASE_URL": "x", "REDIS_URL": "x", "SYNCLINE_HOME": str(tmp_path)})
    app = create_inside(settings, Auth(settings), Views(Revisions(settings.database_url)))

    assert undeclared_routes(app) == []
