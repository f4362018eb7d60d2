"""Notifications as a screen: an administrator adds, tries and removes who is told, without a script."""

import re

import pytest
from msgspec.structs import replace

from backend.actions.notifications.deliver_notifications import deliver_notifications
from backend.actions.people.create_user import create_user
from backend.domain.roles import Role
from backend.settings import Settings
from tests.channels.receivers import hook
from tests.factories import sql
from tests.web.browsers import another, press
from tests.web.whole import whole

pytestmark = pytest.mark.anyio

PAGE = "/integrations/1/notifications"
HOOK = "https://hooks.example/x"


async def test_a_webhook_is_added_with_a_secret_that_is_shown_once(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        made = await press(site.client, PAGE, channel="webhook", address=HOOK, cause="yes", line="yes")
        later = await site.client.get(PAGE)
        (kept,) = await sql("SELECT topics FROM subscription")
    found = re.search(r'<pre id="secret-text">(whsec_\S+)</pre>', made.text)

    assert made.status_code == 200
    assert found
    assert found[1] not in later.text
    assert HOOK in later.text
    assert kept["topics"] == ["cause", "line"]


async def test_a_test_is_sent_and_the_page_says_what_became_of_it(settings: Settings) -> None:
    async with whole(replace(settings, demo=True)) as site, hook(b"HTTP/1.1 500 Oops\r\n\r\n") as receiver:
        await site.make_books()
        await press(site.client, PAGE, channel="webhook", address=receiver.address, line="yes")
        sent = await press(site.client, f"{PAGE}/1/test")
        waits = (await site.client.get(sent.headers["location"])).text
        await deliver_notifications(site.app.state.runtime)
        failed = (await site.client.get(PAGE)).text
        await sql("UPDATE notification SET due = clock_timestamp()")
        await deliver_notifications(site.app.state.runtime)
        delivered = (await site.client.get(PAGE)).text

    assert "A test is on its way" in waits
    assert "On its way" in waits
    assert "The receiver answered 500" in failed
    assert "Next try:" in failed
    assert "Delivered" in delivered
    assert "2 tries" in delivered


async def test_who_is_removed_is_gone(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        await press(site.client, PAGE, channel="webhook", address=HOOK, line="yes")
        removed = await press(site.client, f"{PAGE}/1/remove")
        again = await press(site.client, f"{PAGE}/1/remove")
        page = (await site.client.get(removed.headers["location"])).text

    assert (removed.status_code, again.status_code) == (303, 303)
    assert HOOK not in page
    assert "This address is not told any more." in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"channel": "webhook", "address": "http://10.0.0.1/", "line": "yes"}, "Address: must begin with https://"),
        ({"channel": "webhook", "address": "https://10.0.0.1/", "line": "yes"}, "SYNCLINE_NOTIFY_PRIVATE"),
        ({"channel": "webhook", "address": f"{HOOK} y", "line": "yes"}, "Address: expected an address"),
        ({"channel": "webhook", "address": HOOK}, "Topics: expected at least one"),
        ({"channel": "email", "address": "ada@example.com", "line": "yes"}, "There is no mail server"),
        ({"channel": "email", "address": "ada", "line": "yes"}, "expected one address"),
        ({"channel": "pigeon", "address": "roof", "line": "yes"}, "Channel: expected one of"),
    ],
)
async def test_what_cannot_be_told_is_refused_in_its_place_and_stays_typed(
    settings: Settings, fields: dict[str, str], said: str
) -> None:
    async with whole(settings) as site:
        await site.make_books()
        refused = await press(site.client, PAGE, **fields)

    assert refused.status_code == 422
    assert said in refused.text
    assert f'value="{fields["address"]}"' in refused.text


async def test_an_address_is_told_once(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        await press(site.client, PAGE, channel="webhook", address=HOOK, line="yes")
        again = await press(site.client, PAGE, channel="webhook", address=HOOK, line="yes")

    assert again.status_code == 422
    assert "is told already" in again.text


async def test_only_administrators_see_who_is_told(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        await create_user("bob", Role.OPERATOR, by="tests")
        async with another(site, "bob") as bob:
            looked = await bob.get(PAGE)
            pressed = await press(bob, PAGE, channel="webhook", address=HOOK, line="yes")
            line = await bob.get("/integrations/1/line")

    assert (looked.status_code, pressed.status_code) == (403, 403)
    assert "/notifications" not in line.text


async def test_a_program_adds_tries_lists_and_removes(settings: Settings) -> None:
    path = "/api/v1/integrations/1/subscriptions"
    async with whole(settings) as site:
        await site.make_books()
        api = {"headers": site.key}
        made = await site.client.post(path, json={"channel": "webhook", "address": HOOK}, **api)
        tried = await site.client.post(f"{path}/1/test", **api)
        listed = (await site.client.get(path, **api)).text
        wrong = await site.client.post(
            path, json={"channel": "webhook", "address": "ftp://x", "topics": ["line"]}, **api
        )
        odd = await site.client.post(path, json={"channel": "webhook", "adress": HOOK}, **api)
        removed = await site.client.delete(f"{path}/1", **api)
        again = await site.client.delete(f"{path}/1", **api)

    assert made.json()["secret"].startswith("whsec_")
    assert [one.status_code for one in (made, tried, wrong, odd, removed, again)] == [201, 202, 422, 400, 200, 404]
    assert HOOK in listed
    assert '"event":"test"' in listed
    assert made.json()["secret"] not in listed
    assert wrong.json()["problems"][0]["field"] == "address"
