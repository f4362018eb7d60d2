"""People press: T9 to T14."""

import pytest

from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Pressed
from backend.domain.protocol.row import Row
from backend.domain.status import RESOLVE_FIRST, Park, Phase, Status
from backend.domain.syncs.verbs import Verb
from tests.domain.protocol.make import (
    CLAIM,
    MINUTE,
    NOW,
    B,
    blocked,
    claimed,
    confirming,
    in_step,
    make_row,
    parked,
    queued,
    sent,
)

SYNCHRONIZE, FORCE = Pressed(Verb.SYNCHRONIZE), Pressed(Verb.FORCE_SYNCHRONIZE)


@pytest.mark.parametrize("before", [make_row(), in_step(desired_version=2, desired_hash=B)])
def test_synchronize_makes_an_object_due_at_once(before: Row) -> None:
    row = decide(before, SYNCHRONIZE, NOW).row
    assert (row.status, row.phase, row.next_at, row.wanted_at) == (Status.PENDING, Phase.IDLE, NOW, None)


def test_force_looks_before_anything_is_sent() -> None:
    row = decide(parked(fail_count=8), FORCE, NOW).row
    assert (row.status, row.phase, row.park, row.forced) == (Status.PENDING, Phase.CONFIRMING, None, True)
    assert (row.want, row.next_at, row.quarantine_until, row.fail_count) == (False, NOW, None, 0)
    assert decide(row, CLAIM, NOW).row == row


@pytest.mark.parametrize("verb", [SYNCHRONIZE, FORCE])
@pytest.mark.parametrize("before", [queued(), claimed(), sent(), confirming(), blocked()])
def test_a_press_on_what_is_pending_changes_nothing(before: Row, verb: Pressed) -> None:
    decision = decide(before, verb, NOW + MINUTE)
    assert (decision.row, decision.message) == (before, None)


@pytest.mark.parametrize("verb", [SYNCHRONIZE, FORCE])
@pytest.mark.parametrize("park", sorted(set(Park) - RESOLVE_FIRST))
def test_a_press_takes_an_ordinary_error_up_again(park: Park, verb: Pressed) -> None:
    row = decide(parked(park, fail_count=3), verb, NOW).row
    assert (row.status, row.park, row.fail_count, row.next_at) == (Status.PENDING, None, 0, NOW)


def test_a_force_forgives_crashes_but_one() -> None:
    row = decide(parked(Park.CRASHED, crash_count=3), Pressed(Verb.FORCE_SYNCHRONIZE), NOW).row
    assert (row.phase, row.crash_count) == (Phase.CONFIRMING, 1)
