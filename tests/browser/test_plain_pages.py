"""Without JavaScript each page does what it offers: forms, and pages that say what came of them."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.browser.journeys.errors import invoice, know_terms, open_account, sent
from tests.browser.operator import Seats
from tests.journeys.demo import eventually

PASSWORD = "correct horse battery"
ONE = "integrations/1"


@pytest.fixture
def page(seats: Seats) -> Page:
    return seats.take(java_script_enabled=False).page


def press(page: Page, name: str, within: str = "main") -> None:
    page.locator(within).get_by_role("button", name=name, exact=True).first.click()


def says(page: Page, what: str) -> None:
    expect(page.locator("#toasts toast-line")).to_contain_text(what)


def test_all_that_match_are_sent_and_stopped_and_an_integration_is_held_and_released(desk: Desk, page: Page) -> None:
    keys = desk.customers("HELD-", 3)
    page.goto(desk.url)
    page.click("#to-hold")
    page.fill("#reason", "Month end")
    press(page, "Hold")
    expect(page.locator("#line")).to_contain_text("Month end")
    page.goto(f"{desk.grid}?key=HELD-")
    page.get_by_role("link", name="Select all that match").click()
    page.get_by_role("button", name="Synchronize 3").click()
    expect(page.locator("#verdict")).to_have_text("3 of 3 still move")
    press(page, "Stop")
    says(page, "nothing of it goes on")

    page.click("#to-line")
    press(page, "Release")

    expect(page.locator("#line")).not_to_contain_text("Month end")
    assert desk.written(*keys) == []
    assert {desk.status("customer", key) for key in keys} == {"not_integrated"}


def test_a_cause_is_noted_mended_and_retried(desk: Desk, page: Page) -> None:
    keys = sent(desk, "CA-C", *(invoice(f"CA-{number}", "CA-C", account="4740") for number in range(2)))
    page.goto(desk.url)
    page.click("#to-causes")
    page.locator("#groups > li").filter(has_text="4740").locator(".head a").click()
    page.fill("#note", "Ask Jana")
    page.click("#keep-note")
    says(page, "The note is kept.")
    open_account(desk, "4740")

    page.get_by_role("button", name="Retry the group 2").click()

    expect(page.locator("h1")).to_contain_text("Force synchronize")
    eventually(lambda: desk.written(*keys) == keys)
    page.get_by_role("link", name="Refresh").click()
    expect(page.locator("#n-success")).to_have_text("2")


def test_entries_of_a_map_are_changed_removed_and_brought_in_many_at_once(desk: Desk, page: Page) -> None:
    know_terms(desk, N30="Net 30", N60="Net 60")
    page.goto(f"{desk.url}{ONE}/maps/payment_terms")
    page.get_by_label("Value of N30").fill("Net 14")
    press(page, "Save", "#entry-N30")
    says(page, "N30 → Net 14 is stored")
    page.get_by_role("button", name="Remove N60").click()
    says(page, "N60")

    page.get_by_text("Import many entries").click()
    page.fill("#pasted", "N10,Net 10\nN90,Net 90")
    press(page, "See what would change")
    expect(page.locator("#sizes")).to_contain_text("2 added, 0 changed, 0 removed")
    page.get_by_role("button", name="Store 2").click()

    says(page, "2 added")
    assert desk.demo.get(f"/{ONE}/value-maps/payment_terms")["entries"] == {
        "N10": "Net 10",
        "N30": "Net 14",
        "N90": "Net 90",
    }


def test_settings_are_saved_a_connection_is_checked_and_another_integration_is_made(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.url}{ONE}/settings")
    page.get_by_label("Batch size: objects in one request").fill("20")
    page.click("#save")
    says(page, "The settings are saved")
    press(page, "Check the connection")
    expect(page.locator("#verdict")).to_contain_text("All is well")

    page.goto(f"{desk.url}{ONE}/settings")
    page.get_by_role("link", name="New integration").click()
    page.locator("main form button").last.click()
    press(page, "Make the integration")
    expect(page.locator("main .problem").first).to_contain_text("Nothing was stored")
    page.goto(f"{desk.url}integrations/new?connector=loopback")
    page.get_by_label("Name", exact=True).fill("Group books")
    page.locator("main [type=password]").first.fill("loopback")
    press(page, "Make the integration")

    says(page, "The integration is made.")
    assert [one["name"] for one in desk.demo.get("/integrations")][-1] == "Group books"


def test_somebody_is_told_of_troubles_and_then_no_more(desk: Desk, page: Page) -> None:
    page.goto(f"{desk.url}{ONE}/notifications")
    page.fill("#address", "http://127.0.0.1:9/")
    page.click("#tell")
    expect(page.locator("#secret-text")).to_have_text(re.compile(r"^whsec_"))
    press(page, "Send a test")
    page.get_by_text("Last messages").click()
    expect(page.locator("[id^=told-] li")).to_have_count(1)

    page.get_by_text("Remove", exact=True).first.click()
    press(page, "Remove")

    expect(page.locator("main")).to_contain_text("Nobody is told")


def test_people_and_keys_come_and_go(desk: Desk, page: Page) -> None:
    desk.syncline("user", "add", "pia", "--role", "viewer")
    page.goto(f"{desk.url}people")
    acts = "#acts-pia"
    page.locator("li").filter(has_text="pia").get_by_text("Change", exact=True).click()
    page.get_by_label("Role of pia").select_option("operator")
    press(page, "Change the role", acts)
    says(page, "pia")
    for verb in ("Make a sign-in link", "Disable", "Enable"):
        page.locator("li").filter(has=page.locator(acts)).get_by_text("Change", exact=True).click()
        press(page, verb, acts)
    says(page, "pia")

    page.click("#to-keys")
    for field, made, said in (("#name", "#make", "sync_"), ("#embed-name", "#make-embed", "syncembed_")):
        page.fill(field, "till")
        page.click(made)
        expect(page.locator("#secret-text")).to_contain_text(said)
    for id_ in ("#revoke-till", "#revoke-embed-till"):
        page.locator(f"{id_} summary").click()
        press(page, "Revoke till", id_)
        expect(page.locator(id_)).to_have_count(0)


def test_one_chooses_a_password_and_signs_out_and_in(desk: Desk, seats: Seats) -> None:
    link = desk.syncline("user", "add", "rosa", "--role", "operator")
    page = seats.take(sign_in_url=link, java_script_enabled=False).page
    page.goto(f"{desk.url}you")
    page.select_option("#theme", "dark")
    press(page, "Save")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.fill("#new", PASSWORD)
    page.fill("#again", PASSWORD)
    page.click("#change-password")
    press(page, "Sign out", "#top")

    page.fill("#name", "rosa")
    page.fill("#password", PASSWORD)
    press(page, "Sign in")

    expect(page.locator("#top .name")).to_have_text("rosa")


def test_columns_and_views_are_kept_opened_and_forgotten_and_a_bundle_is_made(desk: Desk, page: Page) -> None:
    desk.customers("VIEWED-", 2)
    page.goto(f"{desk.grid}?key=VIEWED-")
    page.locator("#columns summary").click()
    page.locator("#choose-columns").get_by_label("Counterparty").check()
    press(page, "Save", "#choose-columns")
    expect(page.get_by_role("columnheader", name="Counterparty")).to_be_visible()
    page.locator("#views summary").click()
    page.fill("#view-name", "Seen")
    press(page, "Save", "#views")
    says(page, "The view Seen is saved")
    page.goto(desk.grid)
    page.locator("#views summary").click()
    page.get_by_role("link", name="Seen", exact=True).click()
    expect(page.locator("#rows > tr")).to_have_count(2)
    page.locator("#views summary").click()
    page.get_by_role("button", name="Forget Seen").click()
    expect(page.get_by_role("link", name="Seen", exact=True)).to_have_count(0)

    page.goto(f"{desk.grid}/customer/VIEWED-000")
    with page.expect_download() as got:
        press(page, "Support bundle")

    assert "VIEWED-000" in got.value.suggested_filename
