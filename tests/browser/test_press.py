"""The number on the button, what is sent, and what the rows then say."""

from itertools import pairwise

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.operator import Operator, Seats


def test_three_ticked_rows_turn_pending_and_green_without_a_reload(desk: Desk, operator: Operator) -> None:
    keys = desk.customers("T-", 4)[:3]
    desk.play("faults", [{"match": {"kind": "customer"}, "do": "delay", "value": 2, "times": 1}])
    operator.open("?key=T-")
    operator.page.evaluate("() => { window.sameDocument = true; }")

    operator.tick(*keys)
    expect(operator.page.locator("#bar .count")).to_have_text("3 selected")
    expect(operator.page.locator("#press-synchronize b")).to_have_text("3")
    expect(operator.page.locator("#press-force")).to_be_disabled()
    operator.page.click("#press-synchronize")

    expect(operator.toast).to_contain_text("3 queued")
    for key in keys:
        expect(operator.status(key)).to_have_text("Pending")
    for key in keys:
        expect(operator.status(key)).to_have_text("Success", timeout=15_000)
    expect(operator.status("T-003")).to_have_text("Not integrated")
    expect(operator.page.locator("#chip-success b")).to_have_text("3")
    assert operator.page.evaluate("() => window.sameDocument")
    assert desk.last_sync() == keys
    assert desk.written(*keys) == keys


def test_the_number_is_what_the_press_does_when_some_are_left_out(desk: Desk, operator: Operator) -> None:
    new, sent = desk.customers("N-", 2), desk.customers("M-", 1)
    desk.sync(("customer", sent[0]))
    operator.open("?kind=customer")

    operator.tick(*new, *sent)
    expect(operator.page.locator("#press-synchronize b")).to_have_text("2")
    expect(operator.page.locator("#why")).to_contain_text("1 left out: in step (M-000)")
    operator.page.click("#press-synchronize")

    expect(operator.toast).to_contain_text("2 queued · 1 left out: in step")
    assert desk.last_sync() == new
    for key in new:
        expect(operator.status(key)).to_have_text("Success", timeout=15_000)


def test_of_two_who_press_at_once_the_second_is_told_and_nothing_goes_twice(desk: Desk, seats: Seats) -> None:
    keys = desk.customers("B-", 3)
    first, second = seats.take(), seats.take()
    for one in (first, second):
        one.page.route("**/rows?*", lambda route: route.abort())  # neither sees what the other does
        one.open("?key=B-")
        one.tick(*keys)
        expect(one.page.locator("#press-synchronize b")).to_have_text("3")

    first.page.click("#press-synchronize")
    expect(first.toast.first).to_contain_text("3 queued")
    second.page.click("#press-synchronize")

    expect(second.toast.filter(has_text="Something changed meanwhile, so nothing was sent")).to_be_visible()
    expect(second.page.locator("#press-synchronize")).to_be_disabled()
    (row,) = desk.ask(
        "SELECT count(*) AS items, count(DISTINCT binding) AS objects, count(DISTINCT sync) AS syncs FROM sync_item"
        " JOIN binding ON binding.id = binding JOIN object ON object.id = object WHERE key LIKE 'B-%'"
    )
    assert dict(row) == {"items": 3, "objects": 3, "syncs": 1}
    second.page.unroute_all()
    second.poll()
    for key in keys:
        expect(second.status(key)).to_have_text("Success", timeout=15_000)
    assert desk.written(*keys) == keys


def test_twenty_polls_with_changes_and_a_moving_order_keep_the_same_five(desk: Desk, operator: Operator) -> None:
    keys = desk.customers("V-", 40)
    five = [keys[number] for number in (39, 31, 24, 17, 3)]
    operator.open("?key=V-&sort=changed")
    operator.tick(*five)
    orders = []

    for turn in range(20):
        for key in keys[turn : turn + 8]:
            desk.customer(key, turn + 2)
        desk.customers(f"V-{turn}-", 1)
        operator.show_until(operator.row(f"V-{turn}-000"))
        orders.append(operator.shown())
        assert sorted(operator.ticked()) == sorted(five)

    assert all(before != after for before, after in pairwise(orders))
    expect(operator.page.locator("#press-synchronize b")).to_have_text("5")
    operator.page.click("#press-synchronize")
    expect(operator.toast).to_contain_text("5 queued")
    assert desk.last_sync() == sorted(five)
    for key in five:
        expect(operator.status(key)).to_have_text("Success", timeout=15_000)
    assert desk.written(*keys) == sorted(five)
