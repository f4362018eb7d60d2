"""A group has a note for the next person, and who looks after it."""

import pytest

from backend.actions.keys.create_api_key import create_api_key
from backend.actions.people.create_user import create_user
from backend.actions.people.make_link import make_link
from backend.domain.roles import Role
from backend.settings import Settings
from tests.factories import sql
from tests.web.causes.errors import API, N45, PAGE, number_of, refused, told
from tests.web.hidden import hidden
from tests.web.whole import whole

pytestmark = pytest.mark.anyio


async def test_a_note_and_its_owner_stand_beside_the_group_for_everybody(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await refused(site)
        path = f"{PAGE}/{await number_of('N45')}"
        form = {"csrf": csrf, "note": "Ask Jana to add it.\r\nShe knows why.", "owner": "Jana", "seen": ""}
        kept = await site.client.post(f"{path}/note", data=form)
        shown = await site.client.get(kept.headers["location"])
        listed = await site.client.get(PAGE)
        audit = await sql("SELECT actor, subject, facts FROM audit WHERE action = 'cause.noted'")

    assert kept.status_code == 303
    assert "The note is kept." in told(shown)
    assert "Ask Jana to add it. She knows why." in told(listed)
    assert "Looked after by Jana" in told(listed)
    assert [(row["actor"], row["subject"][:16]) for row in audit] == [("ada", "payment term N45")]


async def test_who_writes_upon_what_another_has_written_meanwhile_is_told_and_keeps_the_words(
    settings: Settings,
) -> None:
    async with whole(settings) as site:
        csrf = await refused(site)
        path = f"{PAGE}/{await number_of('N45')}"
        form = {"csrf": csrf, "note": "Mine", "owner": "", "seen": ""}
        await site.client.post(f"{path}/note", data=form | {"note": "Theirs"})
        second = await site.client.post(f"{path}/note", data=form)
        seen = hidden(second.text, "seen")
        third = await site.client.post(f"{path}/note", data=form | {"seen": seen})
        (row,) = await sql("SELECT note FROM cause WHERE note <> ''")

    assert second.status_code == 422
    assert "Somebody else wrote here meanwhile" in told(second)
    assert "Theirs" in told(second)
    assert ">Mine</textarea>" in second.text
    assert (third.status_code, row["note"]) == (303, "Mine")


async def test_a_note_that_is_too_long_is_refused_by_its_field_and_nothing_is_kept(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await refused(site)
        number = await number_of("N45")
        form = {"csrf": csrf, "note": "Short", "owner": "x" * 101, "seen": ""}
        page = await site.client.post(f"{PAGE}/{number}/note", data=form)
        api = f"{API}/causes/{number}/note"
        long = await site.client.put(api, json={"note": "x" * 2_001}, headers=site.key)
        odd = await site.client.put(api, json={"notes": "x"}, headers=site.key)
        nobody = await site.client.put(f"{API}/causes/4711/note", json={"note": "x"}, headers=site.key)
        kept = await site.client.put(api, json={"note": "By a program", "owner": "Ops"}, headers=site.key)
        assert len(await sql("SELECT FROM audit WHERE action = 'cause.noted'")) == 1

    assert (page.status_code, "at most 100 characters" in page.text) == (422, True)
    assert [one["field"] for one in long.json()["problems"]] == ["note"]
    assert (odd.status_code, nobody.status_code) == (400, 404)
    assert (kept.json()["note"], kept.json()["owner"], kept.json()["noted_by"]) == ("By a program", "Ops", "tests")


async def test_who_only_looks_is_shown_neither_retry_nor_form_and_is_refused_both(settings: Settings) -> None:
    async with whole(settings) as site:
        await refused(site)
        number = await number_of("N45")
        runtime = site.app.state.runtime
        await create_user("vera", Role.VIEWER, by="tests")
        await site.client.get(str(await make_link(runtime, "vera", by="tests")))
        page, one = await site.client.get(PAGE), await site.client.get(f"{PAGE}/{number}")
        csrf = hidden(page.text, "csrf")
        retry = await site.client.post(f"{PAGE}/{number}/retry", data={"csrf": csrf, "expect": "3"})
        form = {"csrf": csrf, "note": "x", "owner": "", "seen": ""}
        note = await site.client.post(f"{PAGE}/{number}/note", data=form)
        viewer = {"authorization": f"Bearer {await create_api_key('viewer', Role.VIEWER, by='tests')}"}
        api = await site.client.put(f"{API}/causes/{number}/note", json={"note": "x"}, headers=viewer)

    assert N45 in told(page)
    assert "Retry the group" not in page.text + one.text
    assert "<textarea" not in one.text
    assert [retry.status_code, note.status_code, api.status_code] == [403, 403, 403]
