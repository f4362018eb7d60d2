"""Acts upon one object, for programs and people: who may, what they are told, and what is refused."""

from typing import Any

import pytest

from backend.actions.keys.create_api_key import create_api_key
from backend.connectors.loopback.books import books_of
from backend.domain.roles import Role
from backend.settings import Settings
from tests.factories import drain, sql
from tests.web.hidden import hidden
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

KEY = "D/1 ä"
OBJECT = "/api/v1/integrations/1/objects/department/D%2F1%20%C3%A4"
ACTS: dict[str, dict[str, str] | None] = {
    "retry": None,
    "check-now": None,
    "adopt": {"record": "1"},
    "send-again": None,
    "renumber": {"number": "D9"},
}
FORMS = {"retries": {}, "looks": {}, "adoptions": {"remote_id": "1"}, "creations": {}, "numbers": {"number": "D9"}}


async def in_the_way(site: Whole, company: str) -> None:
    """A record that is not ours has the number of the only object."""
    books_of(company).add(kind="department", number=KEY, level="top", fields={"name": "Theirs"})
    await site.make_books(company=company)
    await site.hand_over(KEY)
    asked = await site.client.post("/api/v1/integrations/1/syncs", json={"all": True}, headers=site.key)
    assert asked.status_code == 201
    await drain(site.app.state.runtime, 1)


async def act(site: Whole, name: str, content: Any = None, *, headers: dict[str, str] | None = None) -> Any:
    given = {} if content is None else {"json": content}
    return await site.client.post(f"{OBJECT}/{name}", headers=headers or site.key, **given)


async def test_a_program_is_told_what_was_done_or_why_not(settings: Settings) -> None:
    async with whole(settings) as site:
        await in_the_way(site, "told")
        seen = (await site.client.get(OBJECT, headers=site.key)).json()
        again = await act(site, "send-again")
        other = await act(site, "adopt", {"record": "4711"})
        done = await act(site, "renumber", {"number": "D9"})
        await drain(site.app.state.runtime, 1)
        after = (await site.client.get(OBJECT, headers=site.key)).json()

    assert seen["foreign"] == [{"id": "1", "number": KEY, "url": ""}]
    assert "renumber this object" in seen["explanation"]["next_step"]
    assert seen["explanation"]["next_step"].endswith("The last look saw record 1.")
    assert (again.status_code, other.status_code) == (409, 409)
    assert again.json()["problems"][0]["sentence"].startswith("Resolve first")
    said = "The last look did not see a record '4711'; it saw 1"
    assert other.json()["problems"] == [{"field": "record", "sentence": said}]
    said = "It goes there as D9: that number is looked up now, before it is sent."
    assert (done.status_code, done.json()) == (200, {"done": said})
    assert (after["status"], after["given_number"], after["remote_number"]) == ("success", "D9", "D9")


@pytest.mark.parametrize("content", [{}, {"number": 9}, {"number": "D9", "more": 1}, ["D9"], {"record": "1"}])
async def test_a_body_that_says_something_else_is_refused_and_nothing_is_done(settings: Settings, content: Any) -> None:
    async with whole(settings) as site:
        await in_the_way(site, f"refused {content}")
        answer = await act(site, "renumber", content)
        (row,) = await sql("SELECT park FROM binding")
    assert (answer.status_code, row["park"]) == (400, "foreign")


async def test_who_only_looks_may_do_nothing_of_it(settings: Settings) -> None:
    async with whole(settings) as site:
        await in_the_way(site, "viewer")
        viewer = {"authorization": f"Bearer {await create_api_key('viewer', Role.VIEWER, by='tests')}"}
        answers = [await act(site, name, content, headers=viewer) for name, content in ACTS.items()]
        nobody = await site.client.post(f"{OBJECT}x/check-now", headers=site.key)
        (row,) = await sql("SELECT park FROM binding")
    assert [one.status_code for one in answers] == [403] * len(ACTS)
    assert (nobody.status_code, row["park"]) == (404, "foreign")


@pytest.mark.parametrize("name", FORMS)
async def test_a_form_needs_its_token_and_says_on_the_page_what_was_done(settings: Settings, name: str) -> None:
    async with whole(settings) as site:
        await in_the_way(site, f"form {name}")
        page = (await site.client.get("/integrations/1/objects/department/D%2F1%20%C3%A4")).text
        token = hidden(page, "csrf")
        form = {"object": "1"} | FORMS[name]
        forged = await site.client.post(f"/integrations/1/{name}", data=form)
        done = await site.client.post(f"/integrations/1/{name}", data=form | {"csrf": token})
        said = await site.client.get(done.headers["location"])
    assert (forged.status_code, done.status_code) == (403, 303)
    expected = {
        "retries": "Nothing to retry",
        "looks": "It is looked up now. If nothing stands in the way any more, it is sent.",
        "adoptions": "Adopted record",
        "creations": "Resolve first",
        "numbers": "It goes there as D9",
    }
    assert expected[name] in said.text


async def test_what_is_unconfirmed_for_a_day_is_told_where_people_and_programs_look(settings: Settings) -> None:
    async with whole(settings) as site:
        await in_the_way(site, "late")
        await sql("ALTER TABLE attempt DISABLE TRIGGER attempt_stays")
        await sql(
            "UPDATE attempt SET outcome = NULL, intended_at = now() - interval '25 hours' WHERE operation <> 'look'"
        )
        await sql(
            """UPDATE binding SET phase = 'confirming', park = NULL, next_at = now() + interval '1 hour',
               open_attempt = (SELECT id FROM attempt WHERE operation <> 'look')"""
        )
        progress = (await site.client.get("/api/v1/integrations/1/progress", headers=site.key)).json()
        page = (await site.client.get("/integrations/1/objects")).text
        found = [await _keys(site, query) for query in ("outcome=unconfirmed", "outcome=unconfirmed&status=error")]
        await sql("UPDATE attempt SET intended_at = now() - interval '23 hours'")
        found.append(await _keys(site, "outcome=unconfirmed"))
        other = await site.client.get("/api/v1/integrations/1/objects?outcome=lost", headers=site.key)
    assert progress["unconfirmed"] == 1
    assert "1 object unconfirmed for more than a day" in page
    assert "/integrations/1/objects?outcome=unconfirmed" in page
    assert found == [["D/1 ä"], [], []]
    assert other.json()["problems"] == [{"field": "outcome", "sentence": 'expected one of unconfirmed, got "lost"'}]


async def _keys(site: Whole, query: str) -> list[str]:
    """As people and programs find them."""
    page = (await site.client.get(f"/integrations/1/objects?{query}")).text
    answer = await site.client.get(f"/api/v1/integrations/1/objects?{query}", headers=site.key)
    keys = [one["key"] for one in answer.json()["objects"]]
    assert all(key in page for key in keys)
    assert ('id="empty"' in page) == (not keys)
    return keys
