"""One object beside the list, as the whole application draws it: what changed, what was said, what is next."""

import re
from html import unescape
from importlib.metadata import version
from typing import Any

import pytest

from backend.actions.keys.create_api_key import create_api_key
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage import audits
from backend.storage.postgres.database import transaction
from tests.factories import drain, sql
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

KEY = "D/1 Ä&?#"
PATH = "/integrations/1/objects/department/D%2F1%20%C3%84%26%3F%23"


async def hand_over(site: Whole, key: str = KEY, *, kind: str = "department", **body: Any) -> None:
    given = [{"kind": kind, "key": key, "body": {"name": "Sales", **body}}]
    assert (await site.client.post("/api/v1/objects/", json=given, headers=site.key)).status_code == 200


async def synchronize(site: Whole) -> None:
    asked = await site.client.post("/api/v1/integrations/1/syncs", json={"all": True}, headers=site.key)
    assert asked.status_code == 201
    await drain(site.app.state.runtime, 1)


async def page(site: Whole, path: str) -> str:
    """As it is read: without tags."""
    answer = await site.client.get(path)
    assert answer.status_code == 200, answer.text
    return words(answer.text)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


async def outdated(site: Whole, company: str) -> None:
    await site.make_books(company=company)
    await hand_over(site)
    await synchronize(site)
    await hand_over(site, name="Sales and more", manager="E-7")


async def test_the_row_and_the_drawer_say_which_fields_the_third_party_does_not_hold_yet(settings: Settings) -> None:
    async with whole(settings) as site:
        await outdated(site, "newer")
        said = r"2 fields since v1: Name, Manager \(by tests, \d{4}-\d\d-\d\d \d\d:\d\d UTC \)"
        assert re.search(said, await page(site, "/integrations/1/objects"))
        assert re.search(said, await page(site, PATH))
        told = (await site.client.get(f"/api/v1{PATH}", headers=site.key)).json()

    assert (told["newer"]["since"], told["newer"]["fields"], told["newer"]["by"]) == (1, ["name", "manager"], ["tests"])
    assert "2 fields since v1: Name, Manager (by tests" in told["explanation"]["why"]


async def test_any_two_versions_are_compared_field_by_field_and_what_stayed_is_folded(settings: Settings) -> None:
    async with whole(settings) as site:
        await outdated(site, "compared")
        await hand_over(site, name="Sales and more")
        asked = ("&old=1&new=2", "", "&old=2&new=2", "&old=9&new=2", "&old=x&new=99999999999")
        first, held, same, gone, wrong = [await page(site, f"{PATH}?tab=changes{more}") for more in asked]

    assert "Name Sales Sales and more Manager – E-7" in first
    assert "Name Sales Sales and more" in held
    assert "E-7" not in held.split("Compare", 1)[1]
    assert "1 field unchanged" not in held
    assert "Both versions say the same. 2 fields unchanged" in same
    assert "one of them is not here" in gone
    assert "Name Sales Sales and more" in wrong


