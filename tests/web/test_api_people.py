"""People and keys for programs: the verbs of the pages, for administrators only."""

from typing import Any
from urllib.parse import quote

import pytest

from backend.actions.keys.create_api_key import create_api_key
from backend.settings import Settings
from tests.factories import sql
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

NAME = "Änne /?#"


async def call(site: Whole, method: str, path: str, content: Any = None) -> Any:
    given = {} if content is None else {"json": content}
    return await site.client.request(method, f"/api/v1{path}", headers=site.key, **given)


async def test_a_person_is_added_signs_in_gets_another_role_and_is_shut_out(settings: Settings) -> None:
    async with whole(settings) as site:
        made = await call(site, "POST", "/people", {"name": NAME, "role": "viewer"})
        opened = await site.client.get(made.json()["link"])
        path = f"/people/{quote(NAME, safe='')}"
        changed = await call(site, "PATCH", path, {"role": "operator"})
        link = await call(site, "POST", f"{path}/links")
        shut_out = await call(site, "PATCH", path, {"disabled": True})
        no_link = await call(site, "POST", f"{path}/links")
        listed = (await call(site, "GET", "/people")).json()["people"]
        acts = [row["action"] for row in await sql("SELECT action FROM audit WHERE actor = 'tests' ORDER BY id")]

    assert (made.status_code, opened.status_code, link.status_code) == (201, 303, 201)
    assert (changed.json()["role"], shut_out.json()["disabled"]) == ("operator", True)
    assert no_link.status_code == 404
    assert [(one["name"], one["role"], one["disabled"]) for one in listed] == [
        ("ada", "admin", False),
        (NAME, "operator", True),
    ]
    told = ["user.created", "link.made", "user.role_changed", "link.made", "user.disabled"]
    assert [one for one in acts if one in told][-5:] == told


async def test_the_last_administrator_stays_one(settings: Settings) -> None:
    async with whole(settings) as site:
        refused = [await call(site, "PATCH", "/people/ada", one) for one in ({"role": "viewer"}, {"disabled": True})]
        (ada,) = (await call(site, "GET", "/people")).json()["people"]

    assert [one.status_code for one in refused] == [409, 409]
    assert all("is the only administrator" in one.text for one in refused)
    assert (ada["role"], ada["disabled"], ada["last_admin"]) == ("admin", False, True)


async def test_a_key_is_shown_once_works_and_is_revoked(settings: Settings) -> None:
    async with whole(settings) as site:
        made = await call(site, "POST", "/keys", {"name": NAME, "role": "viewer"})
        key = {"authorization": f"Bearer {made.json()['key']}"}
        used = await site.client.get("/api/v1/integrations/", headers=key)
        listed = await call(site, "GET", "/keys")
        revoked = [await call(site, "DELETE", f"/keys/{quote(NAME, safe='')}") for _ in range(2)]
        site.app.state.auth._keys.clear()  # five seconds later
        refused = await site.client.get("/api/v1/integrations/", headers=key)

    assert (made.status_code, used.status_code, refused.status_code) == (201, 200, 401)
    assert NAME in [one["name"] for one in listed.json()["keys"]]
    assert made.json()["key"] not in listed.text
    assert [one.status_code for one in revoked] == [200, 404]


@pytest.mark.parametrize(
    ("method", "path", "content", "status", "field"),
    [
        ("POST", "/people", {"name": " ", "role": "viewer"}, 422, "name"),
        ("POST", "/people", {"name": "ada", "role": "viewer"}, 422, "name"),
        ("POST", "/people", {"name": "eve", "role": "king"}, 400, "role"),
        ("POST", "/people", {"name": "eve", "role": "viewer", "password": "x"}, 400, ""),
        ("POST", "/people", {"name": "eve"}, 400, ""),
        ("PATCH", "/people/ada", {"disabled": "yes"}, 400, "disabled"),
        ("POST", "/keys", {"name": "erp", "role": "king"}, 422, "role"),
        ("POST", "/keys", {"name": "tests", "role": "ingest"}, 422, "name"),
    ],
)
async def test_what_is_refused_names_its_field_and_changes_nothing(
    settings: Settings, method: str, path: str, content: Any, status: int, field: str
) -> None:
    async with whole(settings) as site:
        before = await sql("SELECT count(*) AS n FROM audit")
        answer = await call(site, method, path, content)
        after = await sql("SELECT count(*) AS n FROM audit")

    assert answer.status_code == status, answer.text
    assert [one["field"] for one in answer.json()["problems"]] == [field]
    assert before == after


async def test_nobody_by_that_name_is_not_there(settings: Settings) -> None:
    async with whole(settings) as site:
        changed = await call(site, "PATCH", "/people/nobody", {"role": "admin"})
        link = await call(site, "POST", "/people/nobody/links")

    assert (changed.status_code, link.status_code) == (404, 404)


@pytest.mark.parametrize("role", ["viewer", "operator", "ingest"])
async def test_whoever_is_no_administrator_is_refused_all_of_it(settings: Settings, role: str) -> None:
    asked = (
        ("GET", "/people"),
        ("POST", "/people"),
        ("PATCH", "/people/ada"),
        ("POST", "/people/ada/links"),
        ("GET", "/keys"),
        ("POST", "/keys"),
        ("DELETE", "/keys/tests"),
    )
    async with whole(settings) as site:
        key = {"authorization": f"Bearer {await create_api_key('other', role, by='tests')}"}
        found = [await site.client.request(method, f"/api/v1{path}", headers=key) for method, path in asked]
        keys = await sql("SELECT FROM api_key WHERE revoked_at IS NULL")

    assert {one.status_code for one in found} == {403}
    assert len(keys) == 2
