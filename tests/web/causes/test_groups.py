"""What many errors have in common: how many, worth what, who can mend it."""

import re

import pytest

from backend.settings import Settings
from tests.factories import sql
from tests.frontend.sample import HOSTILE
from tests.web.causes.errors import API, N45, PAGE, number_of, refused, taken_there, told
from tests.web.whole import whole

pytestmark = pytest.mark.anyio


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


async def test_a_group_that_is_resolved_one_by_one_says_so_and_offers_no_retry(settings: Settings) -> None:
    async with whole(settings) as site:
        await taken_there(site)
        page = await site.client.get(PAGE)

    assert re.search(
        "Its number belongs to another record.*1 object.*An operator of Syncline. In the details of each: adopt"
        ".*1 of them is to be resolved by itself, in its details",
        told(page),
    )
    assert "Retry the group" not in told(page)
    assert "was not asked" not in told(page)
