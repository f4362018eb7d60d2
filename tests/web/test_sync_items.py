"""What became of each object of a sync: on its page, in its polls, for programs."""

import pytest

from backend.settings import Settings
from backend.storage.screens.syncs import items
from tests.factories import drain, sql
from tests.frontend.sample import HOSTILE
from tests.waiting import until
from tests.web.hidden import hidden
from tests.web.test_syncs import API, make
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

PAGE = "/integrations/1/syncs/1"


async def synced(site: Whole, number: int = 5) -> None:
    """All asked for; the first is in error, and the last still moves."""
    await make(site, number)
    await site.client.post(f"{API}/syncs", json={"all": True}, headers=site.key)
    await drain(site.app.state.runtime, 1)
    await sql("UPDATE binding SET phase = 'parked', park = 'ordinary' WHERE id = 1")
    await sql("INSERT INTO binding_message (binding, text) VALUES (1, 'No such manager')")
    await sql("UPDATE sync_item SET outcome = 'error' WHERE binding = 1")
    await sql("UPDATE sync_item SET outcome = NULL WHERE binding = $1", number)


async def test_the_page_names_each_object_and_what_became_of_it(settings: Settings) -> None:
    async with whole(settings) as site:
        await synced(site)
        page = (await site.client.get(PAGE)).text
        errors = (await site.client.get(f"{PAGE}?outcome=error")).text

    assert [f"D00{n}</a>" in page for n in range(5)] == [True] * 5
    assert 'id="only-error" href="/integrations/1/syncs/1?outcome=error"' in page
    assert "<td>Error</td><td>No such manager</td>" in errors
    assert ("D000</a>" in errors, "D001</a>" in errors) == (True, False)
    assert '<code id="address">http://127.0.0.1:8000/integrations/1/syncs/1</code>' in page


async def test_what_changed_since_the_sync_is_said_beside_its_outcome(settings: Settings) -> None:
    async with whole(settings) as site:
        await synced(site)
        await sql("UPDATE binding SET phase = 'parked', park = 'ordinary' WHERE id = 2")
        page = (await site.client.get(f"{PAGE}?outcome=success")).text

    assert '<td>Success <small class="dim">now: error</small></td>' in page


async def test_pages_of_them_neither_miss_one_nor_show_one_twice(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(items.sync_items, "__kwdefaults__", {"outcome": None, "after": 0, "most": 2})
    async with whole(settings) as site:
        await synced(site)
        first = (await site.client.get(PAGE)).text
        second = (await site.client.get(f"{PAGE}?after=2")).text
        last = (await site.client.get(f"{PAGE}?after=4")).text

    assert [[f"D00{n}</a>" in page for n in range(5)] for page in (first, second, last)] == [
        [True, True, False, False, False],
        [False, False, True, True, False],
        [False, False, False, False, True],
    ]
    assert 'id="next-items" class="btn" rel="next" href="/integrations/1/syncs/1?after=2"' in first
    assert 'id="next-items"' not in last


async def test_a_poll_keeps_the_outcome_and_the_place_and_is_not_drawn_twice(settings: Settings) -> None:
    async with whole(settings) as site:
        await synced(site)
        polled = (await site.client.get(f"{PAGE}/rows?rev=old&outcome=error")).text

        async def same() -> bool:
            page = await site.client.get(f"{PAGE}?outcome=error")
            rev = hidden(page.text, "rev")
            everything = await site.client.get(f"{PAGE}/rows?rev={rev}&acts=1")
            assert everything.status_code == 200  # another view
            return (await site.client.get(f"{PAGE}/rows?rev={rev}&acts=1&outcome=error")).status_code == 204

        await until(same)

    assert 'class="of" name="outcome" value="error"' in polled
    assert ("D000</a>" in polled, "D001</a>" in polled) == (True, False)


async def test_programs_read_them_page_by_page_and_by_outcome(settings: Settings) -> None:
    async with whole(settings) as site:
        await synced(site)
        first = (await site.client.get(f"{API}/syncs/1/items?limit=3", headers=site.key)).json()
        rest = (await site.client.get(f"{API}/syncs/1/items?limit=3&after={first['next']}", headers=site.key)).json()
        errors = (await site.client.get(f"{API}/syncs/1/items?outcome=error", headers=site.key)).json()
        wrong = await site.client.get(f"{API}/syncs/1/items?outcome=lost", headers=site.key)
        too_many = await site.client.get(f"{API}/syncs/1/items?limit=1001", headers=site.key)
        nobody = await site.client.get(f"{API}/syncs/7/items", headers=site.key)

    outcomes = [one["outcome"] for one in (*first["items"], *rest["items"])]
    assert (outcomes, rest["next"]) == (["error", "success", "success", "success", "moving"], None)
    about = {"kind": "department", "key": "D000", "version": 1, "outcome": "error"}
    assert errors["items"] == [about | {"status": "error", "message": "No such manager"}]
    assert (wrong.status_code, too_many.status_code, nobody.status_code) == (400, 400, 404)
    assert "outcome: expected one of moving, success, error, changed, stopped" in wrong.text


async def test_keys_and_messages_are_text_on_the_page(settings: Settings) -> None:
    async with whole(settings) as site:
        await synced(site)
        await sql("UPDATE object SET key = $1 WHERE id = 1", HOSTILE)
        await sql("UPDATE binding_message SET text = $1", HOSTILE)
        pages = [await site.client.get(f"{PAGE}{path}") for path in ("", "/rows", "?outcome=%3Cscript%3E&after=x")]

    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
