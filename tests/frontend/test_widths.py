"""What the list shows where there is little room."""

from datetime import timedelta

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from backend.domain.grid.layout import COLUMNS, TOLD, Layout
from backend.domain.status import Status
from backend.storage.screens.values import Chip
from tests.frontend import sample
from tests.frontend.preview import Preview

SHOWN = """() => [...document.querySelectorAll("#rows .msg span")].map((one) => {
  const cell = one.closest("td"), text = document.createRange();
  text.selectNodeContents(one);
  return [text.getBoundingClientRect().right, cell.getBoundingClientRect().right];
})"""
ENDS = """() => [...document.querySelectorAll("#rows .version")].map((cell) => {
  const digits = document.createRange();
  digits.selectNode(cell.firstChild);
  return Math.round(10 * digits.getBoundingClientRect().right);
})"""


def opened(browser: Browser, preview: Preview, width: int, path: str = "") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 780})
    page.goto(f"{preview.url}/integrations/1/objects{path}")
    page.wait_for_selector("[data-htmx-powered]", state="attached")  # until then a tick is told to nobody
    return page


@pytest.mark.parametrize("width", [1440, 1280, 1160])
def test_beside_an_open_drawer_24_characters_of_a_message_are_read(
    browser: Browser, preview: Preview, width: int
) -> None:
    said = sample.troubled("Customer HUNGO is not in")
    preview.change([sample.make_row(912, amount="1234567.89", **said)])
    page = opened(browser, preview, width, "/sales_invoice/SI-10912")

    assert len("Customer HUNGO is not in") == 24
    for text, cell in page.evaluate(SHOWN):
        assert text <= cell
    chips = page.evaluate("() => [...document.querySelectorAll('.chip')].map((one) => one.getBoundingClientRect().top)")
    assert len(set(chips)) == 1
    page.close()


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_a_version_stands_below_the_others_also_when_another_one_is_there(
    browser: Browser, preview: Preview, width: int
) -> None:
    behind = {"status": Status.DESYNCHRONIZED, "version": 7, "synced_version": 5, "amount": "1.00"}
    rows = [sample.make_row(number, amount="1.00") for number in (800, 799)]
    preview.change([msgspec.structs.replace(rows[0], **behind), rows[1]])
    page = opened(browser, preview, width)

    expect(page.locator("#rows .version").first).to_have_text("7(5)")
    assert len(set(page.evaluate(ENDS))) == 1
    page.close()


def test_a_phone_says_kind_version_and_time_and_has_all_filters(browser: Browser, preview: Preview) -> None:
    page = opened(browser, preview, 390)
    row = page.locator("#o-912")

    for cell in (".kind", ".version", ".changed"):
        expect(row.locator(cell)).to_be_visible()
    assert row.locator(".kind").bounding_box()["y"] == row.locator(".changed").bounding_box()["y"]
    expect(page.locator("#filter-version")).to_be_hidden()
    page.get_by_text("More filters").click()
    for name in ("version", "since", "message"):
        expect(page.locator(f"#filter-{name}")).to_be_visible()
    page.fill("#filter-message", "HUNGO")
    expect(page.locator("#rows > tr")).to_have_count(2)
    expect(page.locator("#filter-version")).to_be_visible()
    assert page.locator("#band").bounding_box()["height"] < 30
    page.close()


def test_a_key_stands_on_one_line_on_the_narrowest_phone(browser: Browser, preview: Preview) -> None:
    page = opened(browser, preview, 320)

    assert page.locator("#k-912").bounding_box()["height"] < 30
    for cell in (".kind", ".version", ".amount", ".changed"):
        expect(page.locator(f"#o-912 {cell}")).to_be_visible()
    page.close()


LINES = "() => Math.round(document.querySelector('.strip').getBoundingClientRect().height)"


@pytest.mark.parametrize("width", [1440, 1280, 1024])
def test_the_strip_stays_two_lines_with_all_that_it_may_say_when_all_is_well(
    browser: Browser, preview: Preview, width: int
) -> None:
    preview.health, preview.news = sample.make_health(unconfirmed=0), sample.make_news()
    page = opened(browser, preview, width)

    assert page.evaluate(LINES) < 80
    page.close()


@pytest.mark.parametrize("age", [timedelta(minutes=59), timedelta(hours=23), timedelta(days=200)])
@pytest.mark.parametrize("width", [1440, 1280])
def test_the_health_and_its_buttons_stand_on_one_line_whatever_the_ages(
    browser: Browser, preview: Preview, width: int, age: timedelta
) -> None:
    moment = sample.NOW - age
    preview.health = sample.make_health(unconfirmed=0, last_push_at=moment, handed_over_at=moment)
    page = opened(browser, preview, width)

    assert page.evaluate(LINES) < 40
    page.close()


