"""Everything is hurt at once, above and below what can be pushed; and whoever cuts a belt of the protocol is noticed.

The figures of a run are printed; docs/reliability.md says what they mean.
"""

import faulthandler
import subprocess
import sys

import pytest

from tests.chaos.processes.mutants import ELSEWHERE, MUTANTS
from tests.journeys.demo import ROOT

PATIENCE_SECONDS = 900  # on a machine of any speed
pytestmark = pytest.mark.alone  # "below what can be pushed" is true of a machine that does nothing else


def test_whatever_fails_at_once_nothing_is_lost_or_there_twice_and_no_success_is_false() -> None:
    code, told = chaos()

    assert code == 0, told


def test_the_protocol_with_one_belt_cut_is_noticed() -> None:
    """Or a run without findings would prove nothing."""
    code, told = chaos("--mutants")

    assert code == 0, told
    assert all(name in told for name in [*MUTANTS, *ELSEWHERE])


def chaos(*arguments: str) -> tuple[int, str]:
    """Exit code and what was printed, with its seed; printed here, too."""
    faulthandler.cancel_dump_traceback_later()  # a run may take longer than a test; one that hangs ends below
    command = [sys.executable, "-m", "tests.chaos", *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )
    print(done.stdout)
    return done.returncode, done.stdout
