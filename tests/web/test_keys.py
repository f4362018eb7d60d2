"""Keys as a screen: made and shown once, revoked at once, and only for administrators."""

import re

import pytest

from backend.actions.people.create_user import create_user
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage.people import every_key
from tests.frontend.sample import HOSTILE
from tests.web.browsers import another, press
from tests.web.whole import whole

pytestmark = pytest.mark.anyio

API = "/api/v1/integrations/"


async def test_a_key_is_shown_once_works_and_is_refused_after_it_was_revoked(settings: Settings) -> None:
    async with whole(settings) as site:
        made = await press(site.client, "/keys", name="erp", role="viewer")
        found = re.search(r'<pre id="secret-text">(sync_\S+)</pre>', made.text)
        assert found
        key = {"authorization": f"Bearer {found[1]}"}
        used = await site.client.get(API, headers=key)
        later = await site.client.get("/keys")
        revoked = await press(site.client, "/keys/revoke", name="erp")
        site.app.state.auth._keys.clear()  # five seconds later
        refused = await site.client.get(API, headers=key)

    assert (made.status_code, used.status_code) == (200, 200)
    assert found[1] not in later.text
    assert "is refused within five seconds" in later.text
    assert (revoked.status_code, refused.status_code) == (303, 401)


async def test_the_list_says_when_a_program_came_with_a_key(settings: Settings) -> None:
    async with whole(settings) as site:
        await press(site.client, "/keys", name="idle", role="ingest")
        await site.client.get(API, headers=site.key)
        page = await site.client.get("/keys")

    idle, tests = page.text.split("<strong>idle</strong>")[1].split("<strong>tests</strong>")
    assert "Never used" in idle
    assert "Last used" in tests


@pytest.mark.parametrize(
    ("path", "fields", "said"),
    [
        ("/keys", {"name": "tests", "role": "viewer"}, "is taken; revoke that key first"),
        ("/keys", {"name": "erp", "role": "king"}, "Role: expected one of"),
        ("/keys", {"name": " ", "role": "ingest"}, "printable characters"),
        ("/keys/revoke", {"name": HOSTILE}, "there is no key"),
    ],
)
async def test_what_cannot_be_done_is_said_in_its_place(
    settings: Settings, path: str, fields: dict[str, str], said: str
) -> None:
    async with whole(settings) as site:
        answer = await press(site.client, path, **fields)
        keys = [one.name for one in await every_key()]

    assert answer.status_code == 422
    assert said in answer.text
    assert HOSTILE not in answer.text
    assert keys == ["tests"]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OPERATOR])
async def test_others_are_refused_and_see_no_link(settings: Settings, role: Role) -> None:
    async with whole(settings) as site:
        await create_user("bob", role, by="tests")
        async with another(site, "bob") as bob:
            shown = await bob.get("/you")
            refused = [await bob.get("/keys"), await press(bob, "/keys/revoke", name="tests")]
        keys = [one.name for one in await every_key()]

    assert 'id="to-keys"' not in shown.text
    assert [one.status_code for one in refused] == [403, 403]
    assert keys == ["tests"]
