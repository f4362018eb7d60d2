"""Causes in a browser: the page follows what happens, keeps open what somebody opened, and retries with one press."""

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator
from tests.browser.test_mending import ACCOUNT


def test_three_errors_of_one_cause_are_mended_once_and_retried_with_one_press(desk: Desk, operator: Operator) -> None:
    desk.customer("G-1")
    desk.sync(("customer", "G-1"))
    for key in ("G-A", "G-B"):
        desk.invoice(key, "G-1", account="4712")
        desk.sync(("sales_invoice", key))
    operator.open("?key=G-A")
    operator.page.get_by_role("link", name="Causes", exact=True).click()
    group = operator.page.locator("#groups > li").filter(has_text="4712")
    expect(group).to_contain_text("2 objects")
    expect(group).to_contain_text("20.00 EUR")
    group.locator("summary").click()
    expect(group.locator("pre")).to_contain_text("4712")

    desk.invoice("G-C", "G-1", account="4712")
    desk.sync(("sales_invoice", "G-C"))
    operator.poll_until(group.get_by_text("3 objects"))
    expect(group.locator("pre")).to_be_visible()
    operator.page.set_viewport_size({"width": 390, "height": 800})
    assert operator.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")

    desk.play("state/GLACCOUNT/4712", ACCOUNT)
    group.get_by_role("button", name="Retry the group 3").click()

    expect(operator.page.locator("#verdict")).to_contain_text("Ended: ", timeout=30_000)
    assert desk.last_sync() == ["G-A", "G-B", "G-C"]
    assert desk.written("G-A", "G-B", "G-C") == ["G-A", "G-B", "G-C"]


def test_a_note_is_written_on_the_page_of_a_cause_that_the_details_lead_to(desk: Desk, operator: Operator) -> None:
    desk.customer("H-1")
    desk.sync(("customer", "H-1"))
    for key in ("H-A", "H-B"):
        desk.invoice(key, "H-1", account="4713")
        desk.sync(("sales_invoice", key))
    operator.open("/sales_invoice/H-A?key=H-")
    operator.drawer.get_by_role("link", name="2 objects have this error.").click()
    operator.page.get_by_label("Note: shown to everybody").fill("Ask Jana to open the account.")
    operator.page.get_by_label("Who looks after it").fill("Jana")
    operator.page.get_by_role("button", name="Keep the note").click()

    expect(operator.toast.filter(has_text="The note is kept.")).to_be_visible()
    operator.open("/sales_invoice/H-B?key=H-")
    expect(operator.drawer).to_contain_text("Ask Jana to open the account. Looked after by Jana.")
