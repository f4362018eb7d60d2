"""An integration whose connector is not here: its objects are shown, nothing is asked of it, and each page says why."""

import pytest

from backend.settings import Settings
from tests.factories import sql
from tests.web.browsers import press as post
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

API = "/api/v1/integrations/1"
LIST = "/integrations/1/objects"
WHY = "There is no connector 'of_old': another Syncline wrote its settings. Start that one"
ON_PAGE = WHY.replace("'", "&#39;")


async def make(site: Whole) -> None:
    await site.make_books()
    await site.hand_over("D1")
    await sql("UPDATE integration SET connector = 'of_old'")


async def test_its_objects_are_shown_and_only_looked_at(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        listed = await site.client.get(LIST)
        tabs = ("overview", "content", "changes", "attempts", "audit")
        opened = [await site.client.get(f"{LIST}/department/D1?tab={tab}") for tab in tabs]
        asked = await site.client.get(f"{API}/objects/department/D1", headers=site.key)

    assert (listed.status_code, "D1" in listed.text, 'id="press"' in listed.text) == (200, True, False)
    assert [one.status_code for one in opened] == [200] * len(tabs)
    assert all('value="synchronize"' not in one.text for one in opened)
    assert (asked.status_code, asked.json()["status"]) == (200, "not_integrated")


async def test_a_press_is_refused_with_the_reason(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        (row,) = await sql("SELECT id FROM binding")
        pressed = await post(
            site.client, "/integrations/1/syncs", object=str(row["id"]), verb="synchronize", expect_synchronize="1"
        )
        asked = await site.client.post(f"{API}/syncs", json={"all": True}, headers=site.key)
        assert await sql("SELECT FROM sync") == []

    assert (pressed.status_code, ON_PAGE in pressed.text) == (409, True)
    assert (asked.status_code, asked.json()["detail"]) == (409, WHY)


async def test_the_doctor_says_what_is_missing(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        report = (await site.client.post(f"{API}/doctor", headers=site.key)).json()
        page = await post(site.client, "/integrations/1/doctor")

    (found,) = report["findings"]
    assert (report["ok"], found["about"], found["sentence"]) == (False, "settings", WHY)
    assert found["next_step"].startswith("Start the Syncline that has this connector.")
    assert (page.status_code, ON_PAGE in page.text) == (200, True)


@pytest.mark.parametrize("page", ["settings", "maps", "objects/department/D1?tab=will_send"])
async def test_what_only_the_connector_knows_is_said_to_be_missing(settings: Settings, page: str) -> None:
    async with whole(settings) as site:
        await make(site)
        shown = await site.client.get(f"/integrations/1/{page}")

    assert (shown.status_code, ON_PAGE in shown.text) == (409, True)


OTHERS = ["syncs", "syncs/new", "causes", "line", "notifications", "objects.csv", "chips", "rows"]


@pytest.mark.parametrize("page", OTHERS)
async def test_every_other_page_is_drawn(settings: Settings, page: str) -> None:
    async with whole(settings) as site:
        await make(site)
        shown = await site.client.get(f"/integrations/1/{page}")

    assert shown.status_code == 200
