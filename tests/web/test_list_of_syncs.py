"""The list of syncs: how each stands, page by page, for everybody."""

import re

import pytest

from backend.actions.people.create_user import create_user
from backend.actions.people.make_link import make_link
from backend.domain.roles import Role
from backend.settings import Settings
from tests.factories import drain, sql
from tests.web.test_syncs import API, LIST, make
from tests.web.whole import whole

pytestmark = pytest.mark.anyio


async def test_the_list_of_syncs_says_how_each_stands(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await make(site, 12)
        await site.client.post(f"{API}/syncs", json={"filter": {"key": "D000"}}, headers=site.key)
        await drain(site.app.state.runtime, 1)
        await site.client.post(f"{API}/syncs", json={"filter": {"key": "D001"}}, headers=site.key)
        await sql("UPDATE sync_item SET outcome = 'error' WHERE sync = 2")
        await site.client.post(f"{API}/syncs", json={"filter": {"key": "D002"}}, headers=site.key)
        await site.client.post("/integrations/1/syncs/3/stop", data={"csrf": csrf})
        await site.client.post(f"{API}/syncs", json={"filter": {"key": "D"}}, headers=site.key)
        page = (await site.client.get("/integrations/1/syncs")).text

    told = [words.split("</span>")[0] for words in page.split('<span class="status ')[1:]]
    assert told == [
        'pending">Moving: 0 of 10 done',
        'not_integrated">Stopped: 0 of 1 done',
        'error">Ended: 1 of 1 done, 1 in error',
        'success">Ended: 1 of 1 done',
    ]


async def test_a_sync_whose_open_objects_all_wait_for_others_does_not_move(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 2)
        await site.client.post(f"{API}/syncs", json={"filter": {"key": "D"}}, headers=site.key)
        blocked = "UPDATE binding SET phase = 'blocked' WHERE id IN (SELECT id FROM binding ORDER BY id LIMIT $1)"
        pages = []
        for waiting in (1, 2):
            await sql(blocked, waiting)
            pages.append((await site.client.get("/integrations/1/syncs")).text)
        (listed,) = (await site.client.get(f"{API}/syncs", headers=site.key)).json()["syncs"]

    told = [page.split('<span class="status ')[1].split("</span>")[0] for page in pages]
    assert told == ['pending">Moving: 0 of 2 done', 'pending">Waiting: 0 of 2 done']
    assert (listed["moving"], listed["blocked"]) == (2, 2)


async def test_the_list_of_syncs_goes_on_to_the_first_one_page_by_page(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.web.syncs.screen.MOST", 2)
    async with whole(settings) as site:
        await make(site, 5)
        for number in range(5):
            await site.client.post(f"{API}/syncs", json={"filter": {"key": f"D00{number}"}}, headers=site.key)
        pages, address = [], "/integrations/1/syncs"
        while address:
            pages.append((await site.client.get(address)).text)
            found = re.search(r'id="next-page" class="btn" rel="next" href="([^"]+)"', pages[-1])
            address = found[1] if found else ""

    assert [re.findall(r"Sync (\d+) ", page) for page in pages] == [["5", "4"], ["3", "2"], ["1"]]
    assert ['id="first-page"' in page for page in pages] == [False, True, True]


async def test_programs_read_the_list_to_the_first_one_page_by_page(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, 5)
        for number in range(5):
            await site.client.post(f"{API}/syncs", json={"filter": {"key": f"D00{number}"}}, headers=site.key)
        pages, following = [], 0
        while following is not None:
            asked = {"limit": 2, "after": following}
            pages.append((await site.client.get(f"{API}/syncs", params=asked, headers=site.key)).json())
            following = pages[-1]["next"]

    assert [[one["number"] for one in page["syncs"]] for page in pages] == [[5, 4], [3, 2], [1]]


@pytest.mark.parametrize("name", ["limit", "after"])
@pytest.mark.parametrize("value", ["-1", "201000000000000000000"])
@pytest.mark.parametrize("path", ["/syncs", "/syncs/1/items"])
async def test_a_page_that_cannot_be_is_refused_by_its_field(
    settings: Settings, path: str, name: str, value: str
) -> None:
    async with whole(settings) as site:
        await make(site)
        await site.client.post(f"{API}/syncs", json={"all": True}, headers=site.key)
        refused = await site.client.get(f"{API}{path}", params={name: value}, headers=site.key)

    assert refused.status_code == 400
    assert f"{name}: expected" in refused.text


async def test_who_only_looks_finds_the_list_of_syncs(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await create_user("vera", Role.VIEWER, by="tests")
        await site.client.get(str(await make_link(site.app.state.runtime, "vera", by="tests")))
        page = await site.client.get(LIST)

    assert 'href="/integrations/1/syncs"' in page.text
    assert 'id="examine"' not in page.text
