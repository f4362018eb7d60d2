"""A list made one's own: columns, a saved view that opens it, and a file of what it finds."""

import csv
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator


def test_columns_a_saved_view_and_a_file_of_it(desk: Desk, operator: Operator) -> None:
    keys = desk.customers("VIEW-", 3)
    page = operator.page
    operator.open("?key=VIEW-&sort=key")
    counterparty = page.get_by_role("columnheader", name="Counterparty")
    expect(counterparty).to_be_hidden()

    page.get_by_text("Columns", exact=True).click()
    page.locator("#choose-columns").get_by_label("Counterparty").check()
    expect(counterparty).to_be_visible()
    expect(page.locator("#choose-columns")).to_be_visible()  # for the next choice
    page.get_by_text("Views", exact=True).click()
    page.get_by_label("Save what is shown as").fill("My customers & more")
    page.get_by_label("Open the list with it").check()
    page.locator("#views").get_by_role("button", name="Save").click()
    expect(operator.toast).to_contain_text("The view My customers & more is saved")

    page.goto(f"{desk.url}you")
    page.get_by_role("link", name="To the objects").click()
    expect(page.locator("#rows .key a")).to_have_text(keys)
    with page.expect_download() as got:
        page.locator("#export").click()

    assert operator.query() == {"key": ["VIEW-"], "sort": ["key"]}
    with Path(got.value.path()).open(encoding="utf-8-sig", newline="") as file:
        assert [line["key"] for line in csv.DictReader(file)] == keys


def test_dense_rows_are_lower_until_the_person_chooses_otherwise(desk: Desk, operator: Operator) -> None:
    desk.customers("DENSE-", 2)
    operator.open("?key=DENSE-")
    table, dense = operator.page.locator("#objects"), re.compile(r"\bdense\b")
    high = height(operator)

    choose_dense(operator)
    expect(table).to_have_class(dense)
    low = height(operator)
    operator.open("?key=DENSE-001")
    expect(table).to_have_class(dense)
    kept = height(operator)
    choose_dense(operator)
    expect(table).not_to_have_class(dense)

    assert kept == low < high == height(operator)


def choose_dense(operator: Operator) -> None:
    operator.page.get_by_text("Columns", exact=True).click()
    operator.page.get_by_label("Dense rows").click()


def height(operator: Operator) -> float:
    return float(operator.page.locator("#rows > tr").first.evaluate("(row) => row.getBoundingClientRect().height"))


def test_what_came_while_a_row_is_ticked_waits_for_who_asks_for_it(desk: Desk, operator: Operator) -> None:
    keys = desk.customers("CALM-", 3)
    operator.open("?key=CALM-")
    operator.tick(keys[0])
    desk.customer("CALM-NEW")
    desk.customer(keys[1], 2)

    operator.poll_until(operator.page.get_by_role("button", name="1 new – show"))
    assert operator.shown() == keys[::-1]
    expect(operator.row(keys[1]).locator(".version")).to_have_text("2")
    operator.page.get_by_role("button", name="1 new – show").click()

    expect(operator.page.locator("#rows .key a")).to_have_text(["CALM-NEW", *keys[::-1]])
    assert operator.ticked() == [keys[0]]
