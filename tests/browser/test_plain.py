"""Without JavaScript the same addresses and forms do the same."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator, Seats
from tests.journeys.demo import eventually


@pytest.fixture
def plain(seats: Seats) -> Operator:
    return seats.take(java_script_enabled=False)


def test_the_list_filters_pages_and_opens_an_object(desk: Desk, plain: Operator) -> None:
    keys = desk.customers("L-", 101)
    plain.page.goto(desk.grid)

    plain.page.fill("#filter-key", "L-")
    plain.page.get_by_role("button", name="Filter").click()
    assert plain.query()["key"] == ["L-"]
    plain.page.click("#next-page")
    expect(plain.page.locator("#rows .key a")).to_have_text(keys[:1])
    plain.row(keys[0]).get_by_role("link", name=keys[0], exact=True).click()
    expect(plain.drawer.locator("#drawer-key")).to_have_text(keys[0])
    plain.page.click("#tab-will_send")
    expect(plain.page.locator("#payload")).to_contain_text(f"<CUSTOMERID>{keys[0]}</CUSTOMERID>")
    plain.page.click("#drawer-close")

    expect(plain.row(keys[0])).to_be_visible()  # the next page has come: a page that is on its way has no drawer either
    expect(plain.drawer).to_have_count(0)
    assert plain.shown() == keys[:1]


def test_ticked_rows_are_sent_by_the_form(desk: Desk, plain: Operator) -> None:
    keys = desk.customers("J-", 3)
    plain.page.goto(f"{desk.grid}?key=J-")
    plain.tick(*keys[:2])

    plain.page.get_by_role("button", name="Synchronize", exact=True).click()

    expect(plain.page).to_have_url(re.compile(r"/objects\?key=J-&said=\S+$"))
    assert desk.last_sync() == keys[:2]
    eventually(lambda: desk.status("customer", keys[0]) == "success", seconds=20)
    plain.page.reload()
    expect(plain.status(keys[0])).to_have_text("Success")
    expect(plain.status(keys[2])).to_have_text("Not integrated")


def test_an_object_is_sent_from_its_page(desk: Desk, plain: Operator) -> None:
    (key,) = desk.customers("K-", 1)
    plain.page.goto(f"{desk.grid}/customer/{key}")

    plain.drawer.get_by_role("button", name="Synchronize").click()

    assert desk.last_sync() == [key]
    expect(plain.drawer.locator("#drawer-key")).to_have_text(key)


def test_a_press_says_what_it_did_until_the_next_click(desk: Desk, plain: Operator, seats: Seats) -> None:
    desk.customers("S-", 2)
    desk.sync(("customer", "S-000"))
    plain.page.goto(f"{desk.grid}?key=S-")
    plain.page.get_by_role("button", name="Synchronize", exact=True).click()
    expect(plain.toast).to_have_text("Nothing was sent: tick objects first.")
    plain.tick("S-000")

    plain.page.get_by_role("button", name="Synchronize", exact=True).click()
    expect(plain.toast).to_have_text("Nothing was sent · 1 left out: in step")
    said = plain.page.url
    plain.tick("S-000", "S-001")
    plain.page.get_by_role("button", name="Synchronize", exact=True).click()

    expect(plain.toast).to_have_text("S-001: 1 queued · 1 left out: in step Follow it")
    assert plain.query()["key"] == ["S-"]
    plain.page.click("#refresh")
    expect(plain.toast).to_have_count(0)
    other = seats.take(sign_in_url=desk.syncline("user", "link", "admin"))
    for address in (said, f"{desk.grid}?said=eyJ9.0"):
        other.page.goto(address)
        expect(other.toast).to_have_count(0)


def test_what_changed_meanwhile_is_said(desk: Desk, plain: Operator) -> None:
    (key,) = desk.customers("Z-", 1)
    plain.page.goto(f"{desk.grid}/customer/{key}")
    desk.sync(("customer", key))

    plain.drawer.get_by_role("button", name="Synchronize").click()

    expect(plain.toast).to_contain_text("Something changed meanwhile, so nothing was sent.")
    expect(plain.drawer.locator("#drawer-key")).to_have_text(key)


def test_an_adoption_says_what_it_did(desk: Desk, plain: Operator) -> None:
    desk.play("state/CUSTOMER/A-1", {"NAME": "Somebody else", "STATUS": "active"})
    desk.customer("A-1")
    desk.sync(("customer", "A-1"))
    plain.page.goto(f"{desk.grid}/customer/A-1")

    plain.drawer.get_by_role("button", name=re.compile("Adopt record")).click()

    expect(plain.toast).to_contain_text("What it holds is compared now; nothing is sent over it by itself.")
    eventually(lambda: _stands_after_a_reload(plain) == "Desynchronized")


def _stands_after_a_reload(plain: Operator) -> str:
    plain.page.reload()
    return plain.drawer.locator(".head .status").inner_text()


def test_the_view_stays_through_opening_looking_pressing_and_closing(desk: Desk, plain: Operator) -> None:
    """Filter, order and page: 103 customers, whose second page in the order of keys has the last three."""
    keys = desk.customers("O-", 103)
    plain.page.goto(f"{desk.grid}?key=O-&status=not_integrated&sort=key")
    plain.page.click("#next-page")
    view = plain.query()
    assert set(view) == {"key", "status", "sort", "after"}

    plain.row(keys[101]).get_by_role("link", name=keys[101], exact=True).click()
    assert (plain.query(), plain.shown()) == (view, keys[100:])
    plain.page.click("#tab-attempts")
    assert plain.query() == view | {"tab": ["attempts"]}
    plain.page.click("#refresh")
    assert (plain.query(), plain.shown()) == (view, keys[100:])
    plain.row(keys[101]).get_by_role("link", name=keys[101], exact=True).click()
    plain.drawer.get_by_role("button", name="Synchronize").click()
    expect(plain.drawer.locator("#drawer-key")).to_have_text(keys[101])
    assert {name: value for name, value in plain.query().items() if name != "said"} == view
    plain.page.click("#drawer-close")

    assert plain.query() == view
    assert plain.shown() == [keys[100], keys[102]]


def test_times_say_that_they_are_utc(desk: Desk, plain: Operator) -> None:
    desk.customers("H-", 1)
    plain.page.goto(f"{desk.grid}?key=H-")

    expect(plain.row("H-000").locator("time")).to_have_text(re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d UTC$"))
