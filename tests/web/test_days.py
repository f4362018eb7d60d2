"""Days that are asked for are days where the reader is, in UTC for programs, and each screen says which."""

from html import unescape

import pytest

from backend.domain.status import Status
from backend.settings import Settings
from tests.factories import sql
from tests.web.test_exporting import LIST, make, read
from tests.web.test_saved_views import post
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

ZONE = 'name="zone" value="Europe/Berlin"'
DAY = "since=2026-11-02&until=2026-11-02"
IN_BERLIN = f"{DAY}&zone=Europe%2FBerlin"


async def at_night(site: Whole) -> None:
    """Half an hour before midnight in UTC: the next day in Berlin."""
    await make(site, "D1", "D2")
    await sql("UPDATE binding SET changed_at = '2026-11-01 23:30Z' WHERE id = 1")
    await sql("UPDATE binding SET changed_at = '2026-11-02 23:30Z' WHERE id = 2")


async def test_the_list_asks_for_days_where_the_browser_is_and_says_so(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1")
        before = await site.client.get(f"{LIST}?sort=key")
        site.client.cookies.set("syncline_here", "Europe/Berlin")
        here = await site.client.get(f"{LIST}?sort=key")
        site.client.cookies.set("syncline_zone", "Asia/Tokyo")
        chosen = await site.client.get(f"{LIST}?sort=key")
        shared = await site.client.get(f"{LIST}?{IN_BERLIN}")
        site.client.cookies.set("syncline_zone", "Mars/Olympus")
        unknown = await site.client.get(f"{LIST}?sort=key")

    assert "Days in UTC" in before.text
    assert 'name="zone"' not in before.text
    assert (ZONE in here.text, "Days in Europe/Berlin" in here.text) == (True, True)
    assert 'name="zone" value="Asia/Tokyo"' in chosen.text
    assert '<small id="days">Days in Europe/Berlin</small>' in shared.text  # as its sender meant it
    assert ZONE in unknown.text


async def test_a_day_means_the_same_on_the_screen_in_the_file_and_to_a_program(settings: Settings) -> None:
    async with whole(settings) as site:
        await at_night(site)
        for query, key in ((IN_BERLIN, "D1"), (DAY, "D2")):
            page = await site.client.get(f"{LIST}?{query}")
            polled = await site.client.get(f"{LIST.replace('objects', 'rows')}?{query}")
            file = await site.client.get(f"{LIST}.csv?{query}")
            program = await site.client.get(f"/api/v1{LIST}?{query}", headers=site.key)

            assert [f">{one}</a>" in page.text for one in ("D1", "D2")] == [key == "D1", key == "D2"]
            assert f">{key}</a>" in polled.text
            assert [line["key"] for line in read(file)] == [key]
            assert [one["key"] for one in program.json()["objects"]] == [key]


async def test_a_view_keeps_the_zone_of_its_days(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1")
        await post(site, "views", name="Monday", query=IN_BERLIN)
        opened = await site.client.get("/integrations/1/views/1")

    assert opened.headers["location"] == f"{LIST}?{IN_BERLIN}"


async def test_an_end_before_its_beginning_is_refused_by_name_and_shows_nothing(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1")
        wrong = "since=2026-11-02&until=2026-11-01"
        page, file = await site.client.get(f"{LIST}?{wrong}"), await site.client.get(f"{LIST}.csv?{wrong}")
        program = await site.client.get(f"/api/v1{LIST}?{wrong}", headers=site.key)

    assert "Until: expected a time that is not before 2026-11-02" in page.text
    assert "part of the filter cannot be read" in page.text
    assert unescape(page.text).count("<b>–</b>") == len(Status)  # nothing was counted: no nought
    assert (file.status_code, program.status_code) == (400, 400)
    assert [one["field"] for one in program.json()["problems"]] == ["until"]


async def test_the_audit_asks_for_days_where_the_reader_is_and_says_so(settings: Settings) -> None:
    async with whole(settings) as site:
        await sql("INSERT INTO audit (at, actor, action) VALUES ('2026-11-01 23:30Z', 'eve', 'user.disabled')")
        site.client.cookies.set("syncline_here", "Europe/Berlin")
        page = await site.client.get("/audit")
        there, in_utc = [await site.client.get(f"/audit?{query}&who=eve") for query in (IN_BERLIN, DAY)]
        files = [await site.client.get(f"/audit.csv?{query}&who=eve") for query in (IN_BERLIN, DAY)]

    assert (ZONE in page.text, "Days in Europe/Berlin" in page.text) == (True, True)
    assert ["eve disabled" in one.text for one in (there, in_utc)] == [True, False]
    assert "Days in UTC" in in_utc.text
    assert ["eve disabled" in one.text for one in files] == [True, False]
