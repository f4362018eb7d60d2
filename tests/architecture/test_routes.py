"""Every route says who may use it; those of programs stand on the page of the API, and pages have their picture."""

import re
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from backend.app import create_inside
from backend.settings import Settings
from backend.storage.postgres.revisions import Revisions
from backend.web.access.auth import Auth
from backend.web.access.guards import undeclared_routes
from backend.web.drawing.views import Views
from tests.architecture.sources import ROOT
from tests.browser.pictures.screens import SCREENS, UNPICTURED

ADDRESS = "POST /integrations/{}/answers/{}"  # told without its form: whoever needs it is given it whole


@pytest.fixture
def app(tmp_path: Path) -> Litestar:
    settings = Settings.from_env({"DATABASE_URL": "x", "REDIS_URL": "x", "SYNCLINE_HOME": str(tmp_path)})
    return create_inside(settings, Auth(settings), Views(Revisions(settings.database_url)))


def test_no_route_leaves_open_who_may_use_it(app: Litestar) -> None:
    assert undeclared_routes(app) == []


def test_every_request_that_programs_may_make_stands_on_the_page_of_the_api(app: Litestar) -> None:
    page = (ROOT / "docs" / "api.md").read_text()
    told = {_plain(*one) for one in re.findall(r"`(GET|POST|PUT|PATCH|DELETE) ([^`\s?\[]+)", page)}
    routes = [one for one in app.routes if isinstance(one, HTTPRoute) and one.path.startswith(("/api/v1", "/metrics"))]
    served = {
        _plain(method, route.path_format.removeprefix("/api/v1"))
        for route in routes
        for method in route.methods - {"OPTIONS", "HEAD"}
    }

    assert served - told == {ADDRESS}
    assert told - served == set()


def test_every_page_has_its_picture_or_a_reason_why_it_has_none(app: Litestar) -> None:
    routes = [one for one in app.routes if isinstance(one, HTTPRoute) and "GET" in one.methods]
    pages = {_plain("GET", one.path_format) for one in routes if not one.path.startswith("/api/v1")}
    pictured = {_plain("GET", one.page) for one in SCREENS.values()}
    others = {_plain("GET", path) for path in UNPICTURED}

    assert pages - pictured - others == set()
    assert others - pages == set()
    assert others & pictured == set()


def _plain(method: str, path: str) -> str:
    whole = path.replace("…", "/integrations/{id}").rstrip("/")
    return f"{method} {re.sub(r'{[^}]*}', '{}', whole)}"
