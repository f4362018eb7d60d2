"""From an error to the entry that it misses, and back to what stopped: as a newcomer goes."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator, Seats

TERMS = "/integrations/1/value-maps/payment_terms"


@pytest.fixture(autouse=True)
def _lacking(desk: Desk) -> None:
    assert desk.demo.api.put(TERMS, json={"N30": "Net 30"}).is_success


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_an_entry_is_added_and_what_stopped_for_it_goes(desk: Desk, seats: Seats, *, script: bool) -> None:
    page = seats.take(java_script_enabled=script).page
    keys = [f"T-{int(script)}-{number}" for number in range(2)]
    code = f"N4{int(script)}"
    for key in keys:
        desk.put("customer", key, name=key, payment_term=code)
    desk.sync(*(("customer", key) for key in keys))

    page.goto(desk.grid)
    page.get_by_role("link", name="Value maps").click()
    page.get_by_role("link", name="Payment terms").click()
    expect(page.locator("#stopped")).to_contain_text(f"Payment term {code} has no entry")
    page.get_by_role("link", name=f"Add an entry for {code}").click()
    expect(page.locator("#new-code")).to_have_value(code)
    page.fill("#new-value", "Net 30")
    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.locator("#toasts")).to_contain_text(f"{code} → Net 30 is stored")
    page.get_by_role("button", name="Retry the group 2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Force synchronize")
    assert desk.last_sync() == keys


def test_settings_are_refused_beside_their_field_and_kept_when_they_are_right(desk: Desk, operator: Operator) -> None:
    page = operator.page
    page.goto(f"{desk.url}integrations/1/settings")

    page.get_by_label("Batch size: objects in one request").fill("101")
    page.click("#save")
    expect(page.locator("#batch_5f_size-problem")).to_contain_text("takes at most 100 at once")
    page.get_by_label("Batch size: objects in one request").fill("20")
    page.get_by_label("Customers", exact=True).check()
    page.click("#save")

    expect(page.locator("#toasts")).to_contain_text("The settings are saved")
    expect(page.get_by_label("Customers", exact=True)).to_be_checked()
    found = desk.demo.get("/integrations/1")
    assert (found["batch_size"], found["automatic"]) == (20, {"customer": True})
