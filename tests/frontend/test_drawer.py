"""The drawer has a URL, keeps the list, and gives the focus back."""

import re

import pytest
from playwright.sync_api import Page, expect

from backend.domain.roles import Role
from tests.frontend.preview import Preview
from tests.frontend.screen import Screen


def test_a_key_opens_the_drawer_with_a_url_and_escape_closes_it(screen: Screen) -> None:
    page = screen.page
    page.locator("#chip-error").click()
    expect(page.locator("#rows tr")).to_have_count(5)

    page.locator("#k-911").click()
    expect(page.locator("#drawer-key")).to_be_focused()
    assert page.url.endswith("/objects/sales_invoice/SI-10911?status=error")

    page.keyboard.press("Escape")
    expect(page.locator("#k-911")).to_be_focused()
    assert page.url.endswith("/objects?status=error")
    assert len(screen.keys()) == 5


def test_the_drawer_of_an_error_says_who_can_mend_it_and_how(screen: Screen) -> None:
    screen.page.locator("#chip-error").click()
    screen.page.locator("#k-911").click()

    cause = screen.page.locator("#cause")
    expect(cause).to_contain_text("Whoever keeps the data in the ERP can mend it. Send or create it there first.")


@pytest.mark.parametrize(
    ("row", "says", "then"),
    [
        (906, "Starting since", "If its worker stops, it is taken up again by itself after"),
        (907, "Sending since", "If no answer comes, it is looked up by itself before anything is sent again, after"),
    ],
)
def test_what_a_worker_has_says_since_when_and_when_it_goes_on_by_itself(
    screen: Screen, row: int, says: str, then: str
) -> None:
    expect(screen.page.locator(f"#o-{row} .msg")).to_contain_text(says)
    screen.page.locator(f"#k-{row}").click()

    expect(screen.page.locator("#cause .say")).to_contain_text(says)
    expect(screen.page.locator("#cause")).to_contain_text(then)


def test_closing_names_the_list_as_it_is_shown_by_then(screen: Screen) -> None:
    page = screen.page
    page.locator("#chip-error").click()
    expect(page.locator("#rows tr")).to_have_count(5)
    page.locator("#k-911").click()
    expect(page.locator("#drawer-key")).to_be_focused()
    page.locator("#chip-error").click()
    expect(page.locator("#rows tr")).to_have_count(100)

    page.locator("#tab-content").click()
    expect(page.locator("#tab-content")).to_have_attribute("aria-current", "true")
    assert page.url.endswith("/objects/sales_invoice/SI-10911?tab=content")

    page.locator("#drawer-close").click()
    assert page.url.endswith("/integrations/1/objects")


def test_refresh_stays_on_the_page(screen: Screen) -> None:
    screen.page.locator("#next-page").click()
    expect(screen.page.locator("#first-page")).to_be_visible()
    before = screen.keys()

    with screen.page.expect_response("**/objects?after=100"):
        screen.page.locator("#refresh").click()

    assert screen.keys() == before


def test_going_back_closes_the_drawer_and_keeps_the_ticks(screen: Screen) -> None:
    screen.tick([912, 910])
    screen.page.locator("#k-911").click()
    expect(screen.page.locator("#drawer-key")).to_have_text("SI-10911")

    screen.page.go_back()

    expect(screen.page.locator("#drawer")).to_be_hidden()
    expect(screen.page.locator("#p-912")).to_be_checked()
    assert screen.ticked() == [912, 910]


def test_a_key_with_slashes_and_marks_opens_and_can_be_linked(screen: Screen) -> None:
    screen.page.locator("#k-901").click()
    expect(screen.page.locator("#drawer-key")).to_have_text("INV/2024/07 Ä&?#")

    screen.page.reload()

    expect(screen.page.locator("#drawer-key")).to_have_text("INV/2024/07 Ä&?#")


def test_a_change_redraws_the_open_drawer_but_not_its_url(screen: Screen) -> None:
    screen.page.locator("#k-912").click()
    expect(screen.page.locator("#drawer-key")).to_be_visible()
    screen.page.locator("#raw summary").click()
    length = screen.page.evaluate("() => history.length")
    screen.preview.change(screen.preview.rows)

    with screen.page.expect_response(re.compile(r"/drawer/")):
        screen.poll()

    expect(screen.page.locator("#raw")).to_have_attribute("open", "")
    assert screen.page.evaluate("() => history.length") == length