async def test_each_attempt_leads_to_its_masked_request_and_answer_and_to_no_other_objects(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books(company="exchanges")
        await hand_over(site)
        await synchronize(site)
        await hand_over(site, "other")
        attempts = (await site.client.get(f"{PATH}?tab=attempts&kind=department")).text
        (link,) = re.findall(r'class="link exchange" href="([^"]+)"', attempts)
        shown = await page(site, unescape(link))
        other = await page(site, "/integrations/1/objects/department/other?tab=exchange&exchange=1")
        none = await page(site, f"{PATH}?tab=exchange&exchange=nine")

    assert unescape(link) == f"{PATH}?tab=exchange&exchange=1&kind=department"
    request = shown.split("Copy the request", 1)[1]
    assert KEY in request
    assert "Sales" in request
    assert "There is no such request of this object." in other
    assert "There is no such request of this object." in none


async def test_the_audit_of_an_object_says_who_pressed_what_and_what_became_of_it(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books(company="acts")
        await hand_over(site)
        assert "Nobody has pressed anything for this object yet" in await page(site, f"{PATH}?tab=audit")
        await synchronize(site)
        async with transaction():
            await audits.write("ada", "record.adopted", 1, subject=f"department {KEY}", facts={"record": "4711"})
            await audits.write("mallory", "record.adopted", 1, subject="department other")
            await audits.write("mallory", "record.adopted", None, subject=f"department {KEY}")
        shown = await page(site, f"{PATH}?tab=audit")

    assert re.search(r"Adopted a record ada, record 4711 .*Synchronize Success tests, sync 1", shown)
    assert "mallory" not in shown


async def test_a_support_bundle_tells_how_it_stands_and_holds_no_content_and_no_secret(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books(company="bundles")
        await hand_over(site, name="Very secret department")
        await synchronize(site)
        path = "/api/v1/integrations/1/objects/department/D%2F1%20%C3%84%26%3F%23/bundle"
        viewer = {"authorization": f"Bearer {await create_api_key('viewer', Role.VIEWER, by='tests')}"}
        refused = await site.client.post(path, headers=viewer)
        none = await site.client.post(path.replace("D%2F1", "D2"), headers=site.key)
        taken = await site.client.post(path, headers=site.key)
        (row,) = await sql("SELECT subject FROM audit WHERE action = 'object.bundled'")

    made = taken.json()
    assert (refused.status_code, none.status_code, taken.status_code) == (403, 404, 200)
    assert taken.headers["content-disposition"] == 'attachment; filename="syncline-department-D-1.json"'
    assert "Very secret" not in taken.text
    assert (made["object"]["key"], made["object"]["status"]) == (KEY, "success")
    assert [len(one["hash"]) for one in made["versions"]] == [64]
    assert made["attempts"][0]["exchange"] == made["exchanges"][0]["id"]
    assert "***" in made["exchanges"][0]["request"]
    assert made["correlation_ids"] == [made["attempts"][0]["key"]]
    assert (made["made_by"], made["syncline"], row["subject"]) == ("tests", version("syncline"), f"department {KEY}")


async def test_what_would_be_sent_now_says_what_is_new_since_what_was_sent_last_and_writes_nothing(
    settings: Settings,
) -> None:
    async with whole(settings) as site:
        await site.make_books(company="previews")
        await hand_over(site)
        first = await page(site, f"{PATH}?tab=will_send")
        await synchronize(site)
        await hand_over(site, name="Sales & more")
        before = await sql("SELECT (SELECT count(*) FROM attempt) AS attempts, revision, phase FROM binding")
        second = await page(site, f"{PATH}?tab=will_send")
        assert await sql("SELECT (SELECT count(*) FROM attempt) AS attempts, revision, phase FROM binding") == before

    assert "Nothing was sent of this object yet." in first
    assert re.search(r"New since version 1, which was sent last - [^+]*Sales\b[^+]*\+ [^+]*Sales & more", second)


async def test_a_version_that_says_nothing_new_to_the_third_party_is_unchanged(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books(company="unchanged")
        terms = {"N30": "Net 30", "30D": "Net 30", "N45": "Net 45"}
        put = await site.client.put("/api/v1/integrations/1/value-maps/payment_term", json=terms, headers=site.key)
        assert put.status_code == 200, put.text
        await hand_over(site, "C1", kind="customer", payment_term="N30")
        await synchronize(site)
        await hand_over(site, "C1", kind="customer", payment_term="30D")
        same = await page(site, "/integrations/1/objects/customer/C1?tab=will_send")
        await hand_over(site, "C1", kind="customer", payment_term="N45")
        other = await page(site, "/integrations/1/objects/customer/C1?tab=will_send")

    assert "Unchanged : it would say the same as version 1, which was sent last." in same
    assert "New since version 1" in other
