"""A press for several objects, taken back before anything of it is sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import Desk, opened
from tests.browser.operator import Operator


@pytest.fixture(scope="module")
def desk(browser: Browser, home: Path) -> Iterator[Desk]:
    with opened(home, undo=60) as desk:
        yield desk


def test_what_they_need_is_taken_along_and_all_of_it_is_undone_by_one_press(desk: Desk, operator: Operator) -> None:
    desk.customer("C-014")
    desk.invoice("INV-2041", "C-014", entity="100")
    operator.open("?key=INV-")
    operator.tick("INV-2041")
    expect(operator.page.locator("#why")).to_contain_text("→ 1 will wait for what it needs")
    expect(operator.page.locator("#why")).to_contain_text("INV-2041 waits for customer C-014 (not integrated)")

    operator.page.get_by_role("button", name="Synchronize both 2").click()
    expect(operator.toast).to_contain_text("2 queued")
    expect(operator.status("INV-2041")).to_have_text("Pending")
    operator.toast.get_by_role("button", name="Undo").click()

    expect(operator.toast.filter(has_text="Undone: nothing of it was sent.")).to_be_visible()
    operator.poll_until(operator.status("INV-2041").get_by_text("Not integrated"))
    assert desk.last_sync() == ["C-014", "INV-2041"]
    assert desk.written("C-014", "INV-2041") == []


def test_by_keyboard_a_press_leaves_the_focus_in_the_bar_and_u_undoes_it(desk: Desk, operator: Operator) -> None:
    keys = desk.customers("KEYED-", 105)
    operator.open("?key=KEYED-")
    operator.page.check("#pick-page")
    operator.page.locator("#all-matching").press("Enter")
    expect(operator.page.locator("#bar .count")).to_have_text("All 105 that match selected · 5 not on this page")
    expect(operator.page.locator("#bar .count")).to_be_focused()

    operator.page.locator("#press-synchronize").press("Enter")
    expect(operator.toast).to_contain_text("105 queued")
    expect(operator.page.locator("#bar .count")).to_have_count(0)
    expect(operator.page.locator("#bar")).to_be_focused()
    operator.page.keyboard.press("u")

    expect(operator.toast.filter(has_text="Undone: nothing of it was sent.")).to_be_visible()
    assert desk.written(*keys) == []


def test_a_message_that_is_pointed_at_stays_without_its_undo_and_goes_when_it_is_left(
    desk: Desk, operator: Operator
) -> None:
    desk.customers("HOVERED-", 2)
    operator.page.clock.install()
    operator.open("?key=HOVERED-")
    operator.page.check("#pick-page")
    operator.page.locator("#press-synchronize").click()
    operator.toast.hover()
    operator.page.clock.fast_forward(60_000)

    expect(operator.toast).to_contain_text("2 queued")
    expect(operator.toast.get_by_role("button", name="Undo")).to_be_hidden()
    operator.page.mouse.move(0, 0)
    operator.page.clock.fast_forward(60_000)
    expect(operator.toast.filter(has_text="2 queued")).to_have_count(0)


def test_who_undoes_by_keyboard_is_led_back_to_the_list(desk: Desk, operator: Operator) -> None:
    desk.customers("BACK-", 2)
    operator.open("?key=BACK-")
    operator.page.check("#pick-page")
    operator.page.locator("#press-synchronize").click()
    operator.toast.get_by_role("button", name="Undo").press("Enter")

    expect(operator.toast.filter(has_text="Undone: nothing of it was sent.")).to_be_visible()
    expect(operator.page.locator("#bar")).to_be_focused()
