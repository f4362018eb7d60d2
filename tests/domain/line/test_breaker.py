"""The breaker: every way from one state to another."""

import random
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.line.breaker import MOST_FAILURES, Breaker, after_mending, slots_now
from backend.domain.line.showing import Showed, Showing
from tests.domain.line.make import AT_ONE_LEVEL, FAILS, NOW, REFUSED, SECOND, THROTTLED, TIMES, WORKS, after, opened

CLOSED = Breaker()


def test_a_line_that_works_leaves_nothing_to_write_down() -> None:
    assert after(CLOSED, *[WORKS] * 10) == CLOSED
    assert msgspec.json.encode(CLOSED) == b"{}"
    assert slots_now(CLOSED, 4, NOW) == 4


def test_five_failures_in_a_row_are_borne_and_the_sixth_opens_it() -> None:
    borne = after(CLOSED, *[FAILS] * MOST_FAILURES)
    assert (borne.is_open, slots_now(borne, 4, NOW)) == (False, 4)

    down = after(borne, FAILS)

    assert (down.open_since, down.why, down.credentials) == (NOW, "No connection", False)
    assert down.probe_at == NOW + timedelta(seconds=30)
    assert slots_now(down, 4, NOW) == 0


def test_a_success_between_failures_counts_anew_and_lets_go_on_what_waited() -> None:
    once = after(CLOSED, *[FAILS] * MOST_FAILURES, WORKS)

    assert once == Breaker(resume=True)
    assert not after(once, *[FAILS] * MOST_FAILURES).is_open


def test_a_refused_sign_in_opens_it_at_once_and_is_tried_as_seldom_as_can_be() -> None:
    refused = after(CLOSED, REFUSED, jitter=0.0)

    assert (refused.credentials, refused.why) == (True, "Wrong password")
    assert refused.probe_at == NOW + timedelta(minutes=5)


def test_a_refusal_at_one_level_counts_and_does_not_stop_what_works_at_the_others() -> None:
    assert not after(CLOSED, AT_ONE_LEVEL, WORKS, *[AT_ONE_LEVEL] * MOST_FAILURES).is_open
    assert after(CLOSED, *[AT_ONE_LEVEL] * (MOST_FAILURES + 1)).credentials
    ramping = after(opened(), WORKS, probe=True)
    assert after(ramping, AT_ONE_LEVEL) == ramping


def test_whose_fault_it_was_is_known_until_the_next_call_tells() -> None:
    ours = Showing(showed=Showed.FAILS, why="A bug", ours=True)
    once = after(CLOSED, ours)
    assert once.ours
    assert not after(once, FAILS).ours
    assert not after_mending(once, NOW).ours
    down = after(CLOSED, *[ours] * (MOST_FAILURES + 1))
    assert (down.is_open, down.ours) == (True, True)
    assert not after(down, FAILS, probe=True).ours
    ramping = after(down, WORKS, probe=True)
    again = after(ramping, ours)
    assert (ramping.ours, again.ours, after(again, WORKS).ours, after(again, AT_ONE_LEVEL).ours) == (
        False,
        True,
        False,
        False,
    )


def test_a_throttle_never_opens_it() -> None:
    assert after(CLOSED, *[THROTTLED] * 50) == CLOSED
    almost = after(CLOSED, *[FAILS] * MOST_FAILURES)
    assert after(almost, *[THROTTLED] * 50) == almost


def test_a_probe_that_is_throttled_shows_that_the_line_answers() -> None:
    assert after(opened(), THROTTLED, probe=True).slots == 1


def test_one_probe_may_go_at_its_time_and_none_before() -> None:
    down = opened()
    assert down.probe_at is not None
    assert slots_now(down, 4, down.probe_at - SECOND) == 0
    assert slots_now(down, 4, down.probe_at) == 1


def test_probes_that_fail_wait_twice_as_long_up_to_five_minutes() -> None:
    down, waits = opened(), []
    for _ in range(6):
        down = after(down, FAILS, probe=True)
        assert down.probe_at is not None
        waits.append((down.probe_at - NOW).seconds)
    assert waits == [60, 120, 240, 300, 300, 300]
    assert down.open_since == NOW


