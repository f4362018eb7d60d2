"""Every page at 400 %, from right to left, and in the colours of the system: nothing is cut off or lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access.walking import pages
from tests.browser.desk import Desk
from tests.browser.journeys.errors import invoice, sent
from tests.browser.operator import Operator, Seats

AT_400 = {"width": 320, "height": 256}  # of 1280 × 1024: WCAG 1.4.10
WIDTHS = (1280, 390)
TURN = "() => { document.documentElement.dir = 'rtl'; }"
SCROLLS = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
OUTSIDE = """() => [...document.querySelectorAll('main :is(button, input, a.btn, select), #top :is(a, button)')]
  .filter((one) => one.checkVisibility() && !one.closest('.chips, .pages, .lines, .unseen, [hidden], .skip'))
  .filter((one) => { const box = one.getBoundingClientRect(); return box.left < -1 || box.right > innerWidth + 1; })
  .map((one) => one.id || one.textContent.trim() || one.name)"""
LOST = """() => [...document.querySelectorAll('.status, .note')].filter((one) => {
  const mark = getComputedStyle(one, '::before').backgroundColor;
  return one.checkVisibility() && [getComputedStyle(document.body).backgroundColor, 'rgba(0, 0, 0, 0)'].includes(mark);
}).length"""


@pytest.fixture(scope="module", autouse=True)
def _company(desk: Desk) -> None:
    sent(desk, "RF-C", *(invoice(f"RF-{number}", "RF-C", account="none") for number in range(2)))
    desk.customers("RF-NEW-", 3)


def faults(page: Page) -> list[str]:
    return [str(one) for one in (page.evaluate(SCROLLS), page.evaluate(OUTSIDE)) if one]


def look(desk: Desk, page: Page, change: Callable[[Page], Any]) -> dict[str, list[str]]:
    """What is wrong with each page once it is changed."""
    found = {}
    for address in pages(page, desk.url):
        change(page)
        found[address] = faults(page)
    return {address: wrong for address, wrong in found.items() if wrong}


def test_at_400_percent_no_page_needs_scrolling_to_the_side(desk: Desk, seats: Seats) -> None:
    page = seats.take().page

    assert look(desk, page, lambda page: page.set_viewport_size(AT_400)) == {}


def test_at_400_percent_the_bar_leaves_half_of_the_screen_to_the_list(operator: Operator) -> None:
    operator.page.set_viewport_size(AT_400)
    operator.open("?key=RF-")
    for box in operator.page.locator("#rows [type=checkbox]").all():
        box.check()
    expect(operator.page.locator("#press-force b")).to_have_text("2")

    box = operator.page.locator("#bar").bounding_box()

    assert box
    assert box["height"] <= AT_400["height"] / 2


@pytest.mark.parametrize("width", WIDTHS)
def test_from_right_to_left_every_page_fits(desk: Desk, seats: Seats, width: int) -> None:
    page = seats.take().page
    page.set_viewport_size({"width": width, "height": 800})

    assert look(desk, page, lambda page: page.evaluate(TURN)) == {}


def test_in_the_colours_of_the_system_marks_stay_and_what_is_chosen_is_seen(seats: Seats) -> None:
    operator = seats.take(forced_colors="active")
    operator.open("/sales_invoice/RF-0?status=error")

    assert operator.page.evaluate(LOST) == 0
    expect(operator.page.locator("#chip-error")).to_have_css("border-top-style", "double")
    expect(operator.page.locator("#chip-success")).to_have_css("border-top-style", "solid")
    expect(operator.page.locator("#rows .key [aria-current]")).to_have_css("text-decoration-line", "underline")
    expect(operator.page.locator("#rows .key a:not([aria-current])").first).to_have_css("text-decoration-line", "none")
