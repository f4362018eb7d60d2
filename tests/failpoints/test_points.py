"""Failpoints hang on names in the product, and the product knows nothing of them."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.failpoints.acting import Action, SeamLostError, around
from tests.failpoints.cases import Case, What
from tests.failpoints.lanes.lane import Told
from tests.failpoints.points import POINTS
from tests.journeys.demo import ROOT

STALLED = Case(point="after-intent-commit", action=Action.SLEEP, seconds=10)
CREATED = Case(point="after-intent-commit", action=Action.SLEEP, what=What.BATCH, seconds=10)

pytestmark = pytest.mark.alone  # its lanes fill the machine

INSTALL = """
from tests.failpoints.acting import Action, Failpoint, install
install([Failpoint(point={!r}, action=Action.RAISE)])
"""


@pytest.mark.parametrize("case", [STALLED, CREATED], ids=lambda case: case.name)
def test_a_worker_that_stalls_for_ten_seconds_after_its_intent_sends_nothing_any_more(
    case: Case, told: Mapping[str, Told]
) -> None:
    """Another one has looked and sent by then: once."""
    assert told[case.name].problems == [], told[case.name].story


def test_every_seam_is_there() -> None:
    """In a process of its own: what is put in stays in."""
    for point in POINTS:
        subprocess.run([sys.executable, "-c", INSTALL.format(point)], cwd=ROOT, check=True)


def test_a_seam_that_is_gone_is_refused_loudly() -> None:
    with pytest.raises(SeamLostError, match=r"backend.actions.tend has no reap_everything any more"):
        around("backend.actions.tend", "reap_everything", lambda function: function)


def test_the_product_holds_no_failpoint() -> None:
    sources = [file for folder in ("backend", "jobs", "frontend") for file in Path(ROOT, folder).rglob("*.py")]
    assert sources
    assert [file for file in sources if "failpoint" in file.read_text().lower()] == []
