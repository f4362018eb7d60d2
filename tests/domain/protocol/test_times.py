"""Whatever a third party promises, the protocol's times fit together; what cannot fit is refused with a sentence."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from backend.domain.protocol.times import SEND_WITHIN, Times
from tests.domain.protocol.make import PROMISES

NOTHING, MOMENT = timedelta(0), timedelta(milliseconds=1)
_UP_TO_TEN_DAYS = st.timedeltas(NOTHING, timedelta(days=10))


@settings(max_examples=500, deadline=None)
@given(st.timedeltas(MOMENT, timedelta(days=1)), _UP_TO_TEN_DAYS, _UP_TO_TEN_DAYS, _UP_TO_TEN_DAYS)
def test_no_promises_break_an_inequality(
    call: timedelta, processing: timedelta, lag: timedelta, answers: timedelta
) -> None:
    given = {"call_timeout": call, "longest_processing": processing, "look_up_lag": lag, "answers_within": answers}
    times = Times.of(replace(PROMISES, **given))
    assert times.call == call
    assert times.lease > times.call, "who waits for an answer holds its row"
    assert times.prepare > times.call, "so does who builds meanwhile"
    assert times.look > 2 * times.call, "a look waits for the call on the wire, and is one"
    assert times.quarantine >= call + SEND_WITHIN + processing + lag, "a look that decides sees what came late"
    assert times.quarantine >= call + SEND_WITHIN + answers + lag, "also where the acknowledgement was lost"
    assert times.answer >= answers + lag
    assert times.lag >= lag
    assert NOTHING <= times.rest <= processing


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"call_timeout": NOTHING}, "the time limit of a call must be more than nothing"),
        ({"longest_processing": -MOMENT}, "longest processing must not be negative"),
        ({"look_up_lag": -MOMENT}, "look up lag must not be negative"),
        ({"answers_within": -MOMENT}, "answers within must not be negative"),
    ],
)
def test_promises_that_contradict_the_protocol_are_refused(given: dict[str, timedelta], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Times.of(replace(PROMISES, **given))
