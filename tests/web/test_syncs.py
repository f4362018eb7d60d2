"""Syncs on their pages and in the API: pressed by filter, followed, stopped."""

from collections.abc import Iterator
from itertools import count

import pytest

from backend.actions.keys.create_api_key import create_api_key
from backend.actions.syncs import press as pressing
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage import syncs
from tests.factories import drain, sql
from tests.frontend.sample import HOSTILE
from tests.waiting import until
from tests.web.hidden import hidden
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

API = "/api/v1/integrations/1"
LIST = "/integrations/1/objects"
HTMX = {"hx-request": "true"}
_numbers = count(1)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if more than five objects were very many."""
    monkeypatch.setattr(syncs, "CHUNK", 5)
    monkeypatch.setattr(pressing, "FEW", 5)
    return


async def make(site: Whole, number: int = 12) -> str:
    """The CSRF token."""
    await site.make_books(company=f"Syncs {next(_numbers)}")
    await site.hand_over(*(f"D{n:03}" for n in range(number)))
    return hidden((await site.client.get(LIST)).text, "csrf")


async def test_a_program_presses_by_filter_follows_and_stops(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        pressed = await site.client.post(f"{API}/syncs", json={"filter": {"key": "D"}}, headers=site.key)
        number = pressed.json()["sync"]
        seen = await site.client.get(f"{API}/syncs/{number}", headers=site.key)
        stopped = await site.client.post(f"{API}/syncs/{number}/stop", headers=site.key)
        again = await site.client.post(f"{API}/syncs/{number}/stop", headers=site.key)
        nobody = await site.client.get(f"{API}/syncs/77", headers=site.key)

    assert (pressed.status_code, pressed.json()) == (202, {"sync": number, "sent": 12, "left_out": []})
    assert seen.json() | {"filter": "key=D", "items": 12, "queued": 12, "moving": 12, "stopped_at": None} == seen.json()
    assert (stopped.json()["stopped"], stopped.json()["moving"], stopped.json()["withdrawing"]) == (12, 0, False)
    assert (again.json(), nobody.status_code) == (stopped.json(), 404)


async def test_who_only_looks_may_follow_and_not_stop(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await site.client.post(f"{API}/syncs", json={"all": True}, headers=site.key)
        viewer = {"authorization": f"Bearer {await create_api_key('viewer', Role.VIEWER, by='tests')}"}
        seen = await site.client.get(f"{API}/syncs/1", headers=viewer)
        refused = await site.client.post(f"{API}/syncs/1/stop", headers=viewer)
        without_token = await site.client.post("/integrations/1/syncs/1/stop")

    assert (seen.status_code, refused.status_code, without_token.status_code) == (200, 403, 403)


async def test_without_javascript_all_that_match_are_pressed_followed_and_stopped(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site)
        page = await site.client.get(f"{LIST}?key=D00")
        offered = await site.client.get("/integrations/1/syncs/new?key=D00")
        form = {"csrf": csrf, "matching": "all", "filter": "key=D00", "verb": "synchronize", "expect_synchronize": "10"}
        pressed = await site.client.post("/integrations/1/syncs", data=form)
        followed = await site.client.get(pressed.headers["location"])
        stop = await site.client.post(f"{pressed.headers['location']}/stop", data={"csrf": csrf})
        after = await site.client.get(stop.headers["location"])
        every = await site.client.get("/integrations/1/syncs")

    assert "/integrations/1/syncs/new?key=D00" in page.text
    assert "Key: D00: 10 objects" in offered.text
    assert (pressed.status_code, pressed.headers["location"]) == (303, "/integrations/1/syncs/1")
    assert "10 of 10 still move" in followed.text
    assert "0 had ended or went on, 10 stopped" in after.text
    assert "Undone: nothing of it was sent." in after.text
    assert "Key: D00" in every.text


async def test_a_sync_of_chosen_objects_is_called_by_the_first_in_the_readers_language(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 4)
        ids = [row["id"] for row in await sql("SELECT id FROM binding ORDER BY id")]
        for chosen in (ids[:3], ids[3:]):
            form = {"csrf": csrf, "object": chosen, "verb": "synchronize", "expect_synchronize": str(len(chosen))}
            await site.client.post("/integrations/1/syncs", data=form)
        every = await site.client.get("/integrations/1/syncs", headers={"accept-language": "de"})
        page = await site.client.get("/integrations/1/syncs/1", headers={"accept-language": "fr"})
        alone = await site.client.get("/integrations/1/syncs/2")

    assert "D000 und 2 weitere</a>" in every.text
    assert ">D003</a>" in every.text
    assert ": D000 et 2 autres</h1>" in page.text
    assert "<h1>Synchronize: D003</h1>" in alone.text


async def test_a_filter_that_cannot_be_read_sends_nothing(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 1)
        page = await site.client.get("/integrations/1/syncs/new?version=abc")

    assert page.status_code == 200
    assert "<b>0</b>" in page.text


async def test_what_has_ended_is_not_stopped_and_says_so(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 3)
        await site.client.post(f"{API}/syncs", json={"all": True}, headers=site.key)
        await drain(site.app.state.runtime, 1)
        page = await site.client.get("/integrations/1/syncs/1")
        stop = await site.client.post("/integrations/1/syncs/1/stop", data={"csrf": csrf})
        after = await site.client.get(stop.headers["location"])
        stopped = await site.client.post(f"{API}/syncs/1/stop", headers=site.key)

    assert 'id="stop"' not in page.text
    assert "Nothing of it moves any more: nothing was stopped." in after.text
    assert "Stopped by" not in after.text
    assert (stopped.status_code, stopped.json()["stopped_at"]) == (200, None)


async def test_the_page_of_a_sync_says_why_nothing_of_it_moves(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 3)
        await site.client.post(f"{API}/syncs", json={"all": True}, headers=site.key)
        await site.client.post(f"{API}/hold", json={"reason": "Month end"}, headers=site.key)
        page = await site.client.get("/integrations/1/syncs/1")
        polled = await site.client.get("/integrations/1/syncs/1/rows")

    assert "Month end" in page.text
    assert "Month end" in polled.text


async def test_a_whole_page_that_is_ticked_offers_all_that_match(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 120)
        ids = [str(row["id"]) for row in await sql("SELECT id FROM binding ORDER BY id DESC LIMIT 100")]
        ticked = {"csrf": csrf, "object": ids, "filter": ""}
        bar = await site.client.post("/integrations/1/plans", data=ticked, headers=HTMX)
        few = await site.client.post("/integrations/1/plans", data=ticked | {"object": ids[:99]}, headers=HTMX)
        chosen = await site.client.post("/integrations/1/plans?matching=all", data=ticked, headers=HTMX)
        paged = await site.client.post("/integrations/1/plans", data=ticked | {"matching": "all"}, headers=HTMX)
        form = ticked | {"matching": "all", "verb": "synchronize", "expect_synchronize": "120"}
        pressed = await site.client.post("/integrations/1/syncs", data=form, headers=HTMX)
        found = await sql("SELECT filter, items FROM sync")

    assert "Select all 120 that match" in bar.text
    assert "that match" not in few.text
    assert "All 120 that match selected" in chosen.text
    assert "20 not on this page" in chosen.text
    assert "20 not on this page" in paged.text
    assert 'name="expect_synchronize" value="120"' in chosen.text
    assert pressed.status_code == 201
    assert '120 queued <a class="link" href="/integrations/1/syncs/1">' in pressed.text
    assert [tuple(row) for row in found] == [("", 120)]


async def test_another_number_than_the_button_showed_sends_nothing(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site)
        form = {"csrf": csrf, "matching": "all", "filter": "", "verb": "synchronize", "expect_synchronize": "11"}
        pressed = await site.client.post("/integrations/1/syncs", data=form, headers=HTMX)
        asked = {"all": True, "expected": 11}
        by_program = await site.client.post(f"{API}/syncs", json=asked, headers=site.key)
        assert await sql("SELECT FROM sync") == []

    assert (pressed.status_code, by_program.status_code) == (409, 409)
    assert "The button was for 11, and would be for 12 now" in pressed.text
    assert "12 would be sent, not 11" in by_program.json()["detail"]


async def test_what_came_or_went_since_all_that_match_were_chosen_is_said_before_anything_is_sent(
    settings: Settings,
) -> None:
    """The choice is the filter, and the number that it had: frozen by the press that finds it still so."""
    async with whole(settings) as site:
        csrf = await make(site)
        form = {"csrf": csrf, "matching": "all", "filter": "key=D", "verb": "synchronize"}
        again = {"referer": "http://127.0.0.1:8000/integrations/1/syncs/new?key=D"}

        async def press(number: int) -> str:
            data = form | {"expect_synchronize": str(number)}
            done = await site.client.post("/integrations/1/syncs", data=data, headers=again)
            return (await site.client.get(done.headers["location"])).text

        more = [{"kind": "department", "key": "D999", "body": {"name": "New"}}]
        await site.client.post("/api/v1/objects", json=more, headers=site.key)
        came = await press(12)
        one = {"objects": [{"kind": "department", "key": "D000"}, {"kind": "department", "key": "D001"}]}
        await site.client.post(f"{API}/syncs", json=one, headers=site.key)
        went = await press(13)
        sent = await press(11)
        frozen = await sql("SELECT items FROM sync ORDER BY id")

    assert "The button was for 12, and would be for 13 now" in came
    assert 'name="expect_synchronize" value="13"' in came
    assert "The button was for 13, and would be for 11 now" in went
    assert "11 of 11 still move" in sent
    assert [row["items"] for row in frozen] == [2, 11]


async def test_a_page_that_did_not_change_is_not_drawn_again(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await site.client.post(f"{API}/syncs", json={"all": True}, headers=site.key)

        async def same() -> bool:
            page = await site.client.get("/integrations/1/syncs/1")
            rev = hidden(page.text, "rev")
            return (await site.client.get(f"/integrations/1/syncs/1/rows?rev={rev}&acts=1")).status_code == 204

        await until(same)  # the press is heard of a moment after its answer
        await drain(site.app.state.runtime, 1)
        other = await site.client.get("/integrations/1/syncs/1/rows?rev=old")

    assert "Ended: 12 of 12 done" in other.text


async def test_words_of_people_and_the_erp_are_text_on_the_page(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await site.client.post(f"{API}/syncs", json={"all": True}, headers=site.key)
        left_out = "jsonb_build_array(jsonb_build_array('in step', 1, $1::text))"
        await sql(
            f"UPDATE sync SET asked_by = $1, filter = 'key=' || $1, stopped_by = $1, left_out = {left_out}", HOSTILE
        )
        pages = [await site.client.get(f"/integrations/1/syncs{path}") for path in ("", "/1", "/1/rows")]

    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text


async def test_a_press_while_the_line_stops_is_accepted_and_says_what_it_waits_for(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 3)
        await site.client.post(f"{API}/hold", json={"reason": "Month end"}, headers=site.key)
        form = {"csrf": csrf, "object": ["1"], "verb": "synchronize", "expect_synchronize": "1"}
        pressed = await site.client.post("/integrations/1/syncs", data=form, headers=HTMX)
        plain = await site.client.post("/integrations/1/syncs", data=form | {"object": ["2"]})
        said = await site.client.get(plain.headers["location"])

    assert "1 accepted, and sent once the integration is released" in pressed.text
    assert "1 accepted, and sent once the integration is released" in said.text
