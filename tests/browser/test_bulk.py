"""All that match the filter: offered by a whole page, pressed once, followed on a page of its own, stopped."""

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator


def test_a_ticked_page_offers_all_that_match_and_the_sync_is_followed_to_its_end(
    desk: Desk, operator: Operator
) -> None:
    keys = desk.customers("ALL-", 105)
    operator.open("?key=ALL-")
    bar = operator.page.locator("#bar")

    operator.page.check("#pick-page")
    expect(bar.locator("#press-synchronize b")).to_have_text("100")
    operator.page.get_by_role("button", name="Select all 105 that match").click()
    expect(bar.locator(".count")).to_have_text("All 105 that match selected · 5 not on this page")
    expect(bar.locator("#press-synchronize b")).to_have_text("105")
    operator.page.click("#press-synchronize")

    expect(operator.toast).to_contain_text("105 queued")
    expect(bar.locator(".count")).to_have_count(0)
    operator.toast.get_by_role("link", name="Follow it").click()
    expect(operator.page.locator("#verdict")).to_contain_text("Ended: ", timeout=30_000)
    expect(operator.page.locator("#n-success")).to_have_text("105")
    assert desk.written(*keys) == keys


def test_a_tick_that_is_taken_away_ends_the_choice_of_all(desk: Desk, operator: Operator) -> None:
    desk.customers("SOME-", 105)
    operator.open("?key=SOME-")

    operator.page.check("#pick-page")
    operator.page.get_by_role("button", name="Select all 105 that match").click()
    expect(operator.page.locator("#press-synchronize b")).to_have_text("105")
    operator.page.locator("#rows [name=object]").first.uncheck()

    expect(operator.page.locator("#bar .count")).to_have_text("99 selected")
    expect(operator.page.locator("#press-synchronize b")).to_have_text("99")


def test_the_choice_of_all_survives_paging_and_is_pressed_there(desk: Desk, operator: Operator) -> None:
    keys = desk.customers("PAGED-", 105)
    operator.open("?key=PAGED-")
    bar, boxes = operator.page.locator("#bar"), operator.page.locator("#rows [name=object]")
    operator.page.check("#pick-page")
    operator.page.get_by_role("button", name="Select all 105 that match").click()
    expect(bar.locator(".count")).to_have_text("All 105 that match selected · 5 not on this page")

    operator.page.click("#next-page")
    expect(boxes).to_have_count(5)
    expect(operator.page.locator("#rows :checked")).to_have_count(5)
    expect(bar.locator(".count")).to_have_text("All 105 that match selected · 100 not on this page")
    expect(bar.locator("#press-synchronize b")).to_have_text("105")
    operator.page.click("#press-synchronize")

    expect(operator.toast).to_contain_text("105 queued")
    assert desk.last_sync() == keys
    expect(bar.locator(".count")).to_have_count(0)


def test_the_choice_of_all_ends_with_another_filter(desk: Desk, operator: Operator) -> None:
    desk.customers("OTHER-", 105)
    operator.open("?key=OTHER-")
    operator.page.check("#pick-page")
    operator.page.get_by_role("button", name="Select all 105 that match").click()
    expect(operator.page.locator("#bar .count")).to_have_text("All 105 that match selected · 5 not on this page")

    operator.page.fill("#filter-key", "OTHER-10")

    expect(operator.page.locator("#rows [name=object]")).to_have_count(5)
    expect(operator.page.locator("#bar .count")).to_contain_text("100 selected")


def test_stop_stands_while_something_moves_and_goes_with_the_last(desk: Desk, operator: Operator) -> None:
    desk.customers("STAY-", 2)
    desk.demo.syncline("hold", "--reason", "Month end")
    operator.open("?key=STAY-")
    operator.page.check("#pick-page")
    operator.page.click("#press-synchronize")
    operator.toast.get_by_role("link", name="Follow it").click()
    expect(operator.page.locator("#line")).to_contain_text("Month end")
    expect(operator.page.locator("#stop")).to_be_visible()

    desk.demo.syncline("release")

    expect(operator.page.locator("#verdict")).to_contain_text("Ended: ", timeout=30_000)
    expect(operator.page.locator("#stop")).to_be_hidden()
    expect(operator.page.locator("#line")).to_have_count(0)
