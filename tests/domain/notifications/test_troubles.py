"""Causes are told of one by one, as long as they are few."""

from collections.abc import Collection

import pytest

from backend.domain.notifications.troubles import MOST_CAUSES, Event, cause_troubles

FEW, MANY = range(1, MOST_CAUSES + 1), range(1, MOST_CAUSES + 2)
NOTED = {(Event.CAUSE, 1), (Event.CAUSE, 99)}
GATHERED = NOTED | {(Event.MANY, 0), (Event.HELD, 0)}


@pytest.mark.parametrize(
    ("standing", "still", "waits", "own", "many"),
    [
        (FEW, set(), False, [*FEW], 0),
        (FEW, GATHERED, False, [*FEW], 0),
        (FEW, NOTED, True, [*FEW, 99], 0),
        (MANY, set(), False, [], 21),
        (MANY, NOTED, False, [1], 21),
        (MANY, NOTED, True, [1, 99], 21),
        ([1, 2], GATHERED, True, [1, 99], 2),
    ],
)
def test_more_than_twenty_are_one_trouble_beside_those_that_were_noted_before(
    standing: Collection[int], still: Collection[tuple[Event, int]], waits: bool, own: list[int], many: int
) -> None:
    troubles = cause_troubles(standing, still, waits=waits)

    assert [one.cause for one in troubles if one.event is Event.CAUSE] == own
    assert [one.count for one in troubles if one.event is Event.MANY] == ([many] if many else [])
