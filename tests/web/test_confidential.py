"""Bank data and tax numbers go over the wire, and are shown to nobody."""

import pytest

from backend.settings import Settings
from tests.factories import sql
from tests.web.test_drawer import hand_over, page, synchronize
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

IBAN, TAX = "DE89370400440532013000", "DE123456789"
PATH = "/integrations/1/objects/customer/C1"


async def one(site: Whole, company: str) -> None:
    await site.make_books(company=company)
    await hand_over(site, "C1", kind="customer", tax_id=TAX, custom={"iban": IBAN})
    await synchronize(site)


async def test_no_tab_shows_them_and_they_were_sent(settings: Settings) -> None:
    async with whole(settings) as site:
        await one(site, "confidential")
        await hand_over(site, "C1", kind="customer", tax_id=f"{TAX}0", custom={"iban": IBAN})
        (kept,) = await sql("SELECT id, request FROM exchange")
        tabs = ("content", "changes", "attempts", f"exchange&exchange={kept['id']}", "will_send", "audit")
        shown = {tab: await page(site, f"{PATH}?tab={tab}") for tab in tabs}
        listed = await page(site, "/integrations/1/objects")

    assert IBAN in kept["request"]
    assert TAX in kept["request"]
    for tab, text in shown.items():
        assert IBAN not in text, tab
        assert TAX not in text, tab
    assert TAX not in listed
    assert "Tax ID *** " in shown["content"]
    assert "Tax ID *** ***" in shown["changes"]  # that it changed is shown
    assert "***" in shown["will_send"]


async def test_neither_a_program_that_reads_nor_a_bundle_is_told(settings: Settings) -> None:
    async with whole(settings) as site:
        await one(site, "told-no-program")
        read = await site.client.get(f"/api/v1{PATH}", headers=site.key)
        bundle = await site.client.post(f"/api/v1{PATH}/bundle", headers=site.key)
        file = await site.client.get("/api/v1/integrations/1/objects.csv", headers=site.key)

    assert read.json()["body"]["tax_id"] == "***"
    for answer in (read, bundle, file):
        assert answer.status_code == 200
        assert IBAN not in answer.text
        assert TAX not in answer.text
