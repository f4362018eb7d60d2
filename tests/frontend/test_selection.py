"""Ticks belong to objects: no poll, no order, no page takes them away."""

import msgspec
from playwright.sync_api import expect

from backend.domain.status import Phase, Status
from tests.frontend.screen import COUNT_MUTATIONS, Screen

FIVE = [912, 911, 910, 909, 908]


def test_five_ticks_survive_twenty_polls_with_changes_and_reversed_order(screen: Screen) -> None:
    screen.tick(FIVE)
    for number in range(20):
        rows = list(reversed(screen.preview.rows[:90])) + screen.preview.rows[90:]
        busy = {rows[number].id, rows[89 - number].id} - set(FIVE)
        told = f"changed {number}"
        screen.preview.change(
            [
                msgspec.structs.replace(row, revision=10_000 + number, message=told) if row.id in busy else row
                for row in rows
            ]
        )
        screen.poll()
        assert sorted(screen.ticked(), reverse=True) == FIVE

    with screen.page.expect_response("**/syncs"):
        screen.page.locator("#press-synchronize").click()

    assert sorted(screen.preview.presses[0]["object"], reverse=True) == [str(one) for one in FIVE]


def test_an_unchanged_poll_touches_nothing(screen: Screen) -> None:
    screen.page.evaluate(COUNT_MUTATIONS)

    statuses = [screen.poll().status for _ in range(10)]

    assert statuses == [204] * 10
    assert screen.page.evaluate("() => window.mutations") == 0


def test_the_number_on_the_button_is_what_is_queued(screen: Screen) -> None:
    screen.tick(FIVE)
    expect(screen.page.locator("#press-synchronize b")).to_have_text("2")
    expect(screen.page.locator("#press-force b")).to_have_text("2")
    expect(screen.page.locator("#why")).to_contain_text("1 left out: already synchronizing (SI-10908)")

    screen.page.locator("#press-synchronize").click()

    expect(screen.page.locator("toast-line.toast")).to_contain_text("2 queued")
    expect(screen.page.locator("#o-910 .at")).to_have_text("Pending")
    expect(screen.page.locator("#press-force b")).to_have_text("2")


def test_when_nothing_more_can_be_sent_the_ticks_go(screen: Screen) -> None:
    screen.tick([910])
    expect(screen.page.locator("#press-synchronize b")).to_have_text("1")

    screen.page.locator("#press-synchronize").click()

    expect(screen.page.locator("#rows :checked")).to_have_count(0)
    expect(screen.page.locator("#bar")).to_contain_text("Tick objects")


def test_a_plan_that_changed_meanwhile_is_refused_and_drawn_anew(screen: Screen) -> None:
    screen.tick([910, 909])
    expect(screen.page.locator("#press-synchronize b")).to_have_text("2")
    gone = {"status": Status.PENDING, "phase": Phase.SENT, "revision": 77}
    screen.preview.change(
        [msgspec.structs.replace(row, **gone) if row.id == 910 else row for row in screen.preview.rows]
    )

    screen.page.locator("#press-synchronize").click()

    expect(screen.page.locator("toast-line.toast")).to_contain_text("Meanwhile something changed")
    expect(screen.page.locator("#press-synchronize b")).to_have_text("1")


def test_a_selection_survives_paging_and_filtering(screen: Screen) -> None:
    screen.tick([912, 910])
    screen.page.locator("#next-page").click()
    expect(screen.page.locator("#first-page")).to_be_visible()
    screen.tick([800, 799])

    expect(screen.page.locator("#bar .count")).to_contain_text("4 selected")
    screen.page.locator("#first-page").click()
    expect(screen.page.locator("#p-912")).to_be_checked()


def test_back_from_another_page_and_a_reload_bring_the_rows_the_place_the_ticks_and_the_bar(screen: Screen) -> None:
    page, count = screen.page, screen.page.locator("#bar .count")
    screen.tick([912])
    page.locator("#next-page").click()
    expect(page.locator("#first-page")).to_be_visible()
    screen.tick([800, 799])
    expect(count).to_contain_text("3 selected")
    keys = screen.keys()
    place = page.evaluate("() => (scrollTo(0, 300), scrollY)")
    assert place > 0

    for leave in (lambda: page.goto(f"{screen.preview.url}/errors/404"), page.reload):
        leave()
        if "errors" in page.url:
            page.go_back()
        expect(count).to_contain_text("3 selected")
        expect(page.locator("#press-synchronize b")).to_be_visible()
        assert (screen.keys(), screen.ticked()) == (keys, [800, 799])
        page.wait_for_function("(place) => Math.abs(scrollY - place) < 60", arg=place)

    screen.open()
    assert screen.ticked() == []
    expect(count).to_have_count(0)


def test_shift_ticks_a_range_and_the_header_the_page(screen: Screen) -> None:
    screen.page.locator("#p-911").click()
    screen.page.locator("#p-908").click(modifiers=["Shift"])
    assert screen.ticked() == [911, 910, 909, 908]
    expect(screen.page.locator("#pick-page")).to_have_js_property("indeterminate", True)

    screen.page.locator("#pick-page").click()
    assert len(screen.ticked()) == 100
    expect(screen.page.locator("#pick-page")).to_have_js_property("indeterminate", False)

    screen.page.locator("#clear").click()
    expect(screen.page.locator("#rows :checked")).to_have_count(0)


def test_keys_move_tick_and_press(screen: Screen) -> None:
    for key in "jjjx":
        screen.page.keyboard.press(key)
    assert screen.ticked() == [910]
    expect(screen.page.locator("#press-synchronize b")).to_have_text("1")

    screen.page.keyboard.press("s")

    expect(screen.page.locator("toast-line.toast")).to_contain_text("1 queued")
