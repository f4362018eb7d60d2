"""Embed keys: made by administrators, shown once, sealed, and revoked."""

import re
from html import unescape

import pytest
from msgspec.structs import replace

from backend.actions.people.create_user import create_user
from backend.domain.roles import Role
from backend.settings import Settings
from tests.factories import sql
from tests.web.browsers import another, press
from tests.web.whole import whole

pytestmark = pytest.mark.anyio


async def test_the_secret_is_shown_once_and_kept_sealed(settings: Settings) -> None:
    async with whole(settings) as site:
        made = await press(site.client, "/embed-keys", name="portal", role="operator")
        secret = re.findall(r'<pre id="secret-text">(syncembed_\S+)</pre>', made.text)[0]
        again = await press(site.client, "/embed-keys", name="portal", role="operator")
        later = await site.client.get("/keys")
        (kept,) = await sql("SELECT secret FROM embed_key")
        listed = (await site.client.get("/api/v1/embed-keys", headers=site.key)).json()

    assert made.status_code == 200
    assert again.status_code == 422
    assert "is taken; revoke that key first" in again.text
    assert re.search(r'id="embed-name"[^>]* value="portal"', again.text)
    assert re.search(r'<option value="operator" selected>', again.text[again.text.index('id="embed-role"') :])
    assert "<strong>portal</strong>" in later.text
    assert secret not in later.text + kept["secret"]
    assert [(one["name"], one["role"]) for one in listed["embed_keys"]] == [("portal", "operator")]


async def test_a_name_is_free_again_once_its_key_is_revoked(settings: Settings) -> None:
    async with whole(settings) as site:
        content = {"name": "portal", "role": "viewer"}
        made = [await site.client.post("/api/v1/embed-keys", json=content, headers=site.key) for _ in range(2)]
        revoked = [await site.client.delete("/api/v1/embed-keys/portal", headers=site.key) for _ in range(2)]
        anew = await site.client.post("/api/v1/embed-keys", json=content, headers=site.key)

    assert [one.status_code for one in made] == [201, 422]
    assert [one.status_code for one in revoked] == [200, 404]
    assert anew.status_code == 201
    assert anew.json()["secret"] != made[0].json()["secret"]


@pytest.mark.parametrize("role", ["admin", "ingest", ""])
async def test_no_key_grants_more_than_operators_may(settings: Settings, role: str) -> None:
    async with whole(settings) as site:
        content = {"name": "portal", "role": role}
        answer = await site.client.post("/api/v1/embed-keys", json=content, headers=site.key)

    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == "role"


async def test_only_administrators_make_one(settings: Settings) -> None:
    async with whole(settings) as site:
        await create_user("bob", Role.OPERATOR, by="tests")
        async with another(site, "bob") as bob:
            answer = await press(bob, "/embed-keys", name="portal", role="viewer")

        assert answer.status_code == 403
        assert await sql("SELECT FROM embed_key") == []


async def test_the_page_of_keys_has_the_line_of_a_frame_for_each_origin_or_says_that_none_is_set(
    settings: Settings,
) -> None:
    origins = frozenset({"https://portal.example", "https://other.example:8443"})
    async with whole(settings) as site:
        closed = (await site.client.get("/keys")).text
        runtime = site.app.state.runtime
        runtime.settings = replace(settings, embed_origins=origins, url="https://us.example")
        opened = unescape((await site.client.get("/keys")).text)

    assert "No origin is set: frames will not open." in closed
    assert "No origin is set" not in opened
    for origin in origins:
        assert f'<iframe title="Syncline" src="https://us.example/embed/panel?origin={origin}"></iframe>' in opened
