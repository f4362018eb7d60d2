"""Workers that are struck at every step of a push: each object is there once, in its last version, and says so."""

from collections.abc import Mapping

import pytest

from tests.failpoints.cases import Case, matrix
from tests.failpoints.lanes.lane import Told
from tests.failpoints.points import POINTS

pytestmark = pytest.mark.alone  # its lanes fill the machine

CASES = matrix()


def test_the_matrix_has_as_many_cases_as_the_plan_asks_for() -> None:
    assert len(POINTS) == 20
    assert len(CASES) == len({case.name for case in CASES}) == 378


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_wherever_a_worker_is_struck_each_object_is_there_once(case: Case, told: Mapping[str, Told]) -> None:
    assert told[case.name].problems == [], told[case.name].story
