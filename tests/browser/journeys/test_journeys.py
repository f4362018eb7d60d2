"""Days of people at the console: from what went wrong to all is well, by what the screens show and nothing else."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.access.walking import pages, sort_of
from tests.browser.desk import Desk
from tests.browser.journeys.errors import invoice, know_terms, open_account, sent
from tests.browser.operator import Operator, Seats
from tests.journeys.demo import eventually

ENDED = re.compile("^Ended: ")
MOST_STOPS = 120
PAGES = ("objects", "objects/NAME", "syncs", "syncs/N", "causes", "causes/N", "line", "maps", "maps/NAME", "settings")
OWN = ("/sign-out", "/columns", "/views", "/you", "/you/password")  # what everybody may change: one's own
POSTS = "() => [...document.querySelectorAll('form[method=post], [hx-post]')].map((one) => one.action ?? one.id)"
PHONE = {"width": 390, "height": 780}
NARROW = {"width": 320, "height": 780}  # WCAG 1.4.10
SCROLLS = "() => document.documentElement.scrollWidth"  # innerWidth of a phone grows with what does not fit
QUICK = {"call_timeout_seconds": 2, "longest_processing_seconds": 2, "look_up_lag_seconds": 0}
LATER = "UPDATE binding SET next_at = next_at - interval '10 min' WHERE next_at IS NOT NULL"  # ten minutes have passed
LATER_ON_THE_LINE = """UPDATE integration SET breaker = breaker || jsonb_build_object(
    'open_since', (breaker ->> 'open_since')::timestamptz - interval '10 min',
    'probe_at', (breaker ->> 'probe_at')::timestamptz - interval '10 min'
) WHERE breaker ? 'probe_at' RETURNING id"""
TRIED_AGAIN = "SELECT id FROM integration WHERE (breaker ->> 'probe_at')::timestamptz > now()"
BACK = re.compile("Answering again|Connected")
FIRST = 5_000
FOCUSED = "() => (document.activeElement.id || document.activeElement.textContent).trim()"


def test_month_end_38_errors_of_one_cause_are_mended_by_one_entry_and_one_press(desk: Desk, operator: Operator) -> None:
    know_terms(desk, N30="Net 30")
    keys = sent(desk, "ME-C", *(invoice(f"ME-{number:02}", "ME-C", term="N45") for number in range(38)))
    page = operator.page
    page.goto(desk.url)
    expect(page.locator("#chip-error b")).to_have_text("38")
    page.get_by_role("link", name="Causes", exact=True).click()
    group = page.locator("#groups > li").filter(has_text="N45")
    expect(group).to_contain_text("38 objects")
    expect(group).to_contain_text("380.00 EUR")

    group.get_by_role("link", name="Value map Payment terms, entry of N45").click()
    expect(page.locator("#new-code")).to_have_value("N45")
    page.locator("#new-value").fill("Net 45")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Causes", exact=True).click()
    expect(group).to_contain_text("Mended since: retry the group")
    group.get_by_role("button", name="Retry the group 38").click()

    expect(page.locator("#verdict")).to_have_text(ENDED, timeout=60_000)
    expect(page.locator("#n-success")).to_have_text("38")
    assert desk.last_sync() == keys
    assert desk.written(*keys) == keys
    page.get_by_role("link", name="Causes", exact=True).click()
    expect(page.locator("#groups")).to_contain_text("No objects in error have anything in common.")


def test_a_newcomer_finds_out_why_inv_2041_failed_and_mends_it_by_what_can_be_clicked(
    desk: Desk, operator: Operator
) -> None:
    know_terms(desk, N30="Net 30")
    sent(desk, "C-014", invoice("INV-2041", "C-014", term="N60"))
    page = operator.page
    page.goto(desk.url)

    page.locator("#chip-error").click()
    page.get_by_role("link", name="INV-2041", exact=True).click()
    expect(operator.drawer.locator("#cause")).to_contain_text("N60")
    operator.drawer.get_by_role("link", name="To the value map").click()
    expect(page.locator("#new-code")).to_have_value("N60")
    expect(page.locator("#new-value")).to_be_focused()
    page.keyboard.type("Net 60")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Retry the group 1").click()

    expect(page.locator("#verdict")).to_have_text(ENDED, timeout=30_000)
    page.get_by_role("link", name="INV-2041", exact=True).click()
    expect(operator.drawer.locator(".head .status")).to_have_text("Success")
    assert desk.written("INV-2041") == ["INV-2041"]


def test_an_operator_mends_and_sends_with_the_keyboard_only(desk: Desk, operator: Operator) -> None:
    sent(desk, "KB-C", invoice("KB-INV", "KB-C", account="4720"))
    open_account(desk, "4720")
    desk.customer("KB-NEW")
    page, keyboard = operator.page, operator.page.keyboard
    operator.open()

    keyboard.press("g")
    keyboard.press("e")
    expect(page.locator("#rows .key a")).to_have_text(["KB-INV"])
    for key in ("j", "Enter"):
        keyboard.press(key)
    expect(operator.drawer.locator("#drawer-key")).to_be_focused()
    tab_to(page, "Force synchronize")
    keyboard.press("Enter")
    expect(operator.drawer.locator(".head .status")).to_have_text("Success", timeout=20_000)
    keyboard.press("Escape")
    expect(operator.drawer).to_have_count(0)

    keyboard.press("/")
    keyboard.type("KB-NEW")
    keyboard.press("Enter")
    expect(page.locator("#rows .key a")).to_have_count(0)
    tab_to(page, "chip-error")
    keyboard.press("Enter")  # all statuses again
    expect(page.locator("#rows .key a")).to_have_text(["KB-NEW"])
    for key in ("j", "x"):
        keyboard.press(key)
    expect(page.locator("#press-synchronize b")).to_have_text("1")
    keyboard.press("s")

    expect(operator.status("KB-NEW")).to_have_text("Success", timeout=20_000)
    assert desk.written("KB-INV", "KB-NEW") == ["KB-INV", "KB-NEW"]


def tab_to(page: Page, name: str) -> None:
    """As often as it takes; a mouse is never used."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            return
    raise AssertionError(f"the tab key does not reach {name}")


