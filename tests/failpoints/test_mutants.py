"""Broken protocols: the matrix's own machinery finds each of those that a crash point can tell from the sound one.

Not here, because no crash point alone tells them apart: *no fence* (phase, open attempt, slot and the time of the
look hide it), *force skips confirm* (a press is refused before), *early find by content* (what is there already is
never sent again). The exhaustive model finds them.
"""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from tests.failpoints.acting import Action
from tests.failpoints.cases import Case, Remote, What
from tests.failpoints.lanes.lane import Told
from tests.failpoints.mutants import MUTANTS

pytestmark = pytest.mark.alone  # its lanes fill the machine

LOST = Case(point="after-reply", action=Action.EXIT)
# Carried out after the connection has rested: that alone would keep who looks too early from being wrong.
LATER = Case(point="after-complete", action=Action.RAISE, remote=Remote.LATE, late_seconds=4.5)
SLEPT = Case(point="before-send", action=Action.WAIT, dedupes=True)  # through the quarantine
OVERTAKEN = Case(point="after-reply", action=Action.WAIT, newer=True)

KILLERS = {
    "no quarantine": LATER,
    "no look-up": LOST,
    "forgotten intent": LOST,
    "no intent": LOST,
    "key per attempt": SLEPT,
    "update resets state": OVERTAKEN,
    "success without version": replace(OVERTAKEN, what=What.UPDATE),
}
SOUND = list({case.name: case for case in KILLERS.values()}.values())
BROKEN = [replace(case, mutant=mutant) for mutant, case in KILLERS.items()]


def test_every_mutant_has_a_case() -> None:
    assert set(KILLERS) == set(MUTANTS)


@pytest.mark.parametrize("case", SOUND, ids=lambda case: case.name)
def test_the_sound_protocol_passes_where_mutants_are_found(case: Case, told: Mapping[str, Told]) -> None:
    assert told[case.name].problems == [], told[case.name].story


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.mutant)
def test_a_mutant_is_found(case: Case, told: Mapping[str, Told]) -> None:
    assert [one for one in told[case.name].problems if "crashes were counted" not in one]
