"""A version comes in: T6, T7, T8. (T1 and T2 are in SQL, T3–T5 in backend.domain.ingest.receiving.)"""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from backend.domain.protocol.decide import decide
from backend.domain.protocol.row import Row
from backend.domain.status import Park, Phase, Status
from tests.domain.protocol.make import (
    MINUTE,
    NOW,
    QUIET,
    A,
    B,
    accepted,
    blocked,
    claimed,
    confirming,
    in_step,
    make_row,
    parked,
    queued,
    sent,
)


def test_a_newer_version_of_an_automatic_kind_is_queued_after_a_quiet_time() -> None:
    row = decide(in_step(), accepted(automatic=True), NOW).row
    assert (row.status, row.phase, row.next_at, row.wanted_at) == (Status.PENDING, Phase.IDLE, NOW + QUIET, NOW)
    assert (row.desired_version, row.desired_hash, row.synced_version) == (2, B, 1)


@pytest.mark.parametrize(
    ("before", "status"), [(make_row(), Status.NOT_INTEGRATED), (in_step(), Status.DESYNCHRONIZED)]
)
def test_a_newer_version_of_a_manual_kind_waits_for_a_person(before: Row, status: Status) -> None:
    row = decide(before, accepted(), NOW).row
    assert (row.status, row.want, row.next_at, row.desired_version) == (status, False, None, 2)


def test_newer_versions_restart_the_quiet_time_for_a_minute_at_most() -> None:
    row, now = make_row(), NOW
    for version in range(2, 40):
        row = decide(row, accepted(version, automatic=True), now).row
        assert row.next_at is not None
        assert row.next_at == min(now + QUIET, NOW + MINUTE)
        now += timedelta(seconds=4)


def test_a_newer_version_makes_nothing_leave_before_a_long_quiet_time() -> None:
    long, row = timedelta(hours=1), make_row()
    for version in (2, 3, 4):
        event = replace(accepted(version, automatic=True), quiet=long)
        row = decide(row, event, NOW + version * MINUTE).row
    assert row.next_at == NOW + 2 * MINUTE + long


def test_a_press_is_not_delayed_by_a_newer_version() -> None:
    row = decide(queued(), accepted(automatic=True), NOW + QUIET).row
    assert row.next_at == NOW


def test_old_content_under_a_new_number_is_in_step_without_a_push() -> None:
    row = decide(in_step(), accepted(2, A, automatic=True), NOW).row
    assert (row.status, row.synced_version, row.want) == (Status.SUCCESS, 2, False)


@pytest.mark.parametrize("automatic", [True, False])
@pytest.mark.parametrize("before", [claimed(), sent(), confirming(), confirming(lease_until=None)])
def test_a_newer_version_never_touches_a_running_push(before: Row, automatic: bool) -> None:
    row = decide(before, accepted(automatic=automatic), NOW + MINUTE).row
    assert row == replace(before, want=True, desired_version=2, desired_hash=B)


def test_a_newer_version_of_a_blocked_object_is_looked_at_again_at_once_in_its_old_turn() -> None:
    before = blocked(wanted_at=NOW - MINUTE)
    decision = decide(before, accepted(), NOW)
    facts = {"desired_version": 2, "desired_hash": B, "wanted_at": None, "next_at": NOW - MINUTE}
    assert decision.row == replace(before, phase=Phase.IDLE, want=True, **facts)
    assert decision.message == "", "it may need something else now"


@pytest.mark.parametrize("park", [Park.ORDINARY, Park.EXHAUSTED, Park.BLOCKED])
def test_a_corrected_version_ends_an_error_that_content_can_cause(park: Park) -> None:
    before = parked(park, fail_count=8)
    by_itself, by_hand = (decide(before, accepted(automatic=way), NOW).row for way in (True, False))
    assert (by_itself.status, by_itself.park, by_itself.fail_count) == (Status.PENDING, None, 0)
    assert (by_hand.status, by_hand.park, by_hand.want) == (Status.NOT_INTEGRATED, None, False)


@pytest.mark.parametrize("park", [Park.FOREIGN, Park.DUPLICATE, Park.CRASHED])
def test_a_newer_version_does_not_end_an_error_that_a_person_must_resolve(park: Park) -> None:
    decision = decide(parked(park), accepted(automatic=True), NOW)
    assert decision.row == replace(parked(park), desired_version=2, desired_hash=B)
    assert decision.message is None
