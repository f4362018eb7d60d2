"""Ten seconds to take back a press on a screen; and who was first, of two."""

from typing import Any

import pytest
from msgspec.structs import replace

from backend.actions.people.create_user import create_user
from backend.actions.people.make_link import make_link
from backend.actions.syncs import press as pressing
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage import syncs
from tests.factories import drain, sql, statuses
from tests.waiting import until
from tests.web.hidden import hidden
from tests.web.test_syncs import API, HTMX, LIST, make
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

SYNCS = "/integrations/1/syncs"
IN_FLIGHT = """UPDATE binding SET phase = 'confirming', want = false, open_attempt = 1,
               next_at = now() + interval '1 hour', quarantine_until = now() + interval '1 hour'"""
LATER = "SELECT min(next_at) > now() + interval '5 seconds' AS later FROM binding WHERE want OR phase = 'confirming'"


async def press(site: Whole, csrf: str, ids: list[int], headers: dict[str, str] = HTMX, **more: str) -> Any:
    form = {"csrf": csrf, "object": [str(one) for one in ids], "verb": "synchronize", **more}
    return await site.client.post(SYNCS, data=form, headers=headers)


async def test_several_objects_wait_and_undo_takes_them_back_whole(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 3)
        pressed = await press(site, csrf, [1, 2, 3])
        (waits,) = await sql(LATER)
        await drain(site.app.state.runtime, 1)
        page = await site.client.get(f"{SYNCS}/1")
        undone = await site.client.post(f"{SYNCS}/1/stop", data={"csrf": csrf}, headers=HTMX)
        (attempts,) = await sql("SELECT count(*) AS n FROM attempt")

        assert set((await statuses(1)).values()) == {"not_integrated"}
    assert (waits["later"], attempts["n"]) == (True, 0)
    assert f'action="{SYNCS}/1/stop"' in pressed.text
    assert '<button id="stop" class="btn" form="stop-form">Undo</button>' in page.text
    assert page.text.index('id="stop"') < page.text.index('id="items"')
    assert "Undone: nothing of it was sent." in undone.text


async def test_what_was_in_error_waits_and_is_in_error_again_once_undone(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 2)
        await sql("UPDATE binding SET phase = 'parked', park = 'ordinary'")
        await press(site, csrf, [1, 2], verb="force_synchronize")
        (waits,) = await sql(LATER)
        pages = [(await site.client.get(one)).text for one in (f"{SYNCS}/1", LIST)]
        await site.client.post(f"{SYNCS}/1/stop", data={"csrf": csrf}, headers=HTMX)

        assert set((await statuses(1)).values()) == {"error"}
    assert waits["later"]
    assert all("To be looked up" in one for one in pages)


async def test_very_many_wait_too(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syncs, "CHUNK", 5)
    monkeypatch.setattr(pressing, "FEW", 5)
    async with whole(settings) as site:
        csrf = await make(site, 12)
        pressed = await press(site, csrf, [], matching="all", filter="")
        (waits,) = await sql(LATER)

    assert (waits["later"], '<button class="btn quiet undo">' in pressed.text) == (True, True)


async def test_once_it_is_too_late_to_undo_an_open_page_offers_stop_though_nothing_changed(settings: Settings) -> None:
    async with whole(replace(settings, undo_seconds=2)) as site:
        csrf = await make(site, 3)
        await press(site, csrf, [1, 2, 3])
        page = (await site.client.get(f"{SYNCS}/1")).text
        second = hidden(page, "undo")
        polled = f"{SYNCS}/1/rows?acts=1&rev=&undo={second}"
        before = (await site.client.get(polled)).text

        async def is_over() -> bool:
            return "Undo" not in (await site.client.get(polled)).text

        await until(is_over)
        after = (await site.client.get(polled)).text

    assert 'form="stop-form">Undo</button>' in before
    assert 'form="stop-form">Stop</button>' in after
    assert "What was sent goes on until its outcome is known" in after
    assert 'id="rev" name="rev" value=""' in before
    assert 'id="rev" name="rev" value=""' not in after


