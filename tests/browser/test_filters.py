"""The list is what its address says: filters, chips, order, pages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator, Seats

SAID = "Ask the controller first"


@pytest.fixture(scope="module", autouse=True)
def _company(desk: Desk) -> None:
    """One object of each status, and enough that each filter hides some."""
    desk.play(
        "faults",
        [{"match": {"natural_key": "FI-3"}, "do": "error_code", "value": {"errorno": "XX1", "description2": SAID}}],
    )
    for key in ("FC-1", "FC-2"):
        desk.customer(key)
    desk.invoice("FI-1", "FC-1", entity="100")
    desk.invoice("FI-2", "FC-1", version=2, entity="200")
    desk.invoice("FI-3", "FC-1", entity="100")
    desk.sync(("customer", "FC-1"), ("sales_invoice", "FI-1"), ("sales_invoice", "FI-3"))
    desk.customer("FC-1", version=2)


FILTERS: dict[str, tuple[Callable[[Operator], None], dict[str, list[str]], list[str]]] = {
    "key": (lambda o: o.page.fill("#filter-key", "FI-"), {"key": ["FI-"]}, ["FI-3", "FI-2", "FI-1"]),
    "kind": (lambda o: _choose(o, "kind", "customer"), {"kind": ["customer"]}, ["FC-2", "FC-1"]),
    "entity": (lambda o: _choose(o, "entity", "200"), {"entity": ["200"]}, ["FI-2"]),
    "version": (lambda o: o.page.fill("#filter-version", "2-9"), {"version": ["2-9"]}, ["FI-2", "FC-1"]),
    "behind": (lambda o: o.page.fill("#filter-version", "behind"), {"version": ["behind"]}, ["FC-1"]),
    "since": (lambda o: o.page.fill("#filter-since", "2099-01-01"), {"since": ["2099-01-01"]}, []),
    "until": (lambda o: o.page.fill("#filter-until", "2000-01-01"), {"until": ["2000-01-01"]}, []),
    "error class": (lambda o: _choose(o, "class", "data"), {"error_class": ["data"]}, ["FI-3"]),
    "message": (lambda o: o.page.fill("#filter-message", "controller"), {"message": ["controller"]}, ["FI-3"]),
    "finance": (lambda o: o.page.click("text=Finance"), {"category": ["finance"]}, ["FI-3", "FI-2", "FI-1"]),
    "master data": (lambda o: o.page.click("text=Master data"), {"category": ["master_data"]}, ["FC-2", "FC-1"]),
    "status": (lambda o: o.page.click("#chip-success"), {"status": ["success"]}, ["FI-1"]),
}


def _choose(operator: Operator, name: str, value: str) -> None:
    operator.page.select_option(f"#filter-{name}", value)


def _shows(operator: Operator, keys: list[str]) -> None:
    expect(operator.page.locator("#rows .key a")).to_have_text(keys)


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_shows_what_it_names_and_stands_in_the_address(operator: Operator, name: str) -> None:
    act, query, keys = FILTERS[name]
    operator.open()

    act(operator)

    _shows(operator, keys)
    assert operator.query() == query
    operator.page.reload()
    _shows(operator, keys)
    assert operator.query() == query


def test_the_printed_link_signs_in_once(seats: Seats, desk: Desk) -> None:
    again = seats.take(sign_in_url=desk.sign_in_url)

    expect(again.page.locator(".problem")).to_contain_text("This link was used already")
    again.page.goto(desk.grid)
    expect(again.page).to_have_url(re.compile(r"/sign-in\?next="))


def test_chips_choose_one_and_ctrl_adds_another(operator: Operator) -> None:
    operator.open()
    expect(operator.page.locator("#chip-error b")).to_have_text("1")

    operator.page.click("#chip-error")
    _shows(operator, ["FI-3"])
    operator.page.click("#chip-success", modifiers=["Control"])
    _shows(operator, ["FI-3", "FI-1"])

    assert sorted(operator.query()["status"]) == ["error", "success"]
    expect(operator.page.locator("#chips [aria-current]")).to_have_count(2)
    operator.page.click("#chip-error", modifiers=["Control"])
    _shows(operator, ["FI-1"])


def test_back_and_forward_go_through_the_views(operator: Operator) -> None:
    operator.open()
    operator.page.click("#chip-error")
    _shows(operator, ["FI-3"])
    operator.page.click("text=Master data")
    expect(operator.page.locator("#empty")).to_be_visible()

    operator.page.go_back()
    _shows(operator, ["FI-3"])
    operator.page.go_back()
    _shows(operator, ["FI-3", "FI-2", "FI-1", "FC-2", "FC-1"])
    operator.page.go_forward()
    _shows(operator, ["FI-3"])
    assert operator.query() == {"status": ["error"]}


def test_an_empty_list_says_what_hides_the_rest(operator: Operator) -> None:
    operator.open("?kind=customer&key=NOBODY")

    expect(operator.page.locator("#empty")).to_contain_text("No object matches this filter")
    expect(operator.page.locator("#empty .btn")).to_have_text(["Key: NOBODY 2", "Kind: Customer 0", "Leave all out"])
    operator.page.get_by_role("link", name="Key: NOBODY").click()

    _shows(operator, ["FC-2", "FC-1"])


def test_what_is_half_typed_is_not_asked_for(operator: Operator) -> None:
    operator.open()
    refused: list[int] = []
    operator.page.on("response", lambda answer: refused.append(answer.status) if answer.status >= 400 else None)

    operator.page.locator("#filter-version").press_sequentially("2-9", delay=400)
    _shows(operator, ["FI-2", "FC-1"])
    operator.page.locator("#filter-message").press_sequentially("co", delay=400)
    operator.poll()

    assert refused == []
    expect(operator.toast).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "word"), [("version", "abc"), ("since", "yesterday"), ("until", "7d"), ("message", "co")]
)
def test_what_cannot_be_read_is_said_beside_the_field_and_shows_no_rows(
    operator: Operator, name: str, word: str
) -> None:
    operator.open("?kind=customer")
    field = operator.page.locator(f"#filter-{name}")

    field.press_sequentially(word)

    expect(operator.page.locator(f"#wrong-{name}")).to_contain_text("expected")
    expect(operator.page.locator("#empty")).to_contain_text("part of the filter cannot be read")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    operator.poll()
    expect(field).to_have_value(word)
    assert operator.shown() == []
    operator.page.get_by_role("link", name=f"Leave out {word}").click()
    _shows(operator, ["FC-2", "FC-1"])
    expect(field).to_have_value("")


def test_an_address_with_a_word_that_cannot_be_read_shows_no_rows_without_a_script(seats: Seats, desk: Desk) -> None:
    plain = seats.take(java_script_enabled=False)
    plain.page.goto(desk.grid)
    plain.page.fill("#filter-version", "abc")

    plain.page.get_by_role("button", name="Filter").click()

    expect(plain.page.locator("#wrong-version")).to_contain_text("expected a version such as 7")
    assert plain.shown() == []
    expect(plain.page.locator("#filter-version")).to_have_value("abc")


def test_days_are_those_of_the_browsers_zone_and_stand_with_it_in_the_address(seats: Seats) -> None:
    berlin = seats.take(timezone_id="Europe/Berlin")
    berlin.open()  # the first page of a new browser, too: it is loaded once more
    expect(berlin.page.locator("#filters [name=zone]")).to_have_value("Europe/Berlin")

    berlin.page.fill("#filter-since", "2026-01-01")
    expect(berlin.page.locator("#days")).to_have_text("Days in Europe/Berlin")
    assert berlin.query() == {"since": ["2026-01-01"], "zone": ["Europe/Berlin"]}
    berlin.page.fill("#filter-until", "2025-12-31")
    expect(berlin.page.locator("#wrong-until")).to_contain_text("expected a time that is not before 2026-01-01")
    berlin.page.fill("#filter-until", "")
    berlin.page.fill("#filter-since", "24h")
    _shows(berlin, ["FI-3", "FI-2", "FI-1", "FC-2", "FC-1"])

    assert berlin.query() == {"since": ["24h"]}


def test_the_head_of_amounts_orders_what_has_one(operator: Operator) -> None:
    operator.open("?category=master_data")
    expect(operator.page.locator("#sort-amount")).to_have_count(0)
    operator.page.click("text=All")
    operator.page.click("#sort-amount")

    expect(operator.page.locator("th[aria-sort=descending]")).to_have_text("Amount")
    assert operator.query() == {"category": ["finance"], "sort": ["amount"]}
    operator.page.locator("#filters .seg").get_by_text("Master data").click()
    _shows(operator, ["FC-2", "FC-1"])
    assert operator.query() == {"category": ["master_data"]}


def test_a_head_orders_the_list(operator: Operator) -> None:
    operator.open()

    operator.page.click("#sort-key")

    _shows(operator, ["FC-1", "FC-2", "FI-1", "FI-2", "FI-3"])
    assert operator.query() == {"sort": ["key"]}
    expect(operator.page.locator("th[aria-sort=ascending]")).to_have_text("Key")
