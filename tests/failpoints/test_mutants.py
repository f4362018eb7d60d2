"""Broken protocols: the matrix's own machinery finds each of those that a crash point can tell from the sound one.

Not here, because no crash point alone tells them apart: *no fence* (phase, open attempt, slot and the time of the
look hide it), *force skips confirm* (a press is refused before), *early find by content* (what is there already is
never sent again). The exhaustive model finds them.
"""

import re
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

ONCE, WRITTEN_DOWN = r"was created \d+ times", "has no attempt"
SETTLED, NEVER_EARLY = r"attempt \d+ is open", r"was shown in success at version \d+ too early"
# Where it is found, and by the promise that it breaks.
KILLERS = {
    "no quarantine": (LATER, ONCE),
    "no look-up": (LOST, ONCE),
    "forgotten intent": (LOST, SETTLED),
    "no intent": (LOST, WRITTEN_DOWN),
    "key per attempt": (SLEPT, ONCE),
    "update resets state": (OVERTAKEN, ONCE),
    "success without version": (replace(OVERTAKEN, what=What.UPDATE), NEVER_EARLY),
}
SOUND = list({case.name: case for case, _ in KILLERS.values()}.values())
BROKEN = [(replace(case, mutant=mutant), promise) for mutant, (case, promise) in KILLERS.items()]


def test_every_mutant_has_a_case() -> None:
    assert set(KILLERS) == set(MUTANTS)


@pytest.mark.parametrize("case", SOUND, ids=lambda case: case.name)
def test_the_sound_protocol_passes_where_mutants_are_found(case: Case, told: Mapping[str, Told]) -> None:
    assert told[case.name].problems == [], told[case.name].story


@pytest.mark.parametrize(("case", "promise"), BROKEN, ids=KILLERS)
def test_a_mutant_is_found_by_the_promise_that_it_breaks(case: Case, promise: str, told: Mapping[str, Told]) -> None:
    problems = told[case.name].problems
    assert any(re.search(promise, one) for one in problems), problems
