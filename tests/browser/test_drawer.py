"""One object beside the list, under an address of its own."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator, Seats

KEY = "INV/2024/07 Ä&?#"


@pytest.fixture(scope="module", autouse=True)
def _company(desk: Desk) -> None:
    desk.customer("D-1")
    desk.invoice(KEY, "D-1", entity="100")
    desk.sync(("customer", "D-1"), ("sales_invoice", KEY))


def test_a_key_with_anything_in_it_opens_and_can_be_linked_to(operator: Operator) -> None:
    operator.open("?kind=sales_invoice")
    operator.row(KEY).get_by_role("link", name=KEY, exact=True).click()
    expect(operator.drawer.locator("#drawer-key")).to_have_text(KEY)

    address = operator.page.url
    assert address.endswith("/objects/sales_invoice/INV%2F2024%2F07%20%C3%84%26%3F%23?kind=sales_invoice")
    operator.page.goto(address)

    expect(operator.drawer.locator("#drawer-key")).to_have_text(KEY)
    expect(operator.page.locator("#rows [aria-current]")).to_have_text(KEY)
    assert operator.shown() == [KEY]


def test_the_same_key_is_found_by_the_filter_and_the_command_line(desk: Desk, operator: Operator) -> None:
    operator.open()
    operator.page.fill("#filter-key", KEY)

    expect(operator.page.locator("#rows .key a")).to_have_text([KEY])
    done = desk.demo.syncline("explain", "sales_invoice", KEY)
    assert KEY in done.stdout, done.stderr


def test_escape_closes_it_and_focus_goes_back_to_the_row(operator: Operator) -> None:
    operator.open("?kind=customer")
    link = operator.row("D-1").get_by_role("link", name="D-1", exact=True)
    link.focus()
    operator.page.keyboard.press("Enter")
    expect(operator.drawer.locator("#drawer-key")).to_be_focused()

    operator.page.keyboard.press("Escape")

    expect(operator.drawer).to_have_count(0)
    expect(link).to_be_focused()
    expect(operator.page).to_have_url(re.compile(r"/objects\?kind=customer$"))


def test_back_closes_it_and_forward_opens_it(operator: Operator) -> None:
    operator.open("?kind=customer")
    operator.row("D-1").get_by_role("link", name="D-1", exact=True).click()
    expect(operator.drawer).to_be_visible()

    operator.page.go_back()
    expect(operator.drawer).to_have_count(0)
    operator.page.go_forward()

    expect(operator.drawer.locator("#drawer-key")).to_have_text("D-1")


def test_each_tab_shows_its_part_and_has_an_address(operator: Operator) -> None:
    operator.open("/customer/D-1")
    parts = {
        "content": "D-1 & Söhne, version 1",
        "changes": "There is only one version so far",
        "attempts": "Create, version 1",
        "will_send": "An object in step is never sent",
        "audit": "Synchronize",
        "overview": "not yet",
    }
    parts["overview"] = "Received"
    for tab, words in parts.items():
        operator.page.click(f"#tab-{tab}")
        if tab == "attempts":
            operator.page.locator("#attempts summary").first.click()
        expect(operator.drawer.locator("#tab")).to_contain_text(words)
        assert operator.query()["tab"] == [tab]
    operator.page.go_back()
    expect(operator.drawer.locator("#tab")).to_contain_text("Synchronize")


def test_what_will_be_sent_is_shown_line_by_line(desk: Desk, operator: Operator) -> None:
    desk.customer("D-2")
    operator.open("/customer/D-2?tab=will_send")

    expect(operator.page.locator("#payload")).to_contain_text("  <CUSTOMERID>D-2</CUSTOMERID>")
    expect(operator.drawer).to_contain_text("Looking at it sends nothing")
    assert desk.status("customer", "D-2") == "not_integrated"


def test_a_change_redraws_the_open_drawer(desk: Desk, operator: Operator) -> None:
    operator.open("/customer/D-1")

    desk.customer("D-1", version=2)
    operator.poll_until(operator.drawer.get_by_text("Sage Intacct has version 1; version 2 was not sent."))
    operator.drawer.get_by_role("button", name="Synchronize").click()
    expect(operator.drawer.locator(".head .status")).to_have_text("Success", timeout=15_000)


def test_copy_for_support_takes_what_it_shows(seats: Seats) -> None:
    operator = seats.take(permissions=["clipboard-read", "clipboard-write"])
    operator.open(f"/sales_invoice/{'INV%2F2024%2F07%20%C3%84%26%3F%23'}")

    operator.drawer.get_by_role("button", name="Copy for support").click()

    expect(operator.drawer.get_by_role("button", name="Copied")).to_be_visible()
    copied = operator.page.evaluate("() => navigator.clipboard.readText()")
    assert f"sales_invoice {KEY}, version 1" in copied
    assert re.search(r"attempt .* create version 1 at top: applied, key \S+", copied)


def test_a_support_bundle_is_one_click_away(operator: Operator) -> None:
    operator.open("/customer/D-1")

    with operator.page.expect_download() as got:
        operator.drawer.get_by_role("button", name="Support bundle").click()

    assert got.value.suggested_filename == "syncline-customer-D-1.json"
    assert '"correlation_ids"' in got.value.path().read_text()
