"""People press: T9 to T15, and Retry."""

import pytest

from backend.domain.objects import Category
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Adopted, Pressed, Retried
from backend.domain.protocol.row import Row
from backend.domain.status import RESOLVE_FIRST, Park, Phase, Status
from backend.domain.verbs import Verb
from tests.domain.protocol.make import (
    CLAIM,
    MINUTE,
    NOW,
    A,
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


def test_retry_makes_a_waiting_document_due_now() -> None:
    assert decide(queued(next_at=NOW + MINUTE), Retried(), NOW).row == queued(next_at=NOW)


def test_retry_looks_now_and_keeps_the_time_before_which_nothing_is_sent() -> None:
    before = confirming(lease_until=None)
    row = decide(before, Retried(), NOW).row
    assert (row.next_at, row.quarantine_until, row.phase) == (NOW, before.quarantine_until, Phase.CONFIRMING)


@pytest.mark.parametrize(
    "before",
    [
        queued(category=Category.MASTER_DATA, next_at=NOW + MINUTE),
        confirming(category=Category.MASTER_DATA, lease_until=None),
        confirming(),
        make_row(),
        claimed(),
        sent(),
        blocked(),
        parked(),
        in_step(),
    ],
)
def test_retry_leaves_alone_what_is_no_waiting_document(before: Row) -> None:
    assert decide(before, Retried(), NOW).row == before


def test_nothing_is_created_after_an_adoption_so_its_updates_have_keys_of_their_own() -> None:
    row = decide(parked(Park.FOREIGN, epoch_unknown=True), Adopted("10042", "top"), NOW).row
    assert row.epoch_unknown is False
    spoilt = parked(Park.FOREIGN, epoch_unknown=True, linked=True)
    assert decide(spoilt, Adopted("10042", "top"), NOW).row.epoch_unknown is True


def test_a_force_forgives_crashes_but_one() -> None:
    row = decide(parked(Park.CRASHED, crash_count=3), Pressed(Verb.FORCE_SYNCHRONIZE), NOW).row
    assert (row.phase, row.crash_count) == (Phase.CONFIRMING, 1)


def test_an_adopted_record_is_ours_and_out_of_step_until_it_is_sent() -> None:
    decision = decide(parked(Park.FOREIGN, synced_version=1, synced_hash=A), Adopted("10042", "100"), NOW)
    assert (decision.row.status, decision.row.linked, decision.row.level) == (Status.DESYNCHRONIZED, True, "100")
    assert (decision.row.park, decision.row.synced_version, decision.row.synced_hash) == (None, None, None)
    assert "10042" in (decision.message or "")


@pytest.mark.parametrize("before", [parked(), parked(Park.DUPLICATE), in_step(), sent(), make_row()])
def test_only_a_foreign_record_is_adopted(before: Row) -> None:
    assert decide(before, Adopted("10042", "100"), NOW).row == before