EDGES = """() => ["#health", "#examine"].map((id) => {
  const one = document.querySelector(id), style = getComputedStyle(one), box = one.getBoundingClientRect();
  return [box.top, box.left + parseFloat(style.paddingLeft) + parseFloat(style.borderLeftWidth)];
})"""


@pytest.mark.parametrize("width", [800, 390])
def test_the_check_of_the_connection_stands_in_line_with_the_health_above_it(
    browser: Browser, preview: Preview, width: int
) -> None:
    page = opened(browser, preview, width)
    page.locator("#health b").first.evaluate("(one) => one.textContent = 'Not answering: nobody knows why. '.repeat(3)")
    (above, edge), (below, button) = page.evaluate(EDGES)

    assert below > above
    assert abs(edge - button) < 1
    page.close()


OWN = tuple(one.token for one in sample.make_own_columns())
CHOSEN = {
    "all": Layout(frozenset({*COLUMNS, *TOLD}), own=OWN),
    "what attempts tell": Layout(Layout().columns | {*TOLD}),
    "own": Layout(own=OWN),
}
HEAD = """() => ["#grid", "#objects thead .changed", "#bar"].map((id) => {
  const box = document.querySelector(id).getBoundingClientRect();
  return [box.left, box.right, box.top, box.bottom];
})"""


@pytest.mark.parametrize("chosen", CHOSEN)
@pytest.mark.parametrize("width", [1920, 1440, 1280])
def test_with_columns_that_one_chose_the_message_has_room_and_the_last_ones_are_reached(
    browser: Browser, preview: Preview, width: int, chosen: str
) -> None:
    preview.layout = CHOSEN[chosen]
    page = opened(browser, preview, width)
    assert 200 <= page.locator("#rows .msg").first.bounding_box()["width"] < 800

    page.locator("#rows .end a").last.focus()
    panel, changed, bar = page.evaluate(HEAD)
    assert panel[0] < changed[0] < changed[1] < panel[1]
    assert panel[2] <= bar[2] < changed[2] < panel[3]
    assert (panel[0] <= bar[0], bar[1] <= panel[1]) == (True, True)
    page.close()


def test_the_columns_of_the_first_day_do_not_scroll(browser: Browser, preview: Preview) -> None:
    page = opened(browser, preview, 1280)

    assert page.evaluate("() => getComputedStyle(document.querySelector('#grid')).overflowX") == "clip"
    page.close()


WHY = "() => document.querySelector('#why').getBoundingClientRect().width"


@pytest.mark.parametrize("width", [1440, 1280, 1024])
def test_why_something_is_left_out_is_read_on_lines_of_half_a_screen(
    browser: Browser, preview: Preview, width: int
) -> None:
    page = opened(browser, preview, width)
    page.locator("#pick-page").check()
    expect(page.locator("#why")).to_contain_text("left out")

    more = "(one) => one.before(document.querySelector('#press-force').cloneNode(true))"
    page.locator("#why").evaluate(more)
    assert page.evaluate(WHY) >= 500
    page.close()


EVERY = ("EUR", "14105.10"), ("GBP", "8883.23"), ("USD", "22947.42")
CHIPS = "() => [...document.querySelectorAll('.chip')].map((one) => one.getBoundingClientRect().height)"


@pytest.mark.parametrize("sums", [EVERY, EVERY[:2], EVERY[:1]])
@pytest.mark.parametrize("width", [1440, 1280, 1024])
def test_rows_stay_in_place_when_a_filter_takes_the_sums_away(
    browser: Browser, preview: Preview, monkeypatch: pytest.MonkeyPatch, width: int, sums: tuple[tuple[str, str], ...]
) -> None:
    preview.currencies = len(sums)
    page, tops = opened(browser, preview, width), []
    for shown in (sums, ()):
        chips = [Chip(status=status, count=3, sums=shown) for status in sample.ORDER]
        monkeypatch.setattr(sample, "make_chips", lambda _, chips=chips: chips)
        page.reload()
        tops.append(page.locator("#grid").bounding_box()["y"])

    assert tops == pytest.approx([tops[0]] * 2, abs=2)
    page.close()


@pytest.mark.parametrize("number", [0, 1, 2, 3])
@pytest.mark.parametrize("width", [1440, 1280, 1024, 390])
def test_chips_take_no_more_room_than_their_sums_and_one_without_any_takes_one_line(
    browser: Browser, preview: Preview, monkeypatch: pytest.MonkeyPatch, width: int, number: int
) -> None:
    preview.currencies = number
    chips = [Chip(status=one, count=3, sums=() if at else EVERY[:number]) for at, one in enumerate(sample.ORDER)]
    monkeypatch.setattr(sample, "make_chips", lambda _: chips)
    page = opened(browser, preview, width)

    tallest, *others = page.evaluate(CHIPS)
    assert max(others) < 30
    assert page.locator("#chips").bounding_box()["height"] == pytest.approx(tallest, abs=1)
    page.close()
