"""Nothing moves under the hand: what is new waits, what changed is tinted once."""

import msgspec
import pytest
from playwright.sync_api import Browser, Route, expect

from backend.domain.status import Status
from tests.frontend import sample
from tests.frontend.preview import Preview
from tests.frontend.screen import Screen

ERROR = next(row.id for row in sample.make_rows() if row.status is Status.ERROR)
NEW = "#new-rows button"
TOPS = """() => [...document.querySelectorAll(".strip, #main, #filters, #chips, #rows > tr:nth-child(-n+5)")]
  .map((one) => Math.round(one.getBoundingClientRect().top))"""
SHEETS = "() => [...document.querySelectorAll('link[rel=stylesheet]')].every((one) => one.sheet)"
MARK = "(part) => getSelection().selectAllChildren(document.querySelector(part))"
LATER = "() => { const now = Date.now; Date.now = () => now() + 601_000; }"
NOTE_TINTS = """() => {
  window.tinted = [];
  const { animate } = Element.prototype;
  Element.prototype.animate = function (...how) { tinted.push(this.className); return animate.apply(this, how); };
}"""
TINTED = "() => tinted.splice(0)"


def newcomer(screen: Screen, id_: int = 5000) -> None:
    first = sample.make_rows()[0]
    screen.preview.change([msgspec.structs.replace(first, id=id_, key=f"NEW-{id_}", revision=1), *screen.preview.rows])


def tell(screen: Screen, id_: int) -> None:
    told = {"revision": 9_999, "message": f"Told since {id_}"}
    screen.preview.change(
        [msgspec.structs.replace(row, **(told if row.id == id_ else {})) for row in screen.preview.rows]
    )


def test_what_is_new_waits_while_a_row_is_ticked_and_what_changed_is_shown_in_its_place(screen: Screen) -> None:
    keys = screen.keys()
    screen.tick([911])
    screen.page.mouse.move(0, 0)
    changed = [
        msgspec.structs.replace(row, revision=9_999, message="Told since") if row.id == ERROR else row
        for row in screen.preview.rows
    ]
    screen.preview.change(changed)
    newcomer(screen)
    screen.poll()

    assert screen.keys() == keys
    expect(screen.page.locator(f"#o-{ERROR} .msg")).to_have_text("Told since")
    expect(screen.page.locator(NEW)).to_have_text("1 new – show")
    assert screen.poll().status == 204
    expect(screen.page.locator(NEW)).to_be_visible()

    screen.page.locator(NEW).click()

    expect(screen.page.locator("#rows > tr").first).to_have_attribute("id", "o-5000")
    expect(screen.page.locator(NEW)).to_be_hidden()
    assert screen.ticked() == [911]


def test_a_text_that_is_being_marked_stays_as_it_is_and_where_it_is_until_it_is_let_go(screen: Screen) -> None:
    screen.page.mouse.move(0, 0)
    row = screen.preview.rows[3]
    place = screen.page.locator(f"#o-{row.id}").bounding_box()
    told = screen.page.locator(f"#o-{row.id} .msg").inner_text()
    screen.page.evaluate(MARK, f"#o-{row.id} .msg")
    changed = [
        msgspec.structs.replace(one, revision=9_999, message=f"Told since {one.id}")
        if one.id in (row.id, ERROR)
        else one
        for one in screen.preview.rows
    ]
    screen.preview.change(changed)
    newcomer(screen)
    screen.poll()

    assert screen.page.evaluate("() => getSelection().toString()") == told
    assert screen.page.locator(f"#o-{row.id}").bounding_box() == place
    expect(screen.page.locator(f"#o-{ERROR} .msg")).to_have_text(f"Told since {ERROR}")
    expect(screen.page.locator(NEW)).to_have_text("1 new – show")

    screen.page.evaluate("() => getSelection().removeAllRanges()")
    screen.poll()

    expect(screen.page.locator(f"#o-{row.id} .msg")).to_have_text(f"Told since {row.id}")
    expect(screen.page.locator("#o-5000")).to_be_visible()


