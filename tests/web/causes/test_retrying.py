"""A group is mended once and retried with one press."""

import pytest
from msgspec.structs import replace

from backend.settings import Settings
from backend.storage.integrations import replace_map
from tests.factories import drain, sql, statuses
from tests.web.causes.errors import API, PAGE, number_of, refused, stopped_by_a_setting, told
from tests.web.whole import whole

pytestmark = pytest.mark.anyio


async def test_one_entry_and_one_press_mend_the_whole_group(settings: Settings) -> None:
    async with whole(replace(settings, undo_seconds=0)) as site:
        csrf = await refused(site)
        number = await number_of("N45")
        await replace_map(1, "payment_term", {"N10": "Net 10", "N45": "Net 45"})
        pressed = await site.client.post(f"{PAGE}/{number}/retry", data={"csrf": csrf, "expect": "3"})
        followed = await site.client.get(pressed.headers["location"])
        for _ in range(4):
            await drain(site.app.state.runtime, 1)
        after = await site.client.get(f"{PAGE}/{number}")
        found = await statuses(1)

    assert [key for key, status in found.items() if status != "success"] == ["C1"]
    assert pressed.headers["location"].startswith("/integrations/1/syncs/")
    assert "3 of 3 still move" in told(followed)
    assert "No object has this error any more" in told(after)
    assert "Retry the group" not in told(after)


async def test_a_group_that_is_retried_waits_and_undo_takes_it_back_whole(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await refused(site)
        number = await number_of("N45")
        await replace_map(1, "payment_term", {"N10": "Net 10", "N45": "Net 45"})
        pressed = await site.client.post(f"{PAGE}/{number}/retry", data={"csrf": csrf, "expect": "3"})
        await drain(site.app.state.runtime, 1)
        waiting = await statuses(1)
        undone = await site.client.post(f"{pressed.headers['location']}/stop", data={"csrf": csrf})
        after = await site.client.get(undone.headers["location"])
        found = await statuses(1)

    assert [waiting[key] for key in ("C0", "C2", "C3")] == ["pending"] * 3
    assert [found[key] for key in ("C0", "C2", "C3")] == ["error"] * 3
    assert "Undone: nothing of it was sent." in told(after)


async def test_a_group_whose_entry_is_there_by_now_says_so_and_offers_its_retry_first(settings: Settings) -> None:
    async with whole(settings) as site:
        await refused(site)
        before = await site.client.get(PAGE)
        entry = {"N45": "Net 45"}
        await site.client.patch(f"{API}/value-maps/payment_term", json=entry, headers=site.key)
        after = await site.client.get(PAGE)
        found = (await site.client.get(f"{API}/causes", headers=site.key)).json()["causes"]

    assert "Value map Payment term, entry of N45" in told(before)
    assert "Mended since" not in told(before)
    assert told(after).count("Mended since: retry the group") == 1
    assert after.text.count('class="btn primary" form="retry"') == 1
    assert [(one["fix"]["map"], one["fix"]["code"], one["fix"]["mended"]) for one in found] == [
        ("payment_term", "N45", True),
        ("payment_term", "N60", False),
    ]


async def test_a_group_whose_setting_was_changed_is_offered_and_one_press_mends_it(settings: Settings) -> None:
    async with whole(replace(settings, undo_seconds=0)) as site:
        csrf = await stopped_by_a_setting(site)
        before = await site.client.get(PAGE)
        (number,) = [row["id"] for row in await sql("SELECT id FROM cause")]
        await site.client.patch(API, json={"config": {"refuse_prefix": ""}}, headers=site.key)
        after = await site.client.get(PAGE)
        (one,) = (await site.client.get(f"{API}/causes", headers=site.key)).json()["causes"]
        await site.client.post(f"{PAGE}/{number}/retry", data={"csrf": csrf, "expect": "2"})
        await drain(site.app.state.runtime, 1)
        found = await statuses(1)

    assert "Changed since" not in told(before)
    assert "Changed since: retry the group In this group: C1 , C0" in told(after)
    assert after.text.count('class="btn primary" form="retry"') == 1
    assert (one["fix"]["setting"], one["fix"]["mended"]) == (True, True)
    assert set(found.values()) == {"success"}


async def test_another_number_than_the_button_showed_retries_nothing(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await refused(site)
        before = await sql("SELECT FROM sync")
        path, origin = f"{PAGE}/{await number_of('N45')}/retry", {"referer": f"http://localhost{PAGE}"}
        pressed = await site.client.post(path, data={"csrf": csrf, "expect": "2"}, headers=origin)
        page = await site.client.get(pressed.headers["location"])
        assert len(await sql("SELECT FROM sync")) == len(before)

    assert pressed.headers["location"].startswith(f"{PAGE}?")
    assert "Something changed meanwhile, so nothing was sent" in told(page)
