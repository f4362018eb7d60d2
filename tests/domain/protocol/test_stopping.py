"""A sync is stopped: T41."""

from typing import Any

import pytest
from msgspec.structs import replace

from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Claimed, LookClaimed, Pressed, Restored, Stopped
from backend.domain.protocol.row import Row
from backend.domain.protocol.steps.reading_back import next_read_back
from backend.domain.pushes.found import Match
from backend.domain.pushes.outcome import Result
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import STAYS_PARKED, Park, Phase, Status
from backend.domain.syncs.verbs import Verb
from tests.domain.protocol.make import (
    MINUTE,
    NOW,
    A,
    B,
    C,
    accepted,
    answered,
    blocked,
    claimed,
    confirming,
    in_step,
    intended,
    intent,
    looked,
    make_row,
    parked,
    queued,
    sent,
)

FORCED = [park for park in Park if park not in (Park.FOREIGN, Park.DUPLICATE)]


def stopped(**given: Any) -> Stopped:
    return Stopped(**{"version": 1, "automatic": False, "park": None, "said": ""} | given)


def pressed(row: Row, verb: Verb) -> Row:
    return decide(row, Pressed(verb), NOW).row


@pytest.mark.parametrize("before", [make_row(), in_step(desired_version=2, desired_hash=B)])
def test_what_waits_is_as_it_was_before_the_press(before: Row) -> None:
    after = decide(pressed(before, Verb.SYNCHRONIZE), stopped(version=before.desired_version), NOW + MINUTE)

    assert after.row == before
    assert after.message == ""


def test_of_an_automatic_kind_what_only_the_press_wanted_is_withdrawn_too() -> None:
    after = decide(pressed(make_row(), Verb.SYNCHRONIZE), stopped(automatic=True), NOW + MINUTE)
    assert after.row == make_row()


@pytest.mark.parametrize(("newest", "automatic", "wanted"), [(1, True, False), (2, False, False), (2, True, True)])
def test_of_what_is_only_compared_a_stop_leaves_what_is_wanted_without_it(
    newest: int, *, automatic: bool, wanted: bool
) -> None:
    compared = confirming(open_attempt=None, want=True, desired_version=newest)
    assert decide(compared, stopped(automatic=automatic), NOW).row == replace(compared, want=wanted)


def test_whose_look_is_over_did_not_die_of_it() -> None:
    looks = confirming(forced=True, open_attempt=None, lease_until=NOW)
    row = decide(looks, stopped(park=Park.ORDINARY), NOW + MINUTE).row
    assert (row.park, row.fence, row.crash_count) == (Park.ORDINARY, looks.fence + 1, 0)


@pytest.mark.parametrize("before", [queued(), in_step(desired_version=2, desired_hash=B, want=True, next_at=NOW)])
@pytest.mark.parametrize("match", [Match.ABSENT, Match.OLDER, Match.EQUAL])
def test_what_is_looked_up_first_after_a_restoration_is_sent_no_more(before: Row, match: Match) -> None:
    row = decide(before, Restored(NOW), NOW).row
    row = decide(row, Claimed(MINUTE, look_from=NOW), NOW).row
    assert (row.phase, row.want) == (Phase.CONFIRMING, True)
    row = decide(row, stopped(version=row.desired_version), NOW).row
    assert (row.phase, row.want) == (Phase.CONFIRMING, False)
    after = decide(row, looked(match, current=(row.desired_version, row.desired_hash)), NOW + MINUTE).row
    assert after.status is not Status.PENDING


@pytest.mark.parametrize("park", FORCED)
def test_the_error_before_a_force_of_a_backup_comes_back_too(park: Park) -> None:
    forced = decide(pressed(parked(park), Verb.FORCE_SYNCHRONIZE), Restored(NOW), NOW).row
    after = decide(forced, stopped(park=park, said="No such term"), NOW)
    assert (after.row, after.message) == (parked(park), "No such term")


def test_so_it_does_while_it_is_being_looked_at_and_who_looks_loses_it() -> None:
    row = decide(pressed(parked(linked=True), Verb.FORCE_SYNCHRONIZE), Restored(NOW), NOW).row
    looking = decide(row, LookClaimed(MINUTE), NOW).row
    row = decide(looking, stopped(park=Park.ORDINARY, said="No such term"), NOW).row
    assert (row.park, row.fence, row.lease_until) == (Park.ORDINARY, looking.fence + 1, None)


def test_what_is_looked_up_first_goes_on_if_a_newer_version_is_wanted_by_itself() -> None:
    row = decide(queued(), Claimed(MINUTE, look_from=NOW), NOW).row
    row = decide(row, accepted(automatic=True), NOW).row
    assert decide(row, stopped(automatic=True), NOW).row == row


def test_what_waits_for_something_it_needs_is_withdrawn_too() -> None:
    assert decide(blocked(), stopped(), NOW).row.status is Status.NOT_INTEGRATED


def test_what_waits_for_its_next_try_is_withdrawn_too() -> None:
    assert decide(queued(next_at=NOW + MINUTE, fence=9), stopped(), NOW).row.status is Status.NOT_INTEGRATED


