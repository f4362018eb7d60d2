"""The button beside the health of an integration: pressed, it opens what was found, level by level."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator, Seats


@pytest.fixture(scope="module")
def level() -> str:
    return "entity"


@pytest.fixture(autouse=True)
def _forbidden(desk: Desk) -> None:
    """Sales invoices may not be read, and one is there for entity 100."""
    desk.invoice("I-1", "C-1", entity="100")
    desk.play("settings", {"refused_rights": {"ARINVOICE": ["read"]}})


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_press_names_what_is_missing_for_which_kind_and_level(desk: Desk, seats: Seats, *, script: bool) -> None:
    operator = seats.take(java_script_enabled=script)
    operator.page.goto(desk.grid)

    operator.page.get_by_role("button", name="Check the connection").click()

    expect(operator.page).to_have_url(f"{desk.url}integrations/1/doctor")
    expect(operator.page.locator("#verdict")).to_have_text("2 things are not well")
    for place in ("#at-top", "#at-100"):
        found = operator.page.locator(place)
        expect(found).to_contain_text("The Intacct user may not READ ARINVOICE.")
        expect(found).to_contain_text("An administrator of Sage Intacct: Give the role")
    expect(operator.page.locator("#at-100")).to_contain_text("as user console, sender syncline, at entity 100")


def test_what_was_mended_is_well_when_checked_again(desk: Desk, operator: Operator) -> None:
    operator.open()
    operator.page.click("#examine")
    desk.play("settings", {"refused_rights": {}})

    operator.page.get_by_role("button", name="Check again").click()

    expect(operator.page.locator("#verdict")).to_have_text("All is well")
    operator.page.get_by_role("link", name="To the objects").click()
    expect(operator.page).to_have_url(desk.grid)
    assert desk.demo.ledger() == []


def test_a_poll_leaves_the_button_where_it_is(desk: Desk, operator: Operator) -> None:
    operator.open()

    desk.customer("C-9")
    operator.poll_until(operator.row("C-9"))

    expect(operator.page.get_by_role("button", name="Check the connection")).to_have_count(1)


def test_the_button_that_holds_goes_and_comes_on_a_page_that_is_open(desk: Desk, operator: Operator) -> None:
    operator.open()
    to_hold, to_release = operator.page.locator("#to-hold"), operator.page.locator("#to-release")
    expect(to_hold).to_be_visible()

    assert desk.demo.api.post("/integrations/1/hold", json={"reason": "Month end"}).is_success
    operator.poll_until(to_release)
    expect(to_hold).to_be_hidden()

    assert desk.demo.api.post("/integrations/1/release").is_success
    operator.poll_until(to_hold)
    expect(to_release).to_have_count(0)
