"""What a call shows of the line."""

from datetime import timedelta
from typing import Any

import pytest

from backend.domain.levels import TOP
from backend.domain.line.showing import Showed, shown_by
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result

LINE, SETUP, THROTTLE = ErrorClass.CONNECTION, ErrorClass.SETUP, ErrorClass.THROTTLE


def told(result: Result, error_class: ErrorClass | None = None, **more: Any) -> Outcome:
    return Outcome(result=result, error_class=error_class, **more)


FINE = told(Result.APPLIED)


@pytest.mark.parametrize(
    ("answers", "showed"),
    [
        ([FINE], Showed.WORKS),
        ([told(Result.REJECTED, ErrorClass.DATA)], Showed.WORKS),
        ([told(Result.REJECTED, SETUP)], Showed.WORKS),
        ([told(Result.NOT_APPLIED, ErrorClass.BUSY)], Showed.WORKS),
        ([told(Result.UNKNOWN, ErrorClass.DUPLICATE)], Showed.WORKS),
        ([told(Result.ACKNOWLEDGED)], Showed.WORKS),
        ([told(Result.NOT_APPLIED, LINE)] * 2, Showed.FAILS),
        ([told(Result.UNKNOWN, ErrorClass.UNCLEAR)] * 2, Showed.FAILS),
        ([told(Result.UNKNOWN, ErrorClass.UNCLEAR), FINE], Showed.WORKS),
        ([told(Result.NOT_APPLIED, SETUP)] * 2, Showed.REFUSED),
        ([told(Result.NOT_APPLIED, THROTTLE), FINE], Showed.THROTTLED),
        ([Found(match=Match.ABSENT)], Showed.WORKS),
        ([Found(match=Match.UNSEEN)] * 2, Showed.FAILS),
        ([Found(match=Match.UNSEEN, error_class=ErrorClass.DATA)], Showed.WORKS),
        ([Found(match=Match.UNSEEN, error_class=SETUP)], Showed.REFUSED),
        ([Found(match=Match.UNSEEN, error_class=THROTTLE)], Showed.THROTTLED),
    ],
)
def test_a_call_shows_of_the_line(answers: list[Any], showed: Showed) -> None:
    assert shown_by(answers, TOP).showed is showed


def test_a_refusal_at_an_entity_may_mean_that_entity_alone() -> None:
    showing = shown_by([told(Result.NOT_APPLIED, SETUP)], "100")

    assert (showing.showed, showing.credentials) == (Showed.FAILS, True)


def test_of_several_times_to_wait_the_longest_counts() -> None:
    asked = [told(Result.NOT_APPLIED, THROTTLE, retry_after=timedelta(seconds=n)) for n in (3, 9, 5)]

    assert shown_by(asked, TOP).retry_after == timedelta(seconds=9)
