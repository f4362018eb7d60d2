"""Two at once, with pages that they opened before: who comes second is told, and overwrites nothing unseen."""

import httpx
import pytest

from backend.actions.people.create_user import create_user
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage.people import find_user
from tests.actions.make import department
from tests.factories import drain, press, receive, sql
from tests.web.browsers import another
from tests.web.browsers import press as post
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

PAGE = "/integrations/1"


async def make(site: Whole) -> None:
    await site.make_books()
    await create_user("bob", Role.ADMIN, by="tests")


async def told(client: httpx.AsyncClient, path: str, **fields: str) -> str:
    """What the page says after it."""
    done = await post(client, path, **fields)
    assert done.status_code in (200, 303, 422), done.text
    return done.text if done.status_code != 303 else (await client.get(done.headers["location"])).text


async def seen_by(client: httpx.AsyncClient) -> str:
    """The hold that the page shows."""
    page = (await client.get(f"{PAGE}/line")).text
    return page.split('name="seen" value="')[1].split('"')[0] if 'id="release"' in page else ""


async def test_of_two_who_hold_it_the_second_reads_whose_reason_stands(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        first = await told(site.client, f"{PAGE}/hold", reason="Month end")
        async with another(site, "bob") as bob:
            second = await told(bob, f"{PAGE}/hold", reason="They move house")
        (row,) = await sql("SELECT held_reason, held_by FROM integration")

    assert "It was held before" not in first
    assert "It was held before, and your reason is not kept: Held since " in second
    assert tuple(row) == ("Month end", "ada")


async def test_nobody_releases_a_hold_that_they_did_not_see(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await post(site.client, f"{PAGE}/hold", reason="Month end")
        async with another(site, "bob") as bob:
            seen = await seen_by(bob)
            await post(site.client, f"{PAGE}/release", seen=await seen_by(site.client))
            late = await told(bob, f"{PAGE}/release", seen=seen)
            await post(site.client, f"{PAGE}/hold", reason="The auditors are here")
            refused = await told(bob, f"{PAGE}/release", seen=seen)
            (held,) = await sql("SELECT held_reason FROM integration")
            await post(bob, f"{PAGE}/release", seen=await seen_by(bob))
        (after,) = await sql("SELECT held_reason FROM integration")

    assert "It was released before: nothing was changed." in late
    assert "It was released meanwhile, and is held anew. Held since " in refused
    assert "The auditors are here. Press again if that shall end" in refused
    assert (held["held_reason"], after["held_reason"]) == ("The auditors are here", None)


async def test_a_role_that_somebody_else_gave_meanwhile_is_not_overwritten_unseen(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await create_user("cleo", Role.VIEWER, by="tests")
        await post(site.client, "/people/change-role", name="cleo", role="operator", seen="viewer")
        async with another(site, "bob") as bob:
            second = await told(bob, "/people/change-role", name="cleo", role="admin", seen="viewer")
            found = await find_user("cleo")
            again = await told(bob, "/people/change-role", name="cleo", role="admin", seen="operator")

    assert "somebody else made cleo operator meanwhile; press again to change that" in second
    assert found is not None
    assert found.role is Role.OPERATOR
    assert "cleo has the role admin now." in again


@pytest.mark.parametrize("act", ["remove", "test"])
async def test_an_address_that_somebody_else_removed_is_said_to_be_gone(settings: Settings, act: str) -> None:
    async with whole(settings) as site:
        await make(site)
        given = {"channel": "webhook", "address": "https://hooks.example/x", "cause": "on"}
        await post(site.client, f"{PAGE}/notifications", **given)
        await post(site.client, f"{PAGE}/notifications/1/remove")
        async with another(site, "bob") as bob:
            second = await told(bob, f"{PAGE}/notifications/1/{act}")

    assert "Nothing was done: somebody removed this address meanwhile." in second


async def test_who_stops_or_undoes_a_sync_after_somebody_else_is_told(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await receive(site.app.state.runtime, department())
        await press(site.app.state.runtime, 1)
        await post(site.client, f"{PAGE}/syncs/1/stop")
        async with another(site, "bob") as bob:
            second = await told(bob, f"{PAGE}/syncs/1/stop")

    assert "It was stopped before." in second
    assert "Stopped by ada" in second


async def test_of_two_who_send_what_stopped_for_an_entry_the_second_is_told_who_was_first(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        runtime = site.app.state.runtime
        await sql("""UPDATE integration SET config = config || '{"refuse_prefix": "D"}'""")
        await receive(runtime, department())
        await press(runtime, 1)
        await drain(runtime, 1)
        (cause,) = await sql("SELECT id FROM cause")
        form = {"cause": str(cause["id"]), "expect": "1"}
        await post(site.client, f"{PAGE}/maps/payment_term/retry", **form)
        async with another(site, "bob") as bob:
            second = await told(bob, f"{PAGE}/maps/payment_term/retry", **form)

    assert "Something changed meanwhile, so nothing was sent" in second
    assert "The button was for 1, and would be for 0 now" in second