def test_what_is_new_waits_while_a_menu_of_the_list_is_open(screen: Screen) -> None:
    keys = screen.keys()
    screen.page.locator("#columns summary").click()
    newcomer(screen)
    screen.poll()
    assert screen.keys() == keys
    expect(screen.page.locator(NEW)).to_be_visible()

    screen.page.keyboard.press("Escape")
    screen.poll()

    expect(screen.page.locator("#o-5000")).to_be_visible()


def test_what_waited_comes_by_itself_when_nobody_works_any_more(screen: Screen) -> None:
    screen.page.hover("#o-911 .kind")
    newcomer(screen)
    screen.poll()
    expect(screen.page.locator(NEW)).to_be_visible()

    screen.page.mouse.move(0, 0)
    screen.poll()

    expect(screen.page.locator("#o-5000")).to_be_visible()
    expect(screen.page.locator(NEW)).to_be_hidden()


def test_on_a_phone_a_tap_on_a_row_keeps_nothing_back(browser: Browser, preview: Preview) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 780}, is_mobile=True, has_touch=True)
    screen = Screen(context.new_page(), preview)
    screen.open()
    screen.page.locator("#o-911 .changed").tap()
    newcomer(screen)
    screen.poll()

    expect(screen.page.locator("#o-5000")).to_be_visible()
    expect(screen.page.locator(NEW)).to_be_hidden()
    assert screen.violations == []
    context.close()


def test_a_row_that_the_filter_no_longer_finds_keeps_its_place_under_the_hand_and_is_dimmed(screen: Screen) -> None:
    screen.page.hover("#o-911 .kind")
    screen.preview.change([row for row in screen.preview.rows if row.id != 910])
    screen.poll()

    expect(screen.page.locator("#o-910.gone")).to_be_visible()
    expect(screen.page.locator(NEW)).to_have_text("1 new – show")  # from the next page

    screen.page.locator(NEW).click()

    expect(screen.page.locator("#o-910")).to_have_count(0)


def test_a_change_is_tinted_once_and_not_for_who_wants_no_motion(screen: Screen) -> None:
    def tell(number: int) -> list[str]:
        one, *rest = screen.preview.rows
        screen.preview.change([msgspec.structs.replace(one, revision=9_000 + number, message=f"Told {number}"), *rest])
        screen.poll()
        return list(screen.page.evaluate(TINTED))

    screen.page.evaluate(NOTE_TINTS)
    assert tell(1) == ["msg"]
    screen.page.wait_for_function("() => document.getAnimations().length === 0")

    screen.page.emulate_media(reduced_motion="reduce")

    assert tell(2) == []


@pytest.mark.parametrize("width", [1920, 1440, 1280, 390])
@pytest.mark.parametrize("unconfirmed", [0, 2])
def test_nothing_jumps_when_the_script_that_makes_times_short_comes_late(
    browser: Browser, preview: Preview, width: int, unconfirmed: int
) -> None:
    preview.health, preview.news = sample.make_health(unconfirmed=unconfirmed), sample.make_news()
    page = browser.new_page(viewport={"width": width, "height": 800})
    held: list[Route] = []
    page.route("**/js/local-time.js", lambda route: held.append(route))  # noqa: PLW0108  (Playwright marks it)
    with page.expect_request("**/js/local-time.js"):
        page.goto(preview.url + "/integrations/1/objects", wait_until="commit")
    expect(page.locator(".zone")).to_be_attached()
    page.wait_for_function(SHEETS)
    before = page.evaluate(TOPS)

    held[0].continue_()
    page.wait_for_function("() => customElements.get('local-time') && document.readyState === 'complete'")

    assert page.evaluate(TOPS) == before
    page.close()


def test_what_is_said_of_the_last_hour_is_asked_for_anew_also_where_nothing_changed(screen: Screen) -> None:
    assert screen.poll().status == 204
    screen.page.evaluate(LATER)

    assert [screen.poll().status for _ in range(2)] == [200, 204]
