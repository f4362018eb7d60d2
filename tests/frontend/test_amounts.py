"""An amount says in which currency it is, and its digits stand below the others'."""

from collections.abc import Iterator

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from backend.storage.screens.values import Chip
from tests.frontend import sample
from tests.frontend.preview import Preview

CURRENCIES = ["USD", "EUR", "GBP", "JOD", "MWK", None]
ENDS_OF_DIGITS = """() => [...document.querySelectorAll("#rows .amount")].filter((cell) => cell.firstChild)
  .map((cell) => {
    const digits = document.createRange();
    digits.selectNode(cell.firstChild);
    return Math.round(10 * digits.getBoundingClientRect().right);
  })"""
CUT = """() => [...document.querySelectorAll("#rows :is(.amount, .key, .pick)")]
  .filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)"""
HEIGHTS = "() => [...document.querySelectorAll('#rows > tr')].map((row) => row.getBoundingClientRect().height)"


@pytest.fixture(params=[1440, 1024, 390])
def page(request: pytest.FixtureRequest, browser: Browser, preview: Preview) -> Iterator[Page]:
    invoices = [sample.make_row(800 - n, currency=one) for n, one in enumerate(CURRENCIES)]
    preview.change([sample.make_master(801, "customer", "SAVEA"), *invoices])
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    page = context.new_page()
    page.goto(preview.url + "/integrations/1/objects")
    yield page
    context.close()


def test_every_currency_is_seen_and_all_digits_end_at_one_line(page: Page) -> None:
    expect(page.locator("#rows .amount small")).to_have_text([one or "" for one in CURRENCIES])
    expect(page.locator("#rows .amount small").first).to_be_visible()

    ends = page.evaluate(ENDS_OF_DIGITS)

    assert len(ends) == len(CURRENCIES)
    assert len(set(ends)) == 1


def test_an_amount_makes_no_row_taller_and_none_is_cut(page: Page, preview: Preview) -> None:
    expect(page.locator("#o-801 .amount")).to_have_text("")
    assert len(set(page.evaluate(HEIGHTS)[:-1])) == 1  # the last has no line below it

    for revision, amount in enumerate(["-999999.99", "1234567.89"]):
        preview.change([msgspec.structs.replace(row, amount=amount, revision=revision) for row in preview.rows])
        page.reload()
        assert page.evaluate(CUT) == []


@pytest.mark.parametrize("width", [1440, 1400, 1280, 1160, 1024])
def test_chips_with_sums_in_three_currencies_stay_on_one_line(
    browser: Browser, preview: Preview, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    sums = (("EUR", "114105.10"), ("GBP", "88883.23"), ("USD", "222947.42"))
    chips = [Chip(status=status, count=1248, sums=sums) for status in sample.ORDER]
    monkeypatch.setattr(sample, "make_chips", lambda _: chips)
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(preview.url + "/integrations/1/objects")

    tops = page.evaluate("() => [...document.querySelectorAll('.chip')].map((one) => one.getBoundingClientRect().top)")

    assert len(tops) == 5
    assert len(set(tops)) == 1
    expect(page.locator("#chip-error")).to_have_attribute("title", "114,105.10 EUR, 88,883.23 GBP, 222,947.42 USD")
    page.close()


@pytest.mark.parametrize(
    ("width", "path"), [(1920, ""), (1440, ""), (1280, "/sales_invoice/SI-10912"), (390, ""), (320, "")]
)
def test_what_objects_are_worth_is_seen_at_every_width(
    browser: Browser, preview: Preview, width: int, path: str
) -> None:
    preview.change([sample.make_row(912, amount="1234567.89", **sample.troubled("Customer HUNGO is not in"))])
    page = browser.new_page(viewport={"width": width, "height": 780})
    page.goto(f"{preview.url}/integrations/1/objects{path}")

    expect(page.locator("#chip-error .sums small")).to_have_text(["1,234,567.89 USD"])
    expect(page.locator("#chip-error .sums small")).to_be_in_viewport(ratio=1)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.close()
