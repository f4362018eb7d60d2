"""People as a screen: an administrator adds, changes, disables and lets in again, without a script."""

import re

import httpx
import pytest

from backend.actions.people.create_user import create_user
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage.people import find_user
from tests.factories import sql
from tests.frontend.sample import HOSTILE
from tests.web.browsers import another, press
from tests.web.whole import whole

pytestmark = pytest.mark.anyio

OLD, NEW = "correct horse battery staple", "an entirely other password"


def link_in(page: httpx.Response) -> str:
    found = re.search(r'<pre id="secret-text">(\S+)</pre>', page.text)
    assert found
    return found[1]


async def test_who_is_added_signs_in_by_the_link_that_is_shown_once(settings: Settings) -> None:
    async with whole(settings) as site:
        made = await press(site.client, "/people", name="Änne <b>", role="operator")
        later = await site.client.get("/people")
        link = link_in(made)
        first, second = [await site.client.get(link) for _ in range(2)]

    assert made.status_code == 200
    assert "Änne &lt;b&gt;" in later.text
    assert "<b>" not in later.text
    assert link.rpartition("/")[2] not in later.text
    assert (first.status_code, second.status_code) == (303, 410)


async def test_a_role_changes_and_a_person_is_disabled_and_let_in_again(settings: Settings) -> None:
    async with whole(settings) as site:
        await create_user("bob", Role.VIEWER, by="tests")
        seen = []
        for path, fields in (("change-role", {"role": "admin"}), ("disable", {}), ("enable", {})):
            done = await press(site.client, f"/people/{path}", name="bob", **fields)
            user = await find_user("bob")
            assert user
            seen.append((done.status_code, user.role, user.disabled))
        told = await site.client.get(done.headers["location"])

    assert seen == [(303, Role.ADMIN, False), (303, Role.ADMIN, True), (303, Role.ADMIN, False)]
    assert "bob may sign in again." in told.text


@pytest.mark.parametrize(("path", "fields"), [("disable", {}), ("change-role", {"role": "viewer"})])
async def test_the_last_administrator_stays_one(settings: Settings, path: str, fields: dict[str, str]) -> None:
    async with whole(settings) as site:
        page = await site.client.get("/people")
        refused = await press(site.client, f"/people/{path}", name="ada", **fields)
        user = await find_user("ada")

    assert "/people/disable" not in page.text
    assert "/people/change-role" not in page.text
    assert refused.status_code == 422
    assert "ada is the only administrator; make somebody else one first" in refused.text
    assert user
    assert (user.role, user.disabled) == (Role.ADMIN, False)


@pytest.mark.parametrize(
    ("path", "fields", "status", "said"),
    [
        ("/people", {"name": "ada", "role": "viewer"}, 422, "is taken"),
        ("/people", {"name": " x", "role": "viewer"}, 422, "printable characters"),
        ("/people", {"name": "x", "role": "king"}, 400, "role: expected one of viewer, operator, admin"),
        ("/people/links", {"name": "nobody"}, 422, "may sign in"),
        ("/people/disable", {"name": HOSTILE}, 422, "nobody is called"),
    ],
)
async def test_what_cannot_be_done_is_said_and_nothing_changes(
    settings: Settings, path: str, fields: dict[str, str], status: int, said: str
) -> None:
    async with whole(settings) as site:
        before = await sql('SELECT name, role FROM "user"')
        answer = await press(site.client, path, **fields)

    assert answer.status_code == status
    assert said in answer.text
    assert HOSTILE not in answer.text
    assert [tuple(one) for one in before] == [("ada", "admin")]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OPERATOR])
async def test_others_are_refused_see_no_link_and_learn_who_can_grant_the_right(settings: Settings, role: Role) -> None:
    async with whole(settings) as site:
        await create_user("bob", role, by="tests")
        async with another(site, "bob") as bob:
            shown = await bob.get("/you")
            refused = [await bob.get("/people"), await press(bob, "/people", name="eve", role="admin")]

        assert 'id="to-people"' not in shown.text
        assert [one.status_code for one in refused] == [403, 403]
        assert f"Not allowed for the role {role}; ada (administrator) can change roles" in refused[0].text
        assert await find_user("eve") is None


async def test_a_press_without_the_forms_token_changes_nothing(settings: Settings) -> None:
    async with whole(settings) as site:
        refused = await site.client.post("/people", data={"name": "eve", "role": "admin"})

        assert refused.status_code == 403
        assert await find_user("eve") is None


async def test_the_list_says_when_somebody_was_here(settings: Settings) -> None:
    async with whole(settings) as site:
        await create_user("bob", Role.VIEWER, by="tests")
        await site.client.get("/people")
        page = await site.client.get("/people")

    ada, bob = page.text.split("<strong>ada</strong>")[1].split("<strong>bob</strong>")
    assert "Last seen" in ada
    assert "Never seen" in bob


async def test_ones_own_password_needs_the_old_one_and_ends_the_other_sessions(settings: Settings) -> None:
    async with whole(settings) as site:
        first = await press(site.client, "/you/password", new=OLD, again=OLD)
        async with another(site, "ada") as elsewhere:
            wrong = await press(site.client, "/you/password", old="wrong wrong wrong", new=NEW, again=NEW)
            still = await elsewhere.get("/you")
            right = await press(site.client, "/you/password", old=OLD, new=NEW, again=NEW)
            out, here = await elsewhere.get("/you"), await site.client.get("/you")
        deeds = [one["action"] for one in await sql("SELECT action FROM audit WHERE action LIKE 'user.password%'")]

    assert [one.status_code for one in (first, wrong, still, right, out, here)] == [303, 422, 200, 303, 303, 200]
    assert "Password now: is not your password now" in wrong.text
    assert out.headers["location"].startswith("/sign-in")
    assert sorted(deeds) == ["user.password_changed", "user.password_changed", "user.password_refused"]


async def test_a_new_password_is_written_twice_and_long_enough(settings: Settings) -> None:
    async with whole(settings) as site:
        twice = await press(site.client, "/you/password", new=NEW, again=OLD)
        short = await press(site.client, "/you/password", new="short", again="short")
        user = await find_user("ada")

    assert "New password, once more: the new password was written in two ways" in twice.text
    assert "New password: must have 12 to 1024 characters, has 5" in short.text
    assert user
    assert user.password_hash is None
