"""Everything is reached by keyboard, in the order in which it is read, and is seen to be reached."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator, Seats

MOST = 80
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const after = (last) => !!last && !!(last.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  const found = {
    name: one.id || one.textContent.trim().slice(0, 30),
    end: one === document.body,
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    inOrder: !window.lastFocused || after(window.lastFocused),
  };
  window.lastFocused = one;
  return found;
}"""
MOVES = """() => {
  const ms = (text) => Math.max(...text.split(",").map((one) => parseFloat(one) * (one.includes("ms") ? 1 : 1000)));
  const moves = (style) => {
    const runs = style.animationName !== "none";
    const long = Math.max(ms(style.transitionDuration), runs ? ms(style.animationDuration) : 0);
    return long > 1 || (runs && style.animationIterationCount === "infinite") || style.scrollBehavior === "smooth";
  };
  const parts = (one) => ["", "::before", "::after"].filter((part) => moves(getComputedStyle(one, part || null)));
  const named = (one) => parts(one).map((part) => `${one.id || one.className}${part}`);
  return [...document.querySelectorAll("*")].flatMap(named);
}"""
PATHS = [
    "integrations/1/objects",
    "integrations/1/objects/customer/K-000",
    "integrations/1/syncs",
    "integrations/1/line",
]


@pytest.fixture(scope="module", autouse=True)
def _company(desk: Desk) -> None:
    desk.customers("K-", 3)
    desk.sync(("customer", "K-000"))


def stops(page: Page) -> Iterator[dict[str, object]]:
    """Tab until the page is left."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found["end"]:
            return
        yield found
    raise AssertionError(f"more than {MOST} stops")


@pytest.mark.parametrize("path", [*PATHS, "you"])
def test_every_stop_of_the_tab_key_is_seen_and_follows_the_one_before(
    desk: Desk, operator: Operator, path: str
) -> None:
    operator.page.goto(f"{desk.url}{path}")

    found = list(stops(operator.page))

    assert [one["name"] for one in found if not (one["seen"] and one["inside"] and one["inOrder"])] == []
    assert len(found) > 3


def test_the_first_stop_leads_past_the_navigation(operator: Operator) -> None:
    operator.open()

    operator.page.keyboard.press("Tab")
    expect(operator.page.locator(".skip")).to_be_focused()
    operator.page.keyboard.press("Enter")
    operator.page.keyboard.press("Tab")

    assert operator.page.evaluate("() => !!document.activeElement.closest('#main')")


def test_an_object_is_ticked_and_sent_without_a_mouse(operator: Operator) -> None:
    operator.open("?key=K-001")
    for key in ("j", "x"):
        operator.page.keyboard.press(key)
    expect(operator.page.locator("#press-synchronize b")).to_have_text("1")

    operator.page.locator("#press-synchronize").focus()
    operator.page.keyboard.press("Enter")

    expect(operator.toast).to_contain_text("1 queued")


def test_who_wants_no_motion_sees_none(desk: Desk, seats: Seats) -> None:
    still, moving = seats.take(reduced_motion="reduce"), seats.take(reduced_motion="no-preference")
    for operator in (still, moving):
        operator.open("/customer/K-000")

    assert still.page.evaluate(MOVES) == []
    assert moving.page.evaluate(MOVES) != []
