"""Numbers that no row has and characters that no database holds are refused everywhere, and never break anything."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute

from backend.settings import Settings
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

BOOKS: dict[str, Any] = {"name": "Books", "connector": "loopback", "secrets": {"password": "loopback"}}
TOO_HIGH = ("3000000000", "9223372036854775808", "1" * 40, "-1")
SAFE = {
    "path": "style.css",
    "hashed": "x",
    "token": "x",
    "kind": "class",
    "key": "K",
    "number": "1",
    "name": "payment_term",
}
API = "/api/v1/integrations/1"
BODIES: list[tuple[str, str, Any]] = [
    ("POST", "/api/v1/integrations/", BOOKS | {"name": "a\0"}),
    ("POST", "/api/v1/integrations/", BOOKS | {"connector": "a\0"}),
    ("PATCH", API, {"name": "a\0"}),
    ("PATCH", API, {"name": "a\ud800"}),
    ("PATCH", API, {"level_overrides": {"a\0": "top"}}),
    ("PATCH", API, {"secrets": {"password": "a\0"}}),
    ("PATCH", API, {"config": {"company": "a\0"}}),
    ("PATCH", API, {"automatic": {"a\0": True}}),
    ("PUT", f"{API}/value-maps/payment_term", {"N30\0": "Net 30"}),
    ("PUT", f"{API}/value-maps/payment_term", {"entries": {"N30": "Net 30\0"}}),
    ("PATCH", f"{API}/value-maps/payment_term", {"N30\ud800": None}),
    ("POST", f"{API}/syncs", {"objects": [{"kind": "class", "key": "a\0"}]}),
    ("POST", f"{API}/syncs", {"objects": [{"kind": "a\0", "key": "a"}]}),
    ("POST", f"{API}/syncs", {"filter": {"key": "a\0"}}),
    ("POST", f"{API}/syncs", {"verb": "a\0"}),
    ("POST", "/api/v1/objects", [{"kind": "class", "key": "a\0", "body": {"name": "x"}}]),
    ("POST", "/api/v1/objects", [{"kind": "class", "key": "a", "body": {"name": "x\0"}}]),
]


async def asked(site: Whole, method: str, path: str, **given: Any) -> int:
    """The status; a program asks where there is an API."""
    is_api = path.startswith("/api/")
    headers = site.key | {"content-type": "application/json"} if is_api else await form_headers(site)
    answer = await site.client.request(method, path, headers=headers, **given)
    if is_api and answer.status_code >= 400:
        assert answer.headers["content-type"].startswith("application/problem+json"), path
    return answer.status_code


async def form_headers(site: Whole) -> dict[str, str]:
    page = await site.client.get("/integrations/1/objects")
    found = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert found, page.text
    return {"x-csrf": found[1]}


def routes(app: Litestar, typed: str) -> Iterator[tuple[str, str, list[str]]]:
    """(method, path template, names of its parameters of this type)."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            named = [name for name, one in route.path_parameters.items() if one.type.__name__ == typed]
            for method in sorted(route.methods - {"OPTIONS"}):
                yield method, route.path_format, named


async def test_a_number_that_no_integration_has_is_not_there_on_any_route(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.client.post("/api/v1/integrations/", json=BOOKS, headers=site.key)
        given = [(method, path) for method, path, named in routes(site.app, "int") if named and not is_fragment(path)]
        found = {
            (method, path, number): await asked(site, method, path.format(**SAFE, integration_id=number))
            for method, path in given
            for number in TOO_HIGH
        }

    assert len(given) > 10
    assert set(found.values()) <= {404}, {one: status for one, status in found.items() if status != 404}


def is_fragment(path: str) -> bool:
    """These know only portals, and tell nobody else what is there."""
    return path.startswith("/fragments/")


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000, "1" * 4301, "²", "1.0"])
async def test_a_version_that_is_no_number_is_refused_by_its_name(settings: Settings, number: str) -> None:
    async with whole(settings) as site:
        path = f"/api/v1/objects/class/K/versions/{number}"
        answer = await site.client.put(path, json={"body": {"name": "x"}}, headers=site.key)

    assert (answer.status_code, [one["field"] for one in answer.json()["problems"]]) == (400, ["version"])


@pytest.mark.parametrize("limit", ["0", "1001", "-1", "9" * 5000, "0000000011000", "0000010009999999"])
async def test_no_page_is_longer_than_pages_are(settings: Settings, limit: str) -> None:
    async with whole(settings) as site:
        await site.client.post("/api/v1/integrations/", json=BOOKS, headers=site.key)
        answer = await site.client.get(f"{API}/objects?limit={limit}", headers=site.key)

    assert (answer.status_code, [one["field"] for one in answer.json()["problems"]]) == (400, ["limit"])


async def test_a_zero_byte_in_an_address_is_refused_on_every_route(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.client.post("/api/v1/integrations/", json=BOOKS, headers=site.key)
        found = {
            (method, path): await asked(site, method, path.format(**SAFE | {name: "a%00b"}, integration_id=1))
            for method, path, named in routes(site.app, "str")
            for name in named
        }

    assert len(found) > 5
    assert set(found.values()) == {400}, found


async def test_what_no_database_holds_is_refused_in_every_body(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.client.post("/api/v1/integrations/", json=BOOKS, headers=site.key)
        found = {
            (method, path, json.dumps(body)): await asked(site, method, path, content=json.dumps(body))
            for method, path, body in BODIES
        }

    assert set(found.values()) <= {400, 422}, found


async def test_forms_take_only_numbers_of_objects(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.client.post("/api/v1/integrations/", json=BOOKS, headers=site.key)
        found = {
            (path, value): await asked(site, "POST", f"/integrations/1/{path}", data=form(value))
            for path in ("retries", "adoptions", "looks", "creations", "numbers", "plans", "syncs")
            for value in ("\0", "3000000000", "9" * 18, "9" * 30)
        }

    assert max(found.values()) < 500, found


def form(value: str) -> dict[str, str]:
    return {"object": value, "verb": "synchronize", "remote_id": "a\0", "elsewhere": value}
