"""The page of causes: what many errors have in common, mended once, retried with one press."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import httpx
import pytest
from msgspec.structs import replace

from backend.actions.keys.create_api_key import create_api_key
from backend.actions.people.create_user import create_user
from backend.actions.people.make_link import make_link
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage.integrations import replace_map
from tests.actions.make import customer, invoice
from tests.browser.test_polls import LAST_STATEMENTS
from tests.factories import drain, press, receive, sql, statuses
from tests.frontend.sample import HOSTILE
from tests.waiting import until
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

API = "/api/v1/integrations/1"
PAGE = "/integrations/1/causes"
ROWS = f"{PAGE}/rows?acts=1"
STRETCHES = 40
N45 = "Payment term N45 has no entry in the value map"


async def refused(site: Whole) -> str:
    """Three customers with N45, one with N60, and an invoice that waits for one of them: all in error. The token."""
    books = {"name": "Books", "connector": "loopback", "secrets": {"password": "loopback"}, "config": {}}
    assert (await site.client.post("/api/v1/integrations/", json=books, headers=site.key)).status_code == 201
    runtime = site.app.state.runtime
    await replace_map(1, "payment_term", {"N10": "Net 10"})
    terms = ["N45", "N60", "N45", "N45"]
    await receive(runtime, *[customer(f"C{n}", payment_term=term) for n, term in enumerate(terms)], invoice(of="C0"))
    await press(runtime, 1)
    await drain(runtime, 1)
    return (await site.client.get("/integrations/1/objects")).text.split('name="csrf" value="')[1].split('"')[0]


async def stopped_by_a_setting(site: Whole) -> str:
    """Two customers that a switch refuses. The token."""
    config = {"refuse_prefix": "C", "company": "stopped"}
    books = {"name": "Books", "connector": "loopback", "secrets": {"password": "loopback"}, "config": config}
    assert (await site.client.post("/api/v1/integrations/", json=books, headers=site.key)).status_code == 201
    await receive(site.app.state.runtime, customer("C0"), customer("C1"))
    await press(site.app.state.runtime, 1)
    await drain(site.app.state.runtime, 1)
    return (await site.client.get("/integrations/1/objects")).text.split('name="csrf" value="')[1].split('"')[0]


@asynccontextmanager
async def direct(settings: Settings) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(settings.database_url)
    try:
        yield connection
    finally:
        await connection.close()


async def number_of(sentence: str) -> int:
    (row,) = await sql("SELECT id FROM cause WHERE sentence ILIKE $1", f"%{sentence}%")
    return int(row["id"])


def told(page: httpx.Response) -> str:
    """The words of a page, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


async def test_the_page_lists_groups_with_their_number_who_can_mend_them_and_examples(settings: Settings) -> None:
    async with whole(settings) as site:
        await refused(site)
        page = await site.client.get(PAGE)
        one = await site.client.get(f"{PAGE}/{await number_of('N45')}")
        nobody = await site.client.get(f"{PAGE}/4711")

    assert (page.status_code, one.status_code, nobody.status_code) == (200, 200, 404)
    assert re.search(f"{N45}.*3 objects.*An administrator of Syncline.*Retry the group 3", told(page))
    assert "C0</a>" in page.text
    assert "C3</a>" in page.text
    assert "1 object is in error for a reason of its own" in told(page)
    assert "3 objects in error" in told(one)


async def test_a_group_is_worth_what_its_objects_are_by_currency(settings: Settings) -> None:
    async with whole(settings) as site:
        await refused(site)
        await sql(
            """UPDATE binding_message SET cause = (SELECT id FROM cause WHERE sentence LIKE '%N60%')
               WHERE binding = (SELECT b.id FROM binding b JOIN object o ON o.id = b.object WHERE o.key = 'INV1')"""
        )
        found = (await site.client.get(f"{API}/causes", headers=site.key)).json()["causes"]
        by_amount = await site.client.get(f"{PAGE}?sort=amount")
        page = await site.client.get(PAGE)

    assert [(one["count"], one["sums"], one["kinds"]) for one in found] == [
        (3, [], ["customer"]),
        (2, [["EUR", "10.00"]], ["customer", "sales_invoice"]),
    ]
    assert "10.00 EUR" in told(page)
    assert told(page).index("N45") < told(page).index("N60")
    assert told(by_amount).index("N60") < told(by_amount).index("N45")


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


