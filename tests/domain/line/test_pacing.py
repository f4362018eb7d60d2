"""The pace: slower for everybody when asked to, and step by step as quick as before."""

from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.line.pacing import Pacing, may_call_at, pace_after_call, pause_between
from backend.domain.line.showing import Showed, Showing
from tests.domain.line.make import FAILS, NOW, REFUSED, SECOND, THROTTLED, TIMES, WORKS

QUICK = Pacing()


def test_a_line_that_was_never_throttled_is_not_paced() -> None:
    for showing in (WORKS, FAILS, REFUSED):
        assert pace_after_call(QUICK, showing, NOW, times=TIMES) == QUICK
    assert msgspec.json.encode(QUICK) == b"{}"
    assert may_call_at(QUICK, 3) is None


def test_a_throttle_slows_all_connections_and_they_begin_one_after_the_other() -> None:
    slowed = pace_after_call(QUICK, THROTTLED, NOW, times=TIMES)

    assert (slowed.since, slowed.interval) == (NOW, 1.0)
    assert [may_call_at(slowed, number) for number in (1, 2, 3)] == [NOW + n * SECOND for n in (1, 2, 3)]
    assert pause_between(slowed, 3) == 3 * SECOND


def test_nobody_calls_before_the_third_party_said_so() -> None:
    asked = Showing(showed=Showed.THROTTLED, retry_after=timedelta(seconds=17))

    slowed = pace_after_call(QUICK, asked, NOW, times=TIMES)

    assert slowed.not_before == NOW + 17 * SECOND
    sooner = pace_after_call(slowed, THROTTLED, NOW + SECOND, times=TIMES)
    assert sooner.not_before == NOW + 17 * SECOND


def test_throttles_of_one_moment_count_once_and_later_ones_halve_the_pace_down_to_a_limit() -> None:
    slowed, intervals = pace_after_call(QUICK, THROTTLED, NOW, times=TIMES), []
    assert pace_after_call(slowed, THROTTLED, NOW + SECOND, times=TIMES).interval == 1.0
    for n in range(1, 6):
        slowed = pace_after_call(slowed, THROTTLED, NOW + n * TIMES.ramp, times=TIMES)
        intervals.append(slowed.interval)
    assert intervals == [2.0, 4.0, 8.0, 10.0, 10.0]


def test_it_recovers_step_by_step_and_not_before_its_time() -> None:
    state = pace_after_call(QUICK, THROTTLED, NOW, times=TIMES)
    for n in range(1, 4):
        state = pace_after_call(state, THROTTLED, NOW + n * TIMES.ramp, times=TIMES)
    assert state.ease_at is not None
    assert pace_after_call(state, WORKS, state.ease_at - SECOND, times=TIMES) == state
    rates = []
    while state.ease_at is not None:
        state = pace_after_call(state, WORKS, state.ease_at, times=TIMES)
        rates.append(round(1 / state.interval, 3) if state.interval else None)
    assert rates == [0.375, 0.625, 0.875, None]


def test_a_long_rest_counts_as_many_steps() -> None:
    state = pace_after_call(QUICK, THROTTLED, NOW, times=TIMES)

    assert pace_after_call(state, WORKS, NOW + timedelta(hours=1), times=TIMES) == QUICK


@given(steps=st.lists(st.tuples(st.sampled_from([WORKS, FAILS, THROTTLED]), st.integers(0, 60)), max_size=40))
def test_whatever_happens_the_pace_keeps_its_limits(steps: list[tuple[Showing, int]]) -> None:
    state, now = QUICK, NOW
    for showing, seconds in steps:
        now += timedelta(seconds=seconds)
        state = pace_after_call(state, showing, now, times=TIMES)
        assert state == QUICK or 1.0 <= state.interval <= 10.0
        assert (state.not_before is None) == (state.interval == 0)
        assert msgspec.json.decode(msgspec.json.encode(state), type=Pacing) == state
