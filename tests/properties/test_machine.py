"""Whatever happens, in whatever order: nothing is lost, doubled or shown falsely, and all rows of the table are walked.

`--hypothesis-profile=soak` plays many more machines, and longer ones. SYNCLINE_SEED plays a printed seed again.
"""

import os

import pytest
from hypothesis import settings

from tests.properties.playing import Play, any_seed, clock, missed, told
from tests.properties.transitions import NOT_POSSIBLE
from tests.properties.watching import Watch

MACHINES, STEPS = 40, 50


def _size() -> tuple[int, int]:
    soak = settings.get_profile("soak")
    return (soak.max_examples, soak.stateful_step_count) if settings.default == soak else (MACHINES, STEPS)


def test_every_row_of_the_transition_table_is_walked_and_nothing_breaks(
    play: Play, capsys: pytest.CaptureFixture[str]
) -> None:
    watch, began = Watch(), clock()
    machines, steps = _size()
    seeded = int(os.environ.get("SYNCLINE_SEED") or any_seed())
    try:
        play.run(watch, machines=machines, steps=steps, seeded=seeded)
    finally:
        with capsys.disabled():
            print(told(watch, machines=machines, steps=steps, seeded=seeded, seconds=clock() - began))
    assert missed(watch, sorted(NOT_POSSIBLE)) == []