async def test_one_object_and_what_a_program_asks_for_go_at_once(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 3)
        alone = await press(site, csrf, [1])
        named = [{"kind": "department", "key": key} for key in ("D001", "D002")]
        await site.client.post(f"{API}/syncs", json={"objects": named}, headers=site.key)
        await drain(site.app.state.runtime, 1)

        assert set((await statuses(1)).values()) == {"success"}
    assert '<button class="btn quiet undo">' not in alone.text


async def test_without_javascript_the_message_on_the_page_undoes_it(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 3)
        pressed = await press(site, csrf, [1, 2, 3], headers={})
        said = await site.client.get(pressed.headers["location"])
        stop = await site.client.post(f"{SYNCS}/1/stop", data={"csrf": csrf})
        after = await site.client.get(stop.headers["location"])

    assert f'href="{SYNCS}/1">Follow it</a>' in said.text
    assert f'<form method="post" action="{SYNCS}/1/stop"' in said.text
    assert '<span class="plain-only">Nothing is sent before' in said.text
    assert "Undone: nothing of it was sent." in after.text


async def test_the_second_of_two_is_told_who_was_first(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 3)
        await press(site, csrf, [1, 2])
        await create_user("mira", Role.OPERATOR, by="tests")
        await site.client.get(str(await make_link(site.app.state.runtime, "mira", by="tests")))
        hers = hidden((await site.client.get(LIST)).text, "csrf")
        (first,) = await sql("SELECT asked_by FROM sync")

        refused = await press(site, hers, [1, 2], expect_synchronize="2")
        some = await press(site, hers, [2, 3], expect_synchronize="1")
        plain = await press(site, hers, [1, 2], headers={})
        said = await site.client.get(plain.headers["location"])

    told = f"{first['asked_by']} asked for 2 of these at "
    assert (refused.status_code, told in refused.text) == (409, True)
    assert f'href="{SYNCS}/1">Follow it</a>' in refused.text
    assert f"1 left out: already synchronizing · {first['asked_by']} asked for 1 of these at " in some.text
    assert told in said.text
    assert f'href="{SYNCS}/1">Follow it</a>' in said.text


async def test_who_was_first_is_named_only_of_what_still_moves(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 4)
        await press(site, csrf, [2, 3])
        await press(site, csrf, [1])
        await drain(site.app.state.runtime, 1)
        some = await press(site, csrf, [1, 2, 3, 4])

    assert "asked for 2 of these at " in some.text


@pytest.mark.parametrize("headers", [HTMX, {}])
async def test_the_message_offers_undo_for_as_long_as_the_setting_gives(
    settings: Settings, headers: dict[str, str]
) -> None:
    async with whole(replace(settings, undo_seconds=60)) as site:
        csrf = await make(site, 3)
        pressed = await press(site, csrf, [1, 2, 3], headers=headers)
        said = pressed if headers else await site.client.get(pressed.headers["location"])

    seconds = int(said.text.split('data-stay="')[1].split('"')[0])
    assert 50 < seconds <= 60


async def test_a_message_that_is_read_again_too_late_offers_no_undo(settings: Settings) -> None:
    async with whole(replace(settings, undo_seconds=1)) as site:
        csrf = await make(site, 3)
        pressed = await press(site, csrf, [1, 2, 3], headers={})

        async def is_over() -> bool:
            return "data-stay" not in (await site.client.get(pressed.headers["location"])).text

        await until(is_over)
        said = await site.client.get(pressed.headers["location"])

    assert "3 queued" in said.text
    assert '<button class="btn quiet undo">' not in said.text


async def test_a_stop_says_what_goes_on_all_the_same(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 1)
        await press(site, csrf, [1])
        await sql(IN_FLIGHT)
        stopped = await site.client.post(f"{SYNCS}/1/stop", data={"csrf": csrf}, headers=HTMX)
        page = await site.client.get(f"{SYNCS}/1")
    for text in (stopped.text, page.text):
        assert "What was sent goes on until its outcome is known, and is not sent again." in text
        assert "Newer versions that are wanted by themselves go on" in text
        assert "what an error of another object blocked, once that is there" in text
