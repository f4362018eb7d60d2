"""Whatever happens, in whatever order: nothing is lost, doubled or shown falsely, and all rows of the table are walked.

They are played in rounds, each with a seed of its own: SYNCLINE_SEED plays that round again, and those after it.
`--hypothesis-profile=soak` plays many more machines, and longer ones; SYNCLINE_MACHINES says how many.
"""

import ast
import os
import re
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
_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
MACHINES, STEPS = 300, 60
IN_A_ROUND = 50
MORE_ROUNDS = 3  # of the rarest rows all of them may see none


def _size() -> tuple[int, int]:
    """How many rounds, and how many steps of each machine."""
    soak = settings.get_profile("soak")
    asked = (soak.max_examples, soak.stateful_step_count) if settings.default == soak else (MACHINES, STEPS)
    machines = int(os.environ.get("SYNCLINE_MACHINES") or asked[0])
    return -(-machines // IN_A_ROUND), asked[1]


def test_every_row_of_the_transition_table_is_walked_and_nothing_breaks(
    play: Play, capsys: pytest.CaptureFixture[str]
) -> None:
    watch, seeded = Watch(), int(os.environ.get("SYNCLINE_SEED") or any_seed())
    rounds, steps = _size()
    try:
        for number in range(rounds + MORE_ROUNDS):
            if number < rounds or missed(watch, [*NOT_POSSIBLE, *ELSEWHERE]):
                _play(play, watch, seeded + number, steps, capsys)
    finally:
        with capsys.disabled():
            print(told(watch))
    assert missed(watch, [*NOT_POSSIBLE, *ELSEWHERE]) == []


def _play(play: Play, watch: Watch, seeded: int, steps: int, capsys: pytest.CaptureFixture[str]) -> None:
    began, ended = clock(), "broken"
    try:
        play.run(watch, machines=IN_A_ROUND, steps=steps, seeded=seeded)
        ended = "sound"
    finally:
        with capsys.disabled():
            print(f"\n{IN_A_ROUND} machines of {steps} steps, seed {seeded}, {clock() - began:.0f} s: {ended}", end="")


@pytest.mark.parametrize("row", ELSEWHERE)
def test_what_is_no_step_of_a_row_is_shown_by_another_test(row: str) -> None:
    """The test is there by this name, and says of which row of the table it is."""
    assert row in rows_of_the_page()
    file, _, name = ELSEWHERE[row].partition("::")
    tests = {one.name: one for one in ast.walk(ast.parse((ROOT / file).read_text())) if isinstance(one, _FUNCTION)}
    assert name in tests
    assert row.split(maxsplit=1)[0] in re.findall(r"T\d+", ast.get_docstring(tests[name]) or "")


@pytest.mark.anyio
async def test_nobody_writes_a_status(runtime: Runtime) -> None:
    """T45 has no row: the column is computed."""
    await make_integration(runtime)
    await receive(runtime, make_envelope())
    with pytest.raises(asyncpg.PostgresError, match="can only be updated to DEFAULT"):
        await sql("UPDATE binding SET status = 'success'")
