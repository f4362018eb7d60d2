"""Who switched live updates off is shown a page that stands still, and what changed when they ask for it."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator

TEN_MINUTES = 600_000
TIMES = "() => [...document.querySelectorAll('local-time')].map((one) => one.shadowRoot.textContent)"


@pytest.fixture
def still(desk: Desk, operator: Operator) -> Operator:
    operator.page.goto(f"{desk.url}you")
    operator.page.select_option("#live", "off")
    operator.page.get_by_role("button", name="Save").click()
    expect(operator.page.locator("#live")).to_have_value("off")
    return operator


def test_nothing_is_asked_for_and_nothing_moves_until_refresh_shows_it(desk: Desk, still: Operator) -> None:
    first, second = desk.customers("STILL-", 2)
    still.page.clock.install()
    still.open(f"/customer/{first}?key=STILL-")
    still.tick(second)
    expect(still.page.locator("#bar .count")).to_have_text("1 selected")
    expect(still.page.locator("#poller")).to_contain_text("Live updates are off. Read at")
    before, address = seen(still), still.page.url
    asked: list[str] = []
    still.page.on("request", lambda request: asked.append(request.url))

    desk.customer(first, 2)
    still.page.clock.fast_forward(TEN_MINUTES)
    still.page.wait_for_timeout(500)  # time enough for a question to arrive
    assert (asked, seen(still)) == ([], before)
    still.page.click("#anew")

    expect(still.row(first).locator(".version")).to_have_text("2")
    expect(still.drawer.locator(".sub")).to_contain_text("version 2")
    assert (still.ticked(), still.page.url) == ([second], address)


def test_a_press_shows_once_what_it_did(desk: Desk, still: Operator) -> None:
    (key,) = desk.customers("PRESSED-", 1)
    still.open(f"?key={key}")
    still.tick(key)

    still.page.click("#press-synchronize")

    expect(still.status(key)).not_to_have_text("Not integrated")
    expect(still.page.locator("#poller")).to_contain_text("Live updates are off.")


def seen(still: Operator) -> tuple[str, list[str]]:
    return still.page.locator("body").inner_text(), still.page.evaluate(TIMES)