def test_an_attempt_says_what_was_done_where_and_how_it_ended_before_it_is_unfolded(screen: Screen) -> None:
    screen.page.locator("#k-912").click()
    screen.page.locator("#tab-attempts").click()
    first = screen.page.locator("#attempts > li").first

    expect(first.locator(".when")).to_have_text(re.compile(r"\d\d:\d\d:\d\d$"))
    expect(first.locator(".head")).to_contain_text("Rejected1.2 s")
    expect(first.locator(".what")).to_have_text("Create, version 3, entity 200")
    expect(first.locator(".say")).to_have_text("Customer HUNGO is not integrated")
    expect(first.locator("code").first).to_be_hidden()
    expect(screen.page.locator("#attempts > li").nth(1)).to_contain_text("Absent400 ms")
    first.locator("summary").click()
    expect(first.locator("code").first).to_be_visible()


def test_j_and_k_go_from_object_to_object_and_the_tab_and_the_filter_stay(screen: Screen) -> None:
    page = screen.page
    page.locator("#chip-error").click()
    expect(page.locator("#rows tr")).to_have_count(5)
    page.locator("#k-912").click()
    page.locator("#tab-attempts").click()
    expect(page.locator("#tab-attempts")).to_have_attribute("aria-current", "true")
    page.locator("#drawer-key").focus()

    page.keyboard.press("j")
    expect(page.locator("#drawer-key")).to_have_text("SI-10911")
    expect(page.locator("#drawer-key")).to_be_focused()
    assert page.url.endswith("/SI-10911?tab=attempts&status=error")
    page.keyboard.press("k")

    expect(page.locator("#drawer-key")).to_have_text("SI-10912")
    expect(page.locator("#drawer-previous")).to_have_count(0)


def test_two_versions_are_chosen_in_place_and_stand_in_the_address(screen: Screen) -> None:
    screen.page.locator("#k-912").click()
    screen.page.locator("#tab-changes").click()
    expect(screen.page.locator("#changed")).to_contain_text("Payment termN30")

    screen.page.locator("#old").select_option("1")
    expect(screen.page).to_have_url(re.compile(r"/SI-10912\?tab=changes&old=1&new=3$"))
    expect(screen.page.locator("#rows tr")).to_have_count(100)


def test_hostile_text_runs_nowhere(screen: Screen) -> None:
    screen.page.on("dialog", lambda dialog: screen.violations.append(dialog.message))
    for tab in ["overview", "content", "changes", "attempts"]:
        screen.page.locator("#k-900").click()
        screen.page.locator(f"#tab-{tab}").click()
        expect(screen.page.locator(f"#tab-{tab}")).to_have_attribute("aria-current", "true")

    expect(screen.page.locator("#drawer-key")).to_contain_text("<script>alert('x')</script>")
    assert screen.page.locator("#main script, #main img").count() == 0


def test_a_viewer_sees_everything_and_can_press_nothing(screen: Screen) -> None:
    screen.preview.role = Role.VIEWER
    screen.open("/integrations/1/objects/sales_invoice/SI-10912")

    assert len(screen.keys()) == 100
    assert screen.page.locator("#rows [type=checkbox]:visible, .act, #cause .btn").count() == 0
    expect(screen.page.locator("#cause")).to_contain_text("Customer HUNGO is not integrated")
    expect(screen.page.locator("#alike")).to_have_text("1,204 objects have this error.")


def test_everything_works_without_a_script(plain_page: Page, preview: Preview) -> None:
    page = plain_page
    page.goto(preview.url + "/integrations/1/objects")
    page.locator("#filter-key").fill("HUNGO")
    page.get_by_role("button", name="Filter").click()
    assert page.locator("#rows tr").count() == 1
    page.locator("#k-910").click()
    assert page.locator("#drawer-key").inner_text() == "HUNGO"
    page.locator("#drawer-close").click()
    page.locator("#p-910").check()
    page.locator("#bar").get_by_role("button", name="Synchronize", exact=True).click()

    assert preview.presses[0]["object"] == ["910"]
    assert page.locator("#o-910 .at").inner_text() == "Pending"
    assert "UTC" in page.locator("#o-910").inner_text()
