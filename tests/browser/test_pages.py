"""Page after page: none twice, none missing, whatever arrives meanwhile."""

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator


def test_three_pages_show_each_object_once_while_a_hundred_arrive(desk: Desk, operator: Operator) -> None:
    there = desk.customers("P-", 230)
    operator.open("?kind=customer")
    seen = operator.shown()
    assert len(seen) == 100
    place = operator.page.locator("#foot .place")
    expect(place).to_have_text("1–100 of 230")

    desk.customers("Q-", 100)
    operator.page.click("#next-page")
    expect(operator.page.locator("#rows .key a").first).to_have_text("P-129")
    expect(place).to_have_text("101–200 of 330")
    seen += operator.shown()
    operator.page.click("#next-page")
    expect(operator.page.locator("#rows .key a").first).to_have_text("P-029")
    seen += operator.shown()

    assert seen == there[::-1]
    expect(operator.page.locator("#next-page")).to_have_count(0)
    operator.page.click("#first-page")
    expect(operator.page.locator("#rows .key a").first).to_have_text("Q-099")


def test_keys_lead_to_the_next_page_and_back_whatever_arrives_meanwhile(desk: Desk, operator: Operator) -> None:
    there = desk.customers("B-", 230)
    operator.open("?key=B-")
    place, first = operator.page.locator("#foot .place"), operator.page.locator("#rows .key a").first
    expect(operator.page.locator("#previous-page")).to_have_count(0)

    operator.page.keyboard.press("n")
    expect(first).to_have_text("B-129")
    operator.page.keyboard.press("n")
    expect(first).to_have_text("B-029")
    desk.customer("B-NEW")
    operator.page.keyboard.press("p")
    expect(first).to_have_text("B-129")
    expect(place).to_have_text("101–200 of 231")
    assert operator.shown() == there[::-1][100:200]
    operator.page.get_by_role("link", name="Previous page").click()
    expect(first).to_have_text("B-229")
    assert operator.shown() == there[::-1][:100]
    expect(place).to_have_text("100 objects on this page")  # nobody counted who came before them
    operator.page.keyboard.press("p")

    expect(first).to_have_text("B-NEW")
    expect(place).to_have_text("1–100 of 231")
    operator.page.go_back()
    expect(first).to_have_text("B-229")


def test_who_pages_keeps_a_focus_where_the_way_ends(desk: Desk, operator: Operator) -> None:
    desk.customers("W-", 101)
    operator.open("?key=W-")
    keys, first = operator.page.keyboard, operator.page.locator("#rows .key a").first
    operator.page.locator("#next-page").press("Enter")
    expect(first).to_have_text("W-000")
    expect(operator.page.locator("#previous-page")).to_be_focused()
    keys.press("Enter")
    expect(first).to_have_text("W-100")
    expect(operator.page.locator("#next-page")).to_be_focused()

    operator.row("W-050").get_by_role("checkbox").focus()
    keys.press("n")
    expect(first).to_have_text("W-000")
    expect(first).to_be_focused()
    keys.press("p")
    expect(first).to_have_text("W-100")
    expect(first).to_be_focused()


def test_the_foot_says_no_more_than_is_known(desk: Desk, operator: Operator) -> None:
    desk.customers("F-", 101)
    operator.open("?key=F-")

    place = operator.page.locator("#foot .place")
    expect(place).to_have_text("1–100 of 101")
    desk.customers("F-NEW-", 1)
    operator.show_until(operator.row("F-NEW-000"))
    expect(place).to_have_text("1–100 of 102")
    operator.page.click("#next-page")
    expect(place).to_have_text("101–102 of 102")
    operator.open("?key=F-00")
    expect(place).to_have_text("1–10 of 10")


def test_ticks_of_another_page_are_counted_and_said_to_be_elsewhere(desk: Desk, operator: Operator) -> None:
    desk.customers("R-", 101)
    operator.open("?key=R-")
    operator.tick("R-100")

    operator.page.click("#next-page")
    operator.tick("R-000")

    expect(operator.page.locator("#bar .count")).to_have_text("2 selected · 1 not on this page")
    expect(operator.page.locator("#press-synchronize b")).to_have_text("2")
    operator.page.click("#press-synchronize")
    expect(operator.toast).to_contain_text("2 queued")
    assert desk.last_sync() == ["R-000", "R-100"]
