"""How long things are kept is said on a screen; what is no longer kept is said to be so, and nothing else breaks."""

import pytest
from msgspec.structs import replace

from backend.actions.retention.forget_old import forget_old
from backend.settings import Settings
from tests.actions.test_forgetting import VERY_OLD, let_days_pass
from tests.web.test_drawer import PATH, outdated, page
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio


async def after_years(site: Whole, company: str) -> None:
    await outdated(site, company)
    await let_days_pass(VERY_OLD)
    await forget_old(site.app.state.runtime)


@pytest.mark.parametrize(
    ("set_", "said"),
    [
        ({}, "answers are kept for 90 days. Syncs are kept for 730 days. Versions, attempts and the audit trail stay."),
        ({"keep_answers_days": 30, "keep_syncs_days": 0}, "are kept for 30 days. Syncs are kept for good."),
        ({"keep_answers_days": 0}, "Requests and answers are kept for good. Syncs are kept for 730 days."),
    ],
)
async def test_the_connections_page_says_how_long(settings: Settings, set_: dict[str, int], said: str) -> None:
    async with whole(replace(settings, **set_)) as site:
        await site.make_books(company="kept")
        assert said in await page(site, "/integrations/1/line")


async def test_the_drawer_says_what_is_no_longer_kept_and_shows_the_rest(settings: Settings) -> None:
    async with whole(settings) as site:
        await after_years(site, "forgotten")
        attempts, gone, none, changes = [
            await page(site, f"{PATH}?tab={tab}")
            for tab in ("attempts", "exchange&exchange=1", "exchange&exchange=2", "changes")
        ]

    assert "version 1" in attempts
    assert "Request and answer: no longer kept" in attempts
    assert "This request and its answer are no longer kept." in gone
    assert "There is no such request of this object." in none
    assert "Name Sales Sales and more" in changes


async def test_programs_and_support_are_told_the_rest_and_a_sync_that_is_gone_is_said_to_be_so(
    settings: Settings,
) -> None:
    async with whole(settings) as site:
        await after_years(site, "years")
        told = (await site.client.get(f"/api/v1{PATH}", headers=site.key)).json()
        bundle = (await site.client.post(f"/api/v1{PATH}/bundle", headers=site.key)).json()
        seen = await site.client.get("/integrations/1/syncs/1")
        asked = await site.client.get("/api/v1/integrations/1/syncs/1", headers=site.key)
        listed = await page(site, "/integrations/1/syncs")

    assert (told["status"], told["attempts"][0]["forgotten"]) == ("desynchronized", True)
    assert (bundle["exchanges"], len(bundle["attempts"]), len(bundle["versions"])) == ([], 1, 2)
    assert [answer.status_code for answer in (seen, asked)] == [404, 404]
    assert "or it is no longer kept" in seen.text
    assert "or it is no longer kept" in asked.text
    assert "Ada" not in listed
