"""A read-only installation: people look, nothing is pressed, and what the ERP and the workers do goes on."""

import re
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from msgspec.structs import replace

from backend.actions.embeds.create_embed_key import create_embed_key
from backend.actions.people.create_user import create_user
from backend.domain.roles import Role
from backend.settings import Settings
from tests.factories import drain, make_integration, sql, statuses
from tests.web.test_syncs import HTMX
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

NAMED = "SYNCLINE_READ_ONLY"
SAFE = {"GET", "HEAD", "OPTIONS"}
GOING_ON = {
    "POST /sign-in",
    "POST /sign-out",
    "POST /embed/sessions",
    "POST /you",
    "POST /keys/revoke",
    "POST /embed-keys/revoke",
    "POST /people/disable",
    "DELETE /api/v1/keys/1",
    "DELETE /api/v1/embed-keys/1",
    "PATCH /api/v1/people/1",
    "POST /integrations/1/columns",
    "POST /integrations/1/bundles/1/1",
    "POST /api/v1/integrations/1/objects/1/1/bundle",
    "POST /api/v1/integrations/1/answers/1",
    "POST /api/v1/objects",
    "PUT /api/v1/objects/1/1/versions/1",
}
PAGES = [
    *("you", "people", "keys", "audit"),
    *(f"integrations/1/{one}" for one in ("objects", "syncs", "causes", "line", "maps", "notifications", "settings")),
    *(f"integrations/1/objects/department/{one}" for one in ("D1", "D2", "D3")),
    *("integrations/1/doctor", "integrations/1/syncs/new"),
]
FORM = re.compile(r'<form[^>]* method="post" action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
COUNT = "SELECT (SELECT count(*) FROM audit) AS audit, (SELECT count(*) FROM sync) AS syncs"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, read_only=True)


def changing(app: Litestar) -> Iterator[tuple[str, str]]:
    """Every method and address that may change something."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            path = re.sub(r"\{[^}]+\}", "1", route.path_format)
            yield from ((method, path) for method in sorted(route.methods - SAFE))


async def hand_over(site: Whole, *keys: str, version: str = "") -> None:
    objects = [{"kind": "department", "key": key, "body": {"name": f"Sales {version}"}} for key in keys]
    answer = await site.client.post("/api/v1/objects", json=objects, headers=site.key)
    assert (answer.status_code, answer.json()["refused"]) == (200, 0)


async def test_nothing_that_changes_something_is_taken_from_people_or_programs(settings: Settings) -> None:
    async with whole(settings) as site:
        await make_integration(site.app.state.runtime)
        before, found, taken = await sql(COUNT), list(changing(site.app)), set()
        for method, path in found:
            headers = site.key if path.startswith("/api/") else {}
            answer = await site.client.request(method, path, headers=headers)
            if answer.status_code != 403 or NAMED not in answer.text:
                taken.add(f"{method} {path}")
        after = await sql(COUNT)

    assert taken == GOING_ON
    assert len(found) > 60
    assert before == after


@pytest.mark.parametrize("headers", [HTMX, {}])
async def test_a_refusal_is_one_sentence_that_names_the_setting(settings: Settings, headers: dict[str, str]) -> None:
    async with whole(settings) as site:
        await make_integration(site.app.state.runtime)
        page = await site.client.post("/integrations/1/syncs", headers=headers)
        told = await site.client.post("/api/v1/integrations/1/hold", json={"reason": "x"}, headers=site.key)

    sentence = "Nothing was done: this installation is read-only (SYNCLINE_READ_ONLY)"
    assert (page.status_code, told.status_code) == (403, 403)
    assert sentence in page.text
    assert told.json()["detail"] == sentence


async def test_no_page_has_a_button_that_would_be_refused_and_each_says_so(settings: Settings) -> None:
    async with whole(settings) as site:
        runtime = site.app.state.runtime
        await make_integration(runtime, automatic={"department": True})
        await hand_over(site, "D1", "D2", "D3")
        await sql("UPDATE binding SET phase = 'parked', park = 'ordinary' WHERE object = 2")
        pages = {path: (await site.client.get(f"/{path}")).text for path in PAGES}
        new = await site.client.get("/integrations/new")

    offered = {action for page in pages.values() for action, inside in FORM.findall(page) if "<button" in inside}
    assert {f"POST {re.sub('department/D.', '1/1', one)}" for one in offered} <= GOING_ON
    assert [path for path, page in pages.items() if 'id="read-only"' not in page] == []
    assert set(re.findall(r'hx-post="([^"]+)"', "".join(pages.values()))) == {"/integrations/1/columns"}
    assert new.status_code == 403


async def test_access_can_be_taken_away_and_not_given(settings: Settings) -> None:
    async with whole(settings) as site:
        runtime, person, headers = site.app.state.runtime, "/api/v1/people/eve", site.key
        await create_user("eve", Role.OPERATOR, by="tests")
        await create_embed_key(runtime, "portal", "viewer", by="tests")
        raised = await site.client.patch(person, json={"role": "admin", "disabled": True}, headers=headers)
        ended = await site.client.patch(person, json={"disabled": True}, headers=headers)
        again = await site.client.patch(person, json={"disabled": False}, headers=headers)
        key = await site.client.delete("/api/v1/embed-keys/portal", headers=headers)
        (eve,) = await sql("SELECT role, disabled_at IS NOT NULL AS disabled FROM \"user\" WHERE name = 'eve'")

    assert (raised.status_code, ended.status_code, again.status_code, key.status_code) == (403, 200, 403, 200)
    assert NAMED in raised.text
    assert (eve["role"], eve["disabled"]) == ("operator", True)


async def test_what_the_erp_hands_over_is_taken_and_workers_send_it(settings: Settings) -> None:
    async with whole(settings) as site:
        runtime = site.app.state.runtime
        await make_integration(runtime, automatic={"department": True}, quiet_seconds={"department": 0})
        await hand_over(site, "D1")
        await drain(runtime, 1)

        assert await statuses(1) == {"D1": "success"}


async def test_who_looks_signs_in_chooses_for_their_browser_and_signs_out(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = (await site.client.get("/you")).text.split('name="csrf" value="')[1].split('"')[0]
        chosen = await site.client.post("/you", data={"csrf": csrf, "language": "de"})
        page = await site.client.get("/you")
        left = await site.client.post("/sign-out", data={"csrf": csrf})
        gone = await site.client.get("/you")

    assert (chosen.status_code, left.status_code) == (303, 303)
    assert '<html lang="de"' in page.text
    assert "/sign-in" in gone.headers["location"]
