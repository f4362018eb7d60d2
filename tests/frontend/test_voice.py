"""What changed is told to who does not see it: politely and rarely; aloud only what went wrong with their own press."""

import msgspec
from playwright.sync_api import Locator, expect

from backend.domain.status import Status
from tests.frontend import sample
from tests.frontend.screen import Screen

ERRORS = [row.id for row in sample.make_rows() if row.status is Status.ERROR]


def mend(screen: Screen, id_: int) -> None:
    mended = {"status": Status.SUCCESS, "revision": 9_999}
    screen.preview.change(
        [msgspec.structs.replace(row, **(mended if row.id == id_ else {})) for row in screen.preview.rows]
    )
    with screen.page.expect_response("**/chips*"):
        screen.poll()


def voice(screen: Screen) -> Locator:
    return screen.page.get_by_role("status").and_(screen.page.locator("#voice"))


def alarms(screen: Screen) -> Locator:
    return screen.page.get_by_role("alert").locator("p")


def test_a_changed_count_is_told_once_and_the_next_one_not_before_twenty_seconds(screen: Screen) -> None:
    screen.page.clock.install()
    screen.open()
    before = int(screen.page.locator("#chip-error b").inner_text())
    mend(screen, ERRORS[0])
    screen.page.clock.fast_forward(2_000)
    expect(voice(screen)).to_contain_text(f"Error {before - 1}")
    expect(voice(screen)).not_to_contain_text("Pending")

    mend(screen, ERRORS[1])
    screen.page.clock.fast_forward(10_000)
    screen.page.wait_for_timeout(200)  # time enough to be told too soon
    expect(voice(screen)).to_contain_text(f"Error {before - 1}")
    screen.page.clock.fast_forward(15_000)

    expect(voice(screen)).to_contain_text(f"Error {before - 2}")


def test_what_a_filter_found_is_told_soon_and_nothing_else(screen: Screen) -> None:
    screen.page.locator("#filter-key").fill("SI-10908")

    expect(voice(screen)).to_have_text("1–1 of 1")


def test_a_press_is_answered_politely_and_what_went_wrong_with_it_aloud(screen: Screen) -> None:
    screen.tick([910, 909])
    screen.page.locator("#press-synchronize").click()
    said = screen.page.get_by_role("status").and_(screen.page.locator("#said"))
    expect(said).to_contain_text("queued")
    expect(alarms(screen)).to_have_count(0)
    expect(screen.page.locator("#bar")).to_contain_text("Tick objects")
    screen.preview.down = True

    screen.poll()
    expect(alarms(screen)).to_have_count(0)
    screen.page.locator("#refresh").click()

    expect(alarms(screen)).to_contain_text("could not answer (502)")
