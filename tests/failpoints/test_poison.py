"""Objects that take down whoever touches them, with a single worker: parked after three crashes, and nobody else is."""

from collections.abc import Mapping

import pytest

from tests.failpoints.acting import Action
from tests.failpoints.cases import Case
from tests.failpoints.lanes.lane import Told
from tests.failpoints.poison import POISONS

pytestmark = pytest.mark.alone  # its lanes fill the machine

CASES = [Case(point="", action=Action.EXIT, poison=poison) for poison in POISONS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.poison)
def test_what_takes_workers_down_is_parked_after_three_crashes_and_its_neighbours_are_sent(
    case: Case, told: Mapping[str, Told]
) -> None:
    """Alone after the first. A worker whose event loop hangs ends by itself, or nobody would be left."""
    assert told[case.name].problems == [], told[case.name].story
