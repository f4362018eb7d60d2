"""What objects wait for, sent with them: in the bar, as a plain form, by a program."""

import pytest

from backend.settings import Settings
from tests.factories import drain, sql
from tests.web.hidden import hidden
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

API = "/api/v1/integrations/1/syncs"
HTMX = {"hx-request": "true"}


async def make(site: Whole) -> tuple[str, dict[str, str]]:
    """The CSRF token, and the ids of an invoice and of the customer that it needs."""
    await site.make_books()
    invoice = {"customer": "C-014", "date": "2026-11-02", "due_date": "2026-12-02", "currency": "EUR", "total": "10.00"}
    lines = [{"account": "4000", "amount": "10.00"}]
    objects = [
        {"kind": "customer", "key": "C-014", "body": {"name": "Harbor"}},
        {"kind": "sales_invoice", "key": "INV-2041", "body": invoice | {"lines": lines}},
    ]
    received = await site.client.post("/api/v1/objects", json=objects, headers=site.key)
    assert received.json()["refused"] == 0, received.text
    await sql("DELETE FROM edge WHERE kind <> 'customer'")
    page = await site.client.get("/integrations/1/objects")
    ids = await sql("SELECT o.key, b.id FROM binding b JOIN object o ON o.id = b.object")
    return hidden(page.text, "csrf"), {row["key"]: str(row["id"]) for row in ids}


async def test_the_bar_says_what_a_press_does_and_offers_both(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf, ids = await make(site)
        form = {"csrf": csrf, "object": [ids["INV-2041"]]}
        bar = await site.client.post("/integrations/1/plans", data=form, headers=HTMX)
        both = {"both": "synchronize", "expect_both": "2"}
        pressed = await site.client.post("/integrations/1/syncs", data=form | both, headers=HTMX)
        items = await sql("SELECT verb, items FROM sync")

    assert "1 will wait for what it needs" in bar.text
    assert "Synchronize <b>0</b> &#183; 1 waits</button>" in bar.text
    assert "will be sent" not in bar.text
    assert "INV-2041 waits for customer C-014 (not integrated)" in bar.text
    assert "Synchronize both <b>2</b>" in bar.text
    assert 'name="expect_both" value="2"' in bar.text
    assert (pressed.status_code, "2 queued" in pressed.text) == (201, True)
    assert [tuple(row) for row in items] == [("synchronize", 2)]


async def test_a_button_that_forces_says_so(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf, ids = await make(site)
        await sql("UPDATE binding SET phase = 'parked', park = 'ordinary' WHERE kind = 'sales_invoice'")
        form = {"csrf": csrf, "object": [ids["INV-2041"]]}
        bar = await site.client.post("/integrations/1/plans", data=form, headers=HTMX)

    assert 'value="force_synchronize">Force synchronize with what they need <b>2</b>' in bar.text


async def test_another_number_than_the_button_for_both_showed_sends_nothing(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf, ids = await make(site)
        form = {"csrf": csrf, "object": [ids["INV-2041"]], "both": "synchronize", "expect_both": "3"}
        pressed = await site.client.post("/integrations/1/syncs", data=form, headers=HTMX)
        assert await sql("SELECT FROM sync") == []

    assert pressed.status_code == 409


async def test_without_javascript_a_button_sends_what_they_need_with_them(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf, ids = await make(site)
        page = await site.client.get("/integrations/1/objects")
        form = {"csrf": csrf, "object": [ids["INV-2041"]], "both": "synchronize"}
        pressed = await site.client.post("/integrations/1/syncs", data=form)
        said = await site.client.get(pressed.headers["location"])

    assert '<button class="btn plain-only" name="both" value="synchronize">' in page.text
    assert "2 queued" in said.text


async def test_a_sync_that_only_waits_for_others_does_not_ask_its_page_to_hurry(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf, ids = await make(site)
        form = {"csrf": csrf, "object": [ids["INV-2041"]], "verb": "synchronize"}
        await site.client.post("/integrations/1/syncs", data=form, headers=HTMX)
        moves = await site.client.get("/integrations/1/syncs/1")
        await drain(site.app.state.runtime, 1)
        waits = await site.client.get("/integrations/1/syncs/1")

    assert 'class="num queued"' in moves.text
    assert "Waiting: 0 of 1 done" in waits.text
    assert 'class="num queued"' not in waits.text


async def test_the_details_of_what_waits_lead_to_what_has_to_go_first(settings: Settings) -> None:
    async with whole(settings) as site:
        csrf, ids = await make(site)
        form = {"csrf": csrf, "object": [ids["INV-2041"]], "verb": "synchronize"}
        await site.client.post("/integrations/1/syncs", data=form, headers=HTMX)
        await drain(site.app.state.runtime, 1)
        waits = await site.client.get("/integrations/1/objects/sales_invoice/INV-2041?status=pending")
        sync = await site.client.get("/integrations/1/syncs/1")
        await sql("UPDATE binding SET phase = 'parked', park = 'blocked' WHERE kind = 'sales_invoice'")
        blocked = await site.client.get("/integrations/1/objects/sales_invoice/INV-2041?status=pending")

    to_customer = '"btn primary" href="/integrations/1/objects/customer/C-014?status=pending">Open customer C-014</a>'
    assert to_customer in waits.text
    assert "Waiting: 0 of 1 done" in sync.text
    assert to_customer in blocked.text
    assert '<button class="btn ">Force synchronize</button>' in blocked.text


async def test_a_program_asks_for_it_by_name(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        asked = {"objects": [{"kind": "sales_invoice", "key": "INV-2041"}], "with_needed": True}
        done = await site.client.post(API, json=asked | {"expected": 2}, headers=site.key)

    assert (done.status_code, done.json()["sent"]) == (201, 2)
