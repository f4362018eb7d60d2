"""Every route says who may use it."""

from litestar import Litestar

from backend.app import API, PAGES
from backend.web.guards import undeclared_routes


def test_no_route_leaves_open_who_may_use_it() -> None:
    assert undeclared_routes(Litestar([*API, *PAGES], openapi_config=None)) == []
