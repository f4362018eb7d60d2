"""When a page asks for news: not while nobody looks, and ever more rarely while nobody answers."""

import msgspec
import pytest

from backend.domain.status import Phase, Status
from backend.web.people.choices import SLOW, Choices
from tests.frontend.screen import Screen

HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
MISSES = "(misses) => document.getElementById('poller').misses === misses"


@pytest.fixture
def timed(screen: Screen) -> Screen:
    """Its clock is moved by the test."""
    screen.page.clock.install()
    screen.open()
    return screen


def polls(screen: Screen) -> int:
    return sum("/rows?" in one for one in screen.preview.asked)


def test_a_tab_that_nobody_sees_asks_nothing_and_asks_at_once_when_it_is_seen(timed: Screen) -> None:
    timed.page.evaluate(HIDE, True)
    before = polls(timed)

    timed.page.clock.fast_forward(120_000)
    timed.page.wait_for_timeout(200)  # time enough for a question to arrive
    assert polls(timed) == before

    with timed.page.expect_response("**/rows?*"):
        timed.page.evaluate(HIDE, False)


def test_who_gets_no_answer_asks_ever_more_rarely_and_at_least_once_a_minute(timed: Screen) -> None:
    timed.preview.down = True
    for _ in range(6):
        timed.poll()
    timed.page.wait_for_function(MISSES, arg=6)
    before = polls(timed)

    timed.page.clock.fast_forward(50_000)
    timed.page.wait_for_timeout(200)  # time enough for a question to arrive
    assert polls(timed) == before

    with timed.page.expect_response("**/rows?*"):
        timed.page.clock.fast_forward(20_000)


def test_who_chose_slower_updates_is_not_asked_for_more_often_than_every_half_a_minute(timed: Screen) -> None:
    timed.preview.choices = Choices(live=SLOW)
    timed.open()
    before = polls(timed)

    timed.page.clock.fast_forward(25_000)
    timed.page.wait_for_timeout(200)  # time enough for a question to arrive
    assert polls(timed) == before

    with timed.page.expect_response("**/rows?*"):
        timed.page.clock.fast_forward(10_000)


def test_what_only_waits_for_others_does_not_hurry_the_page_and_what_moves_does(timed: Screen) -> None:
    rows = timed.preview.rows
    waits = [msgspec.structs.replace(row, revision=20_000, status=Status.PENDING, phase=Phase.BLOCKED) for row in rows]
    timed.preview.change(waits)
    timed.open()
    before = polls(timed)
    timed.page.clock.fast_forward(8_000)
    timed.page.wait_for_timeout(200)  # time enough for a question to arrive
    assert polls(timed) == before

    timed.preview.change([msgspec.structs.replace(waits[0], revision=20_001, phase=Phase.IDLE), *waits[1:]])
    timed.poll()
    with timed.page.expect_response("**/rows?*"):
        timed.page.clock.fast_forward(3_000)
