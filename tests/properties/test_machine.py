"""Whatever happens, in whatever order: nothing is lost, doubled or shown falsely, and all rows of the table are walked.

`--hypothesis-profile=soak` plays many more machines, and longer ones. SYNCLINE_SEED plays a printed seed again.
"""

import os
from pathlib import Path

import asyncpg
import pytest
from hypothesis import settings

from backend.runtime import Runtime
from tests.factories import make_envelope, make_integration, receive, sql
from tests.properties.playing import Play, any_seed, clock, missed, told
from tests.properties.transitions import ELSEWHERE, NOT_POSSIBLE, rows_of_the_page
from tests.properties.watching import Watch

ROOT = Path(__file__).parents[2]
MACHINES, STEPS = 60, 50
MORE_ROUNDS = 3  # of the rarest rows one round may see none


def _size() -> tuple[int, int]:
    soak = settings.get_profile("soak")
    return (soak.max_examples, soak.stateful_step_count) if settings.default == soak else (MACHINES, STEPS)


def test_every_row_of_the_transition_table_is_walked_and_nothing_breaks(
    play: Play, capsys: pytest.CaptureFixture[str]
) -> None:
    watch, seeded = Watch(), int(os.environ.get("SYNCLINE_SEED") or any_seed())
    for more in range(1 + MORE_ROUNDS):
        if more == 0 or missed(watch, [*NOT_POSSIBLE, *ELSEWHERE]):
            _play(play, watch, seeded + more, capsys)
    assert missed(watch, [*NOT_POSSIBLE, *ELSEWHERE]) == []


def _play(play: Play, watch: Watch, seeded: int, capsys: pytest.CaptureFixture[str]) -> None:
    (machines, steps), began = _size(), clock()
    try:
        play.run(watch, machines=machines, steps=steps, seeded=seeded)
    finally:
        with capsys.disabled():
            print(told(watch, machines=machines, steps=steps, seeded=seeded, seconds=clock() - began))


@pytest.mark.parametrize("row", ELSEWHERE)
def test_what_is_no_step_of_a_row_is_shown_by_another_test(row: str) -> None:
    assert row in rows_of_the_page()
    assert (ROOT / ELSEWHERE[row]).exists()


@pytest.mark.anyio
async def test_nobody_writes_a_status(runtime: Runtime) -> None:
    """T45 has no row: the column is computed."""
    await make_integration(runtime)
    await receive(runtime, make_envelope())
    with pytest.raises(asyncpg.PostgresError, match="can only be updated to DEFAULT"):
        await sql("UPDATE binding SET status = 'success'")
