"""Every act of a person or a program that changes something is in the audit trail: who, what, where."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from backend.settings import Settings
from backend.web.access.auth import SAFE_METHODS
from tests.factories import sql
from tests.web.audit.desk import prepared
from tests.web.audit.of_people import OF_PEOPLE
from tests.web.audit.on_integrations import ON_INTEGRATIONS
from tests.web.audit.on_maps import ON_MAPS
from tests.web.audit.on_objects import ON_OBJECTS
from tests.web.audit.on_syncs import ON_SYNCS
from tests.web.whole import whole

pytestmark = pytest.mark.anyio

# In an order in which each finds something to do.
ACTS = ON_OBJECTS | ON_SYNCS | ON_MAPS | ON_INTEGRATIONS | OF_PEOPLE
NO_ACTS = {
    "PUT /api/v1/objects/{kind}/{key}/versions/{number}": "a version says when it came, and from whom",
    "POST /api/v1/objects": "the same",
    "POST /api/v1/integrations/{integration_id}/answers/{token}": "the third party's; attempts say what it told",
    "POST /you": "changes three cookies of this browser",
    "POST /integrations/{integration_id}/views": "a person's own view, which nobody else sees",
    "POST /integrations/{integration_id}/views/{number}/forget": "the same",
    "POST /integrations/{integration_id}/news/dismiss": "what a person has read, which nobody else sees",
    "POST /integrations/{integration_id}/columns": "changes one cookie of this browser",
    "POST /embed/sessions": "a look into what a portal signed; what its frame changes is an act of its own",
    "POST /integrations/{integration_id}/plans": "changes nothing: it says what a press would do",
    "POST /api/v1/integrations/{integration_id}/plans": "the same",
}


async def test_every_route_that_changes_something_leaves_a_row_with_who_and_where(settings: Settings) -> None:
    async with whole(settings) as site:
        assert _changing(site.app) == ACTS.keys() | NO_ACTS.keys(), "a route without an act: add how it is called"
        desk = await prepared(site)
        for route, (act, deed) in ACTS.items():
            before = await _trail()
            answer = await act(desk)
            assert answer.status_code in (200, 201, 202, 303), (route, answer.status_code, answer.text)
            written = (await _trail())[len(before) :]
            by = "tests" if "/api/" in route else "ada"
            where = 1 if "{integration_id}" in route else None
            told = [(one["action"], one["actor"], one["integration"] if where else None) for one in written]
            assert (deed, by, where) in told, (route, told, answer.text[:300])
            assert {actor for _, actor, _ in told} == {by}, route


def _changing(app: Litestar) -> set[str]:
    """`METHOD path` of every route that may change something."""
    return {
        f"{method} {_plain(route.path)}"
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        for method in handler.http_methods - SAFE_METHODS
    }


def _plain(path: str) -> str:
    return path.replace(":int}", "}").replace(":str}", "}")


async def _trail() -> list[Any]:
    return await sql("SELECT actor, action, integration FROM audit ORDER BY id")
