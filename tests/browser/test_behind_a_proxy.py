"""Below a path behind a reverse proxy, whether it hands the path on or takes it off."""

from collections.abc import Iterator
from copy import copy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import Desk, opened
from tests.browser.operator import Operator, Seats
from tests.browser.proxy import Proxy, proxy

BASE = "/x/y"
KEY = "INV/2024/07 Ä&?#"
PACKED = {b"text/html", b"text/css", b"text/javascript", b"text/csv"}


@pytest.fixture(scope="module")
def desk(browser: Browser, home: Path) -> Iterator[Desk]:
    with opened(home, base_path=BASE) as desk:
        yield desk


@pytest.fixture(params=[False, True], ids=["handed on", "taken off"])
def between(request: pytest.FixtureRequest, desk: Desk) -> Iterator[Proxy]:
    with proxy(desk.url, BASE, cuts=request.param) as between:
        yield between


@pytest.fixture
def operator(desk: Desk, between: Proxy, seats: Seats) -> Operator:
    """Whose addresses all lead through the proxy."""
    operator = seats.take(sign_in_url=desk.syncline("user", "link", "admin").replace(desk.url, between.url))
    operator.desk = copy(desk)
    operator.desk.grid = desk.grid.replace(desk.url, between.url)
    return operator


def test_a_list_is_filtered_paged_sent_followed_and_taken_along(desk: Desk, between: Proxy, operator: Operator) -> None:
    name = "CUT-" if between.cuts else "WHOLE-"
    keys, page = desk.customers(name, 101), operator.page
    operator.open()
    page.fill("#filter-key", name)
    expect(page.locator("#foot .place")).to_have_text("1–100 of 101")
    page.click("#next-page")
    expect(page.locator("#rows .key a")).to_have_text(keys[:1])

    operator.tick(keys[0])
    expect(page.locator("#press-synchronize b")).to_have_text("1")
    page.click("#press-synchronize")
    expect(operator.toast).to_contain_text("1 queued")
    expect(operator.status(keys[0])).to_have_text("Success", timeout=20_000)
    with page.expect_download() as got:
        page.click("#export")
    operator.toast.get_by_role("link", name="Follow it").click()
    expect(page.locator("#verdict")).to_contain_text("Ended: ", timeout=20_000)

    assert got.value.path().read_text(encoding="utf-8-sig").count("\n") == 1 + 101
    assert between.strays == []
    assert between.packed >= PACKED, between.packed


def test_a_key_with_a_slash_opens_has_an_address_and_is_pressed(desk: Desk, between: Proxy, operator: Operator) -> None:
    desk.put("class", KEY, 1 if not between.cuts else 2, name=f"Class, cut: {between.cuts}")
    page = operator.page
    operator.open("?kind=class")
    operator.row(KEY).get_by_role("link", name=KEY, exact=True).click()
    expect(operator.drawer.locator("#drawer-key")).to_have_text(KEY)
    page.reload()
    page.click("#tab-content")
    expect(operator.drawer.locator("#tab")).to_contain_text(f"Class, cut: {between.cuts}")

    operator.drawer.get_by_role("button", name="Synchronize").click()

    expect(operator.drawer.locator(".head .status")).to_have_text("Success", timeout=20_000)
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{between.url}integrations/1/objects?kind=class")
    assert between.strays == []


def test_when_the_proxy_loses_patience_the_list_stays_says_so_and_goes_on(
    desk: Desk, between: Proxy, operator: Operator
) -> None:
    name = "LATE-CUT-" if between.cuts else "LATE-WHOLE-"
    (key,) = desk.customers(name, 1)
    operator.open(f"?key={name}")
    operator.tick(key)
    between.patience = 0

    assert [operator.poll().status for _ in range(3)] == [504] * 3
    expect(operator.page.locator("#poller")).to_contain_text("No answer: showing data from")
    operator.page.click("#refresh")
    expect(operator.toast).to_contain_text("Syncline could not answer (504). Nothing on this page was changed.")
    expect(operator.page.get_by_text("Gateway Time-out")).to_have_count(0)
    assert (operator.shown(), operator.ticked()) == ([key], [key])
    between.patience = 60

    operator.page.click("#refresh")
    expect(operator.page.locator("#poller")).to_contain_text("Updated")