def test_what_a_worker_is_building_is_withdrawn_and_lost_to_it() -> None:
    row = decide(claimed(), stopped(), NOW).row
    assert row == make_row(fence=claimed().fence + 1)
    assert decide(row, intended(), NOW).row == row


@pytest.mark.parametrize("row", [sent(), confirming(), confirming(lease_until=None), in_step(), parked()])
def test_what_was_sent_or_has_ended_stays_as_it_is(row: Row) -> None:
    for event in (stopped(), stopped(park=Park.ORDINARY, said="No")):
        after = decide(row, event, NOW)

        assert (after.row, after.message) == (row, None)


@pytest.mark.parametrize("park", FORCED)
def test_an_error_that_nobody_looked_at_comes_back_with_what_was_said(park: Park) -> None:
    forced = pressed(parked(park), Verb.FORCE_SYNCHRONIZE)

    after = decide(forced, stopped(park=park, said="No such term"), NOW)

    assert (after.row, after.message) == (parked(park), "No such term")


@pytest.mark.parametrize("match", [Match.ABSENT, Match.OLDER])
def test_an_error_comes_back_also_while_it_is_looked_at_or_after(match: Match) -> None:
    looking = decide(pressed(parked(), Verb.FORCE_SYNCHRONIZE), LookClaimed(MINUTE), NOW).row
    seen = decide(looking, looked(match), NOW).row
    assert (seen.phase, seen.want) == (Phase.IDLE, True)
    for row in (looking, seen):
        after = decide(row, stopped(park=Park.ORDINARY, said="No such term"), NOW)
        assert (after.row.park, after.message) == (Park.ORDINARY, "No such term")
        assert after.row.fence == row.fence + (row is looking)


def test_what_was_unknown_and_is_not_there_is_withdrawn_and_its_key_stays() -> None:
    unknown = confirming(epoch_unknown=True, quarantine_until=NOW)
    queued_again = decide(unknown, looked(Match.ABSENT, of=intent()), NOW + MINUTE).row
    assert queued_again.want
    after = decide(queued_again, stopped(), NOW + MINUTE).row
    assert (after.status, after.epoch_unknown) == (Status.NOT_INTEGRATED, True)
    assert after.create_epoch == unknown.create_epoch


@pytest.mark.parametrize("verb", Verb)
def test_a_newer_version_that_is_wanted_by_itself_goes_on(verb: Verb) -> None:
    park = Park.ORDINARY if verb is Verb.FORCE_SYNCHRONIZE else None
    before = parked(park) if park else make_row()
    newer = decide(pressed(before, verb), accepted(automatic=True), NOW).row

    assert decide(newer, stopped(automatic=True, park=park), NOW).row == newer


@pytest.mark.parametrize("park", FORCED)
def test_a_newer_version_ends_an_error_also_when_its_force_is_stopped(park: Park) -> None:
    """As it would have without the press: T8."""
    newer = decide(pressed(parked(park), Verb.FORCE_SYNCHRONIZE), accepted(), NOW).row

    after = decide(newer, stopped(park=park, said="No such term"), NOW).row

    assert after.phase is (Phase.PARKED if park in STAYS_PARKED else Phase.IDLE)
    assert not after.want


@pytest.mark.parametrize("park", FORCED)
def test_what_was_forced_and_is_there_is_in_error_no_more_whatever_it_was(park: Park) -> None:
    """A newer version of a manual kind came while it was on the wire: T7, T26."""
    row = decide(sent(), accepted(), NOW).row
    row = decide(row, answered(Result.APPLIED, remote=RemoteRef(id="R1")), NOW).row
    assert row.want

    after = decide(row, stopped(park=park, said="No such term"), NOW)

    assert (after.row.status, after.message) == (Status.DESYNCHRONIZED, "")


def test_what_was_said_of_an_object_out_of_step_is_said_again_unless_something_newer_came() -> None:
    before = in_step(desired_version=2, desired_hash=B)
    row = pressed(before, Verb.SYNCHRONIZE)
    after = decide(row, stopped(version=2, said="It was changed there"), NOW)
    assert (after.row, after.message) == (before, "It was changed there")
    newer = decide(row, accepted(3, C), NOW).row
    assert decide(newer, stopped(version=2, said="It was changed there"), NOW).message == ""


def test_what_holds_the_content_that_came_again_meanwhile_is_in_step() -> None:
    row = pressed(in_step(desired_version=2, desired_hash=B), Verb.SYNCHRONIZE)
    row = decide(row, accepted(3, A), NOW).row
    after = decide(row, stopped(version=2), NOW).row
    assert (after.status, after.synced_version) == (Status.SUCCESS, 3)
    assert after.next_at == next_read_back(NOW)


@pytest.mark.parametrize("died", [False, True])
def test_a_worker_that_died_of_it_before_the_stop_is_counted(died: bool) -> None:
    row = claimed(crash_count=1)
    after = decide(row, stopped(), NOW + (2 * MINUTE if died else MINUTE / 2)).row
    assert (after.status, after.crash_count) == (Status.NOT_INTEGRATED, 1 + died)
