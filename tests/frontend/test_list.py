"""Filters, chips and bad days: the list is right, or says that it is old."""

import re

from playwright.sync_api import expect

from tests.frontend.screen import Screen


def test_a_click_through_breaks_no_policy(screen: Screen) -> None:
    page = screen.page
    log = "(e) => console.log('Content Security Policy', e.violatedDirective)"
    page.evaluate(f"() => document.addEventListener('securitypolicyviolation', {log})")

    for one in ["#sort-key", "#sort-changed", "#chip-error", "#chip-error", "#refresh", "#k-912"]:
        with page.expect_response(re.compile(r"/(objects|drawer)")):
            page.locator(one).click()
    for tab in ["content", "attempts", "will_send", "overview"]:
        page.locator(f"#tab-{tab}").click()
        expect(page.locator(f"#tab-{tab}")).to_have_attribute("aria-current", "true")
    page.locator("#support .btn").click()
    page.locator("#cause .btn").click()
    expect(page.locator("toast-line.toast")).to_be_visible()
    screen.poll()

    assert screen.violations == []


def test_a_filter_is_in_the_url_without_empty_words(screen: Screen) -> None:
    screen.page.locator("#filter-key").fill("HUNGO")

    expect(screen.page.locator("#rows tr")).to_have_count(1)
    assert screen.page.url.endswith("/integrations/1/objects?key=HUNGO")


def test_a_slow_poll_never_overwrites_a_fresh_filter(screen: Screen) -> None:
    screen.preview.change(screen.preview.rows)
    screen.preview.slow["/rows"] = 1.0
    screen.page.evaluate(
        "() => document.getElementById('poller').dispatchEvent(new CustomEvent('poll', { bubbles: true }))"
    )

    screen.page.locator("#chip-desynchronized").click()

    expect(screen.page.locator("#rows tr")).to_have_count(1)
    screen.page.wait_for_timeout(1500)
    assert screen.keys() == ["P038"]


def test_what_was_typed_during_a_slow_answer_stays(screen: Screen) -> None:
    screen.preview.slow["key=SI"] = 0.5
    field = screen.page.locator("#filter-key")
    with screen.page.expect_response("**/objects?key=SI"):
        field.press_sequentially("SI")
        screen.page.wait_for_timeout(400)
        field.press_sequentially("-10912")

    expect(screen.page.locator("#rows tr")).to_have_count(1)
    expect(field).to_have_value("SI-10912")


def test_a_link_clears_what_a_field_shows(screen: Screen) -> None:
    screen.page.locator("#filter-kind").select_option("customer")
    expect(screen.page.locator("#rows tr")).to_have_count(2)
    screen.page.locator("#filter-key").fill("zzz")
    screen.page.locator("#empty .btn").filter(has_text="Key").click()
    expect(screen.page.locator("#rows tr")).to_have_count(2)
    expect(screen.page.locator("#filter-key")).to_have_value("")

    screen.page.go_back()
    screen.page.locator("#empty .btn").filter(has_text="Kind").click()

    expect(screen.page.locator("#empty .btn")).to_have_count(1)
    expect(screen.page.locator("#filter-kind")).to_have_value("")


def test_control_adds_a_chip(screen: Screen) -> None:
    screen.page.locator("#chip-error").click()
    expect(screen.page.locator("#chip-error")).to_have_attribute("aria-current", "true")

    screen.page.locator("#chip-desynchronized").click(modifiers=["Control"])

    expect(screen.page.locator("#chips [aria-current]")).to_have_count(2)
    expect(screen.page.locator("#rows tr")).to_have_count(6)


def test_a_page_of_a_proxy_leaves_the_list_and_it_says_how_old_it_is(screen: Screen) -> None:
    before = screen.keys()
    screen.preview.down = True

    for _ in range(3):
        screen.poll()

    assert screen.keys() == before
    expect(screen.page.locator("#poller")).to_contain_text("showing data from")
    screen.preview.down = False
    screen.poll()
    expect(screen.page.locator("#poller")).to_contain_text("Updated")


def test_a_press_that_got_no_answer_says_so(screen: Screen) -> None:
    screen.tick([910])
    expect(screen.page.locator("#press-synchronize b")).to_have_text("1")
    screen.preview.down = True

    screen.page.locator("#press-synchronize").click()

    expect(screen.page.locator("toast-line.toast")).to_contain_text("could not answer (502)")
    assert screen.ticked() == [910]
