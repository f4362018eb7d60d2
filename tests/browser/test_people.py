"""An administrator lets somebody in and makes a key, with JavaScript and without, and finds both in the audit."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Seats


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_who_is_let_in_signs_in_and_the_audit_tells_it(desk: Desk, seats: Seats, *, script: bool) -> None:
    name = "Änne" if script else "Bob"
    page = seats.take(java_script_enabled=script).page
    page.goto(desk.grid)
    page.get_by_role("link", name="admin", exact=True).click()
    page.get_by_role("link", name="People").click()

    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Add, and make a sign-in link").click()
    link = page.locator("#secret-text").inner_text()
    newcomer = seats.take(sign_in_url=link).page

    newcomer.goto(f"{desk.url}you")
    expect(newcomer.locator("#top")).to_contain_text(name)
    expect(newcomer.get_by_role("link", name="People")).to_have_count(0)
    page.get_by_role("link", name="Audit").click()
    expect(page.locator("#audit")).to_contain_text(f"admin added {name} with the role operator")


def test_a_key_is_copied_by_one_press(desk: Desk, seats: Seats) -> None:
    page = seats.take().page
    page.goto(f"{desk.url}keys")

    page.get_by_label("Name of the program").fill("till")
    page.get_by_role("button", name="Make the key").click()
    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.locator("#secret-text").inner_text().startswith("sync_")