@given(st.floats(min_value=0, max_value=1, exclude_max=True))
def test_the_time_of_a_probe_is_spread_over_the_whole_wait(jitter: float) -> None:
    down = opened(jitter=jitter)

    assert down.probe_at is not None
    assert abs(down.probe_at - NOW - jitter * timedelta(seconds=30)) < timedelta(milliseconds=1)


def test_calls_that_began_before_it_opened_do_not_count_as_probes() -> None:
    down = opened()

    assert after(down, FAILS, REFUSED) == down


def test_after_a_good_probe_one_connection_is_used_and_twice_as_many_after_each_while_of_success() -> None:
    state, now, seen = after(opened(), WORKS, probe=True), NOW, []
    while state.slots is not None:
        seen.append(slots_now(state, 5, now))
        assert after(state, WORKS, now=now + TIMES.ramp - SECOND, allowed=5) == state, "too soon"
        now += TIMES.ramp
        state = after(state, WORKS, now=now, allowed=5)
    assert seen == [1, 2, 4]
    assert state == Breaker(resume=True)


def test_a_single_connection_is_used_again_at_once() -> None:
    assert after(opened(), WORKS, probe=True, allowed=1) == Breaker(resume=True)


def test_while_connections_come_back_five_failures_are_borne_and_after_the_sixth_it_was_down_all_the_time() -> None:
    ramping = after(opened(), WORKS, probe=True)
    borne = after(ramping, *[FAILS] * MOST_FAILURES, now=NOW + 60 * SECOND)
    assert (borne.is_open, borne.slots) == (False, 1)

    again = after(borne, FAILS, now=NOW + 60 * SECOND)

    assert (again.is_open, again.open_since, again.slots) == (True, NOW, None)
    assert again.probe_at == NOW + 90 * SECOND
    assert after(after(borne, WORKS), *[FAILS] * MOST_FAILURES).slots == 1, "a success counts anew"


def test_a_line_of_which_every_third_call_fails_is_used_in_full_again_after_an_outage() -> None:
    """All of them, most of the time: one failure is no outage."""
    state, chance, full = after(opened(), WORKS, probe=True, allowed=8), random.Random(7), 0
    for n in range(1000):
        showing = FAILS if chance.random() < 1 / 3 else WORKS
        state = after(state, showing, now=NOW + n * SECOND, allowed=8, probe=state.is_open)
        full += state == Breaker() or (state.slots is None and not state.is_open)
    assert full > 500


def test_what_was_mended_is_tried_at_once_by_one_probe() -> None:
    mended = after_mending(after(CLOSED, REFUSED), NOW + 60 * SECOND)

    assert (mended.probe_at, mended.mended, mended.resume) == (NOW + 60 * SECOND, True, True)
    assert slots_now(mended, 4, NOW + 60 * SECOND) == 1
    assert not after(mended, REFUSED, probe=True).mended


def test_mending_a_line_that_is_not_down_lets_go_on_what_waits() -> None:
    failing = after(CLOSED, *[FAILS] * 3)

    assert after_mending(failing, NOW) == Breaker(resume=True)


_SHOWINGS = st.sampled_from([WORKS, FAILS, REFUSED, AT_ONE_LEVEL, THROTTLED, Showing(showed=Showed.FAILS)])


@pytest.mark.parametrize("allowed", [1, 2, 5, 32])
@given(steps=st.lists(st.tuples(_SHOWINGS, st.integers(0, 600), st.booleans(), st.booleans()), max_size=30))
def test_whatever_happens_it_is_closed_open_or_ramping_and_keeps_its_limits(
    allowed: int, steps: list[tuple[Showing, int, bool, bool]]
) -> None:
    state, now = CLOSED, NOW
    for showing, seconds, probe, mended in steps:
        now += timedelta(seconds=seconds)
        state = after_mending(state, now) if mended else state
        state = after(state, showing, now=now, allowed=allowed, probe=probe)

        assert 0 <= slots_now(state, allowed, now) <= allowed
        assert not (state.is_open and state.slots is not None)
        assert (state.open_since is not None) == (state.is_open or state.slots is not None)
        assert state.failures <= MOST_FAILURES
        if state.probe_at is not None:
            assert slots_now(state, allowed, now) <= 1
            assert state.probe_at - now <= TIMES.last_probe, "it is always tried again"
        assert msgspec.json.decode(msgspec.json.encode(state), type=Breaker) == state
