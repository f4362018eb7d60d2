"""⋯ of a row: what may be pressed for it, by mouse, by key and on a phone."""

from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator, Seats


def verbs(operator: Operator) -> Locator:
    return operator.page.get_by_role("dialog")


def more(operator: Operator, key: str) -> Locator:
    return operator.row(key).get_by_role("button", name="Actions")


def test_a_row_is_sent_from_where_it_stands_and_the_hand_is_back_there(desk: Desk, operator: Operator) -> None:
    desk.customers("V-", 2)
    operator.open("?key=V-")
    operator.row("V-001").hover()
    more(operator, "V-001").click()
    expect(verbs(operator)).to_contain_text("V-001")
    expect(verbs(operator)).to_contain_text("Synchronize sends version 1 to Sage Intacct.")
    verbs(operator).get_by_role("button", name="Synchronize").click()

    expect(verbs(operator)).to_be_hidden()
    expect(more(operator, "V-001")).to_be_focused()
    expect(operator.toast).to_be_visible()
    operator.poll_until(operator.row("V-001").get_by_text("Success"))
    assert (desk.written("V-000", "V-001"), operator.complaints) == (["V-001"], [])


def test_a_key_opens_it_and_escape_closes_it_and_nothing_else(desk: Desk, operator: Operator) -> None:
    desk.customers("W-", 2)
    operator.open("/customer/W-001?key=W-")
    keyboard, link = operator.page.keyboard, operator.row("W-000").get_by_role("link", name="W-000", exact=True)
    link.focus()
    keyboard.press("a")
    expect(verbs(operator)).to_be_focused()
    keyboard.press("j")  # is nobody's while it is open
    keyboard.press("Escape")
    expect(verbs(operator)).to_be_hidden()
    expect(link).to_be_focused()
    expect(operator.drawer).to_be_visible()

    keyboard.press("a")
    expect(verbs(operator)).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Enter")

    expect(link).to_be_focused()
    operator.poll_until(operator.row("W-000").get_by_text("Success"))
    assert desk.written("W-000", "W-001") == ["W-000"]


def test_what_comes_while_it_is_open_waits_and_it_stays_open(desk: Desk, operator: Operator) -> None:
    desk.customers("X-", 2)
    operator.open("?key=X-")
    more(operator, "X-000").click()
    operator.page.mouse.move(0, 0)
    desk.customer("X-NEW")
    desk.customer("X-000", version=2)
    operator.poll_until(operator.page.get_by_role("button", name="1 new – show"))

    expect(operator.row("X-000").locator(".version")).to_have_text("2")
    expect(verbs(operator)).to_contain_text("X-000")
    assert operator.shown() == ["X-001", "X-000"]
    operator.page.mouse.click(5, 5)
    expect(verbs(operator)).to_be_hidden()
    operator.poll_until(operator.row("X-NEW"))


def test_it_leads_to_the_details(desk: Desk, operator: Operator) -> None:
    desk.customers("Y-", 1)
    operator.open("?key=Y-")
    more(operator, "Y-000").click()
    verbs(operator).get_by_role("link", name="Open details").click()

    expect(operator.page.locator("#drawer-key")).to_be_focused()
    expect(verbs(operator)).to_be_hidden()
    assert operator.page.url.endswith("/customer/Y-000?key=Y-")


def test_on_a_phone_it_stands_in_each_row_and_is_a_sheet_below(desk: Desk, seats: Seats) -> None:
    desk.customers("Z-", 2)
    operator = seats.take(has_touch=True)
    operator.page.set_viewport_size({"width": 390, "height": 760})
    operator.open("?key=Z-")
    box = more(operator, "Z-000").bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    more(operator, "Z-000").tap()
    expect(verbs(operator)).to_contain_text("Z-000")
    sheet = verbs(operator).bounding_box()

    assert sheet
    assert (sheet["x"], sheet["width"], sheet["y"] + sheet["height"]) == (0, 390, 760)
    assert operator.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