async def test_a_page_that_is_open_hears_that_a_setting_was_changed(settings: Settings) -> None:
    async with whole(settings) as site:
        await stopped_by_a_setting(site)

        async def is_at_rest() -> bool:
            rev = (await site.client.get(ROWS)).text.split('name="rev" value="')[1].split('"')[0]
            return (await site.client.get(f"{ROWS}&rev={rev}")).status_code == 204

        await until(is_at_rest)
        rev = (await site.client.get(ROWS)).text.split('name="rev" value="')[1].split('"')[0]
        await site.client.patch(API, json={"config": {"refuse_prefix": ""}}, headers=site.key)

        async def is_told() -> bool:
            return "Changed since" in (await site.client.get(f"{ROWS}&rev={rev}")).text

        await until(is_told)


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


async def test_the_list_of_objects_and_a_press_know_the_group(settings: Settings) -> None:
    async with whole(settings) as site:
        await refused(site)
        number = await number_of("N45")
        query = f"status=error&cause={number}"
        found = await site.client.get(f"{API}/objects?{query}", headers=site.key)
        page = await site.client.get(f"/integrations/1/objects?{query}")
        wrong = await site.client.get(f"{API}/objects?cause=N45", headers=site.key)
        asked = {"verb": "force_synchronize", "filter": {"status": "error", "cause": str(number)}, "expected": 3}
        pressed = await site.client.post(f"{API}/syncs", json=asked, headers=site.key)

    assert sorted(one["key"] for one in found.json()["objects"]) == ["C0", "C2", "C3"]
    assert f"Cause {number}" in told(page)
    assert (wrong.status_code, "cause: expected the number of a cause" in wrong.text) == (400, True)
    assert (pressed.status_code, pressed.json()["sent"]) == (201, 3)


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
        seen = second.text.split('name="seen" value="')[1].split('"')[0]
        third = await site.client.post(f"{path}/note", data=form | {"seen": seen.replace("&#43;", "+")})
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
        csrf = page.text.split('name="csrf" value="')[1].split('"')[0]
        retry = await site.client.post(f"{PAGE}/{number}/retry", data={"csrf": csrf, "expect": "3"})
        form = {"csrf": csrf, "note": "x", "owner": "", "seen": ""}
        note = await site.client.post(f"{PAGE}/{number}/note", data=form)
        viewer = {"authorization": f"Bearer {await create_api_key('viewer', Role.VIEWER, by='tests')}"}
        api = await site.client.put(f"{API}/causes/{number}/note", json={"note": "x"}, headers=viewer)

    assert N45 in told(page)
    assert "Retry the group" not in page.text + one.text
    assert "<textarea" not in one.text
    assert [retry.status_code, note.status_code, api.status_code] == [403, 403, 403]


async def test_an_unchanged_page_is_not_drawn_again_and_a_note_is(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf = await refused(site)
        page = await site.client.get(PAGE)

        async def is_unchanged() -> bool:
            rev = (await site.client.get(ROWS)).text.split('name="rev" value="')[1].split('"')[0]
            return (await site.client.get(f"{ROWS}&rev={rev}")).status_code == 204

        await until(is_unchanged)
        rev = (await site.client.get(ROWS)).text.split('name="rev" value="')[1].split('"')[0]
        form = {"csrf": csrf, "note": "Ask Jana", "owner": "", "seen": ""}
        await site.client.post(f"{PAGE}/{await number_of('N45')}/note", data=form)

        async def is_told() -> bool:
            return "Ask Jana" in (await site.client.get(f"{ROWS}&rev={rev}")).text

        await until(is_told)
        drawn = await site.client.get(ROWS)

    assert f'hx-get="{ROWS}"' in page.text
    assert 'name="csrf"' not in drawn.text


async def test_an_unchanged_poll_asks_postgres_nothing(settings: Settings) -> None:
    async with whole(settings) as site, direct(settings) as beside:
        await refused(site)
        rev, quiet = "", 0
        for _ in range(STRETCHES):  # other loops ask now and then: in some stretches they did not
            before = await beside.fetch(LAST_STATEMENTS)
            polls = [await site.client.get(f"{ROWS}&rev={rev}") for _ in range(3)]
            quiet += await beside.fetch(LAST_STATEMENTS) == before and {one.status_code for one in polls} == {204}
            rev = (await site.client.get(ROWS)).text.split('name="rev" value="')[1].split('"')[0]

    assert quiet > 0


async def test_text_of_third_parties_stays_text(settings: Settings) -> None:
    async with whole(settings) as site:
        await refused(site)
        number = await number_of("N45")
        await sql(
            "UPDATE cause SET sentence = $1, sample = $1, next_step = $1, note = $1, owner = $1, noted_by = $1", HOSTILE
        )
        pages = [await site.client.get(path) for path in (PAGE, f"{PAGE}/{number}")]

    for page in pages:
        assert page.status_code == 200
        assert HOSTILE not in page.text
