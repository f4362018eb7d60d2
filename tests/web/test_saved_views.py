"""A person's saved views: filter, order and columns under a name, and one that opens the list. Nobody else has them."""

import httpx
import pytest

from backend.actions.people.create_user import create_user
from backend.actions.people.make_link import make_link
from backend.actions.saved_views import save_view
from backend.domain.roles import Role
from backend.settings import Settings
from tests.web.hidden import hidden
from tests.web.test_exporting import LIST, make
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

HOST = "http://127.0.0.1:8000"


async def csrf(site: Whole) -> str:
    return hidden((await site.client.get(f"{LIST}?sort=key")).text, "csrf")


async def post(site: Whole, path: str, **fields: str) -> httpx.Response:
    headers = {"origin": HOST, "referer": f"{HOST}{LIST}?sort=key"}
    form = {"csrf": await csrf(site), **fields}
    return await site.client.post(f"/integrations/1/{path}", data=form, headers=headers)


async def test_a_view_brings_filter_order_and_columns_back(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1")
        await post(site, "columns", column="version")
        saved = await post(site, "views", name=" Ds ", query="key=D&sort=key&after=")
        said = await site.client.get(saved.headers["location"])
        await post(site, "columns", column="kind")
        opened = await site.client.get("/integrations/1/views/1")
        page = await site.client.get(opened.headers["location"])

    assert "The view Ds is saved" in said.text
    assert opened.headers["location"] == f"{LIST}?key=D&sort=key"
    assert "no-kind" in page.text
    assert "no-version" not in page.text


async def test_the_list_opens_with_the_view_of_a_persons_choice_unless_all_is_meant(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1")
        await post(site, "views", name="First", query="key=E", opens="yes")
        await post(site, "views", name="Second", query="key=D", opens="yes")  # one at a time
        home = await site.client.get((await site.client.get("/")).headers["location"])
        from_list = await site.client.get(LIST, headers={"referer": f"{HOST}{LIST}?key=D"})
        by_script = await site.client.get(LIST, headers={"hx-request": "true"})
        await post(site, "views/2/forget")
        after = await site.client.get(LIST)

    assert (home.status_code, home.headers["location"]) == (303, f"{LIST}?key=D")
    assert [from_list.status_code, by_script.status_code, after.status_code] == [200, 200, 200]
    assert "First" in after.text
    assert "Second" not in after.text


async def test_nobody_else_sees_opens_or_forgets_it(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1")
        await post(site, "views", name="Adas own", query="key=D", opens="yes")
        ada = dict(site.client.cookies)
        await create_user("eve", Role.VIEWER, by="tests")
        await site.client.get(str(await make_link(site.app.state.runtime, "eve", by="tests")))
        page, opened = await site.client.get(LIST), await site.client.get("/integrations/1/views/1")
        await post(site, "views/1/forget")
        site.client.cookies.update(ada)
        still = await site.client.get(LIST)

    assert (page.status_code, opened.status_code) == (200, 404)
    assert "Adas own" not in page.text
    assert still.status_code == 303


@pytest.mark.parametrize(("name", "query", "status"), [("", "key=D", 303), ("x" * 61, "", 303), ("V", "status=x", 400)])
async def test_what_cannot_be_kept_is_refused_with_a_sentence(
    settings: Settings, name: str, query: str, status: int
) -> None:
    async with whole(settings) as site:
        await make(site, "D1")
        answer = await post(site, "views", name=name, query=query)
        page = await site.client.get(answer.headers.get("location", LIST))
        forged = await site.client.post("/integrations/1/views", data={"name": "V"})

    assert answer.status_code == status
    assert ("Give the view a name of 1 to 60 characters" in page.text) is (status == 303)
    assert forged.status_code == 403


async def test_a_person_has_a_bounded_number_of_views(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save_view, "MOST", 2)
    async with whole(settings) as site:
        await make(site, "D1")
        for number in range(2):
            await post(site, "views", name=f"V{number}", query="")
        refused = await site.client.get((await post(site, "views", name="One more", query="")).headers["location"])
        again = await site.client.get((await post(site, "views", name="V1", query="key=D")).headers["location"])

    assert "You have 2 views: forget one first" in refused.text
    assert "The view V1 is saved" in again.text