def test_a_viewer_sees_every_page_and_on_none_anything_that_would_change_something(desk: Desk, seats: Seats) -> None:
    know_terms(desk, N30="Net 30")
    sent(desk, "VI-C", invoice("VI-1", "VI-C", term="N14"), invoice("VI-2", "VI-C", term="N14"))
    viewer = seats.take(sign_in_url=desk.syncline("user", "add", "vic", "--role", "viewer"))
    seen, offered = set[str](), set[str]()

    for address in pages(viewer.page, desk.url):
        seen.add(sort_of(address))
        expect(viewer.page.locator("#error")).to_have_count(0)
        offered |= set(viewer.page.evaluate(POSTS))

    assert [one for one in offered if not one.endswith(OWN) and "/views/" not in one] == []
    assert seen >= {f"/integrations/N/{one}" for one in PAGES}
    assert not [one for one in seen if one.startswith(("/people", "/keys", "/audit"))]


def fits(page: Page) -> bool:
    for size in (PHONE, NARROW):
        page.set_viewport_size(size)
        if page.evaluate(SCROLLS) > size["width"]:
            return False
    return True


def test_on_a_phone_every_page_fits_and_an_error_is_read_and_retried(desk: Desk, seats: Seats) -> None:
    sent(desk, "PH-C", invoice("PH-INV", "PH-C", account="4730"))
    operator = seats.take(is_mobile=True, has_touch=True)
    page = operator.page
    assert [address for address in pages(page, desk.url) if not fits(page)] == []

    page.set_viewport_size(PHONE)
    page.goto(desk.url)
    page.locator("#chip-error").tap()
    page.get_by_role("link", name="PH-INV", exact=True).tap()
    expect(operator.drawer.locator("#cause")).to_contain_text("4730")
    open_account(desk, "4730")
    operator.drawer.get_by_role("button", name="Force synchronize").tap()

    expect(operator.drawer.locator(".head .status")).to_have_text("Success", timeout=20_000)
    assert desk.written("PH-INV") == ["PH-INV"]


def test_a_first_import_of_5000_objects_is_chosen_as_a_whole_sent_by_one_press_and_followed(
    desk: Desk, operator: Operator, tmp_path: Path
) -> None:
    file = tmp_path / "company.ndjson"
    lines = [{"kind": "class", "key": f"IMP-{n:04}", "body": {"name": f"Class {n}"}} for n in range(FIRST)]
    file.write_text("\n".join(map(json.dumps, lines)))
    done = desk.demo.syncline("import", str(file))
    assert done.returncode == 0, done.stderr
    page = operator.page
    page.goto(desk.url)
    page.select_option("#filter-kind", "class")
    page.locator("#chip-not_integrated").filter(has_text="5,000").click()
    expect(page.locator("#chip-not_integrated[aria-current]")).to_be_visible()

    page.check("#pick-page")
    page.get_by_role("button", name="Select all 5,000 that match").click()
    expect(page.locator("#press-synchronize")).to_contain_text("5,000")
    page.click("#press-synchronize")
    operator.toast.get_by_role("link", name="Follow it").click()

    expect(page.locator("#verdict")).to_have_text(ENDED, timeout=180_000)
    expect(page.locator("#n-success")).to_have_text("5,000")
    expect(page.locator("#items tbody tr").first).to_contain_text("IMP-")
    keys = [str(one["key"]) for one in lines]
    assert desk.written(*keys) == keys


def test_a_third_party_that_is_away_for_ten_minutes_turns_nothing_red_and_needs_nobody(
    desk: Desk, operator: Operator
) -> None:
    keys = desk.customers("AWAY-", 60)
    assert desk.demo.api.patch("/integrations/1", json={"config": QUICK, "batch_size": 4}).is_success
    desk.play("faults", [{"match": {}, "do": "drop_before"}])
    operator.open("?key=AWAY-")
    operator.page.check("#pick-page")
    expect(operator.page.locator("#press-synchronize b")).to_have_text("60")
    operator.page.click("#press-synchronize")

    line = operator.page.locator("#line")
    expect(line).to_contain_text("nothing is lost", timeout=60_000)
    expect(operator.page.locator("#chip-pending b")).to_have_text("60")
    desk.ask(LATER)
    assert desk.ask(LATER_ON_THE_LINE)
    eventually(lambda: desk.ask(TRIED_AGAIN))
    operator.poll()
    expect(line).to_contain_text("nothing is lost")
    expect(operator.page.locator("#chip-error b")).to_have_text("0")
    assert {desk.status("customer", key) for key in (keys[0], keys[59])} == {"pending"}
    desk.play("faults", [])

    expect(operator.page.locator("#chip-success b")).to_have_text("60", timeout=90_000)
    expect(line).to_contain_text(BACK)
    assert desk.written(*keys) == keys
