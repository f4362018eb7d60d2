"""Filters, chips and bad days: the list is right, or says that it is old."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, expect

from tests.frontend.preview import Preview
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
    page.locator("#support .needs-script").click()
    page.locator("#cause button").first.click()
    expect(page.locator("toast-line.toast")).to_be_visible()
    screen.poll()

    assert screen.violations == []


def test_a_filter_is_in_the_url_without_empty_words(screen: Screen) -> None:
    screen.page.locator("#filter-key").fill("HUNGO")

    expect(screen.page.locator("#rows tr")).to_have_count(1)
    assert screen.page.url.endswith("/integrations/1/objects?key=HUNGO")


def test_a_poll_asks_for_all_that_the_address_names(screen: Screen) -> None:
    named = {"key": "SI", "version": "1-9", "kind": "sales_invoice", "entity": "100", "category": "finance"}
    named |= {"message": "not", "since": "7d", "outcome": "unconfirmed", "cause": "7", "status": "error", "sort": "key"}
    screen.open(f"/integrations/1/objects?{urlencode(named)}")
    screen.preview.change(screen.preview.rows)

    asked = dict(parse_qsl(urlsplit(screen.poll().url).query))

    assert asked == named | {"rev": "1"}


def test_nothing_of_a_page_is_kept_in_the_browser_and_back_asks_again(screen: Screen) -> None:
    chip, page = screen.page.locator("#chip-error[aria-current]"), screen.page
    page.locator("#chip-error").click()
    expect(chip).to_be_visible()
    assert page.evaluate("() => sessionStorage.length + localStorage.length") == 0
    before = len(screen.preview.asked)

    page.go_back()

    expect(chip).to_have_count(0)
    assert [one for one in screen.preview.asked[before:] if one.startswith("GET /integrations/1/objects")]


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


def test_what_is_typed_while_an_answer_is_on_its_way_stays(screen: Screen) -> None:
    field = screen.page.locator("#filter-key")
    with screen.page.expect_request("**/objects?key=P03"):
        field.press_sequentially("P03")
    field.evaluate("(field) => { field.value = 'P038 and more'; }")

    expect(screen.page.locator("#rows tr")).to_have_count(1)

    expect(field).to_have_value("P038 and more")


def test_a_link_clears_what_a_field_shows(screen: Screen) -> None:
    screen.page.locator("#filter-kind").select_option("customer")
    expect(screen.page.locator("#rows tr")).to_have_count(2)
    screen.page.locator("#filter-key").fill("zzz")
    expect(screen.page.locator("#empty .btn")).to_have_text(["Key: zzz 2", "Kind: customer 0", "Leave all out"])

    screen.page.locator("#empty .btn").filter(has_text="Kind").click()

    expect(screen.page.locator("#empty .btn")).to_have_text([re.compile("^Key: zzz")])
    expect(screen.page.locator("#filter-kind")).to_have_value("")
    expect(screen.page.locator("#filter-key")).to_have_value("zzz")


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


def test_times_are_the_readers_own(browser: Browser, preview: Preview) -> None:
    page = browser.new_context(timezone_id="Europe/Berlin").new_page()
    page.goto(preview.url + "/integrations/1/objects")
    look = next(row.next_at for row in preview.rows if row.id == 908)

    expect(page.locator("#o-908 .msg")).to_contain_text(f"{look.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}")
    expect(page.locator(".zone")).to_contain_text("Europe/Berlin")
    page.context.close()


def test_what_support_needs_is_copied(screen: Screen) -> None:
    screen.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    screen.page.locator("#k-912").click()

    screen.page.locator("#support .needs-script").click()

    expect(screen.page.locator("#support .needs-script")).to_have_text("Copied")
    copied = screen.page.evaluate("() => navigator.clipboard.readText()")
    assert "sales_invoice SI-10912, version 3" in copied
    assert "support id: Gx1Ej~ZqWkQE" in copied


def test_over_plain_http_where_browsers_have_no_clipboard_it_is_copied_all_the_same(screen: Screen) -> None:
    screen.page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    screen.page.evaluate("() => addEventListener('copy', ({ target }) => (window.copied = target.value))")
    screen.page.locator("#k-912").click()

    screen.page.locator("#support .needs-script").click()

    expect(screen.page.locator("#support .needs-script")).to_have_text("Copied")
    assert "sales_invoice SI-10912, version 3" in screen.page.evaluate("() => window.copied")
    expect(screen.page.locator("#support textarea")).to_have_count(0)


def test_a_moment_that_is_due_says_so_or_what_it_waits_for(screen: Screen) -> None:
    for at in ("2026-01-01T00:00:00Z", "2099-01-01T00:00:00Z"):
        for then in ("", ", once it is released"):
            due = f'<local-time class="due" data-as="due"><time datetime="{at}">UTC</time>{then}</local-time>'
            screen.page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", due)

    passed, waits, *to_come = screen.page.locator(".due").evaluate_all(
        "all => all.map((one) => one.shadowRoot.textContent)"
    )

    assert (passed, waits) == ("now", "once it is released")
    assert to_come[1] == f"{to_come[0]}, once it is released"
