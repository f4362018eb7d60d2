"""A restored database: what it says of the third party is looked up before anything is sent (T42)."""

import pytest
from msgspec.structs import replace

from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Claimed, LookAsked, LookClaimed, Pressed, Restored, Unblocked
from backend.domain.protocol.row import Intent, Row
from backend.domain.protocol.steps.restoring import LOOKED_UP_FIRST
from backend.domain.pushes.found import Match
from backend.domain.status import Park, Phase, Status
from backend.domain.syncs.verbs import Verb
from tests.domain.protocol.make import (
    CLAIM,
    EVERY_ROW,
    MINUTE,
    NOW,
    TIMES,
    A,
    B,
    accepted,
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

UNTIL = NOW + TIMES.quarantine
RESTORED = Restored(UNTIL)
LOOKS_FIRST = Claimed(MINUTE, look_from=UNTIL)
UPDATE = intent(create=False, version=2, hash=B)
WAITED_FOR_AN_UPDATE = {"desired_version": 2, "desired_hash": B, "want": True, "next_at": NOW}
OF_A_RECORD = {"linked": True, "synced_version": 1, "synced_hash": A, "level": "top"}
BLOCKED_UPDATE = parked(Park.BLOCKED, **OF_A_RECORD, desired_version=2, desired_hash=B)
FORCED = confirming(forced=True, open_attempt=None, epoch_unknown=False, quarantine_until=None, lease_until=None)


@pytest.mark.parametrize("before", EVERY_ROW)
def test_nothing_that_has_a_record_or_was_sent_is_taken_for_known(before: Row) -> None:
    """T42."""
    row = decide(before, RESTORED, NOW).row
    if before.linked or before.open_attempt is not None:
        assert (row.phase, row.status, row.open_attempt) == (Phase.CONFIRMING, Status.PENDING, before.open_attempt)
        assert row.next_at is not None
        assert row.next_at >= UNTIL
        assert row.quarantine_until == row.next_at
    else:
        assert row.status is before.status
    assert row.lease_until is None
    assert row.fence == before.fence + (before.lease_until is not None)


def test_once_more_it_changes_nothing() -> None:
    for before in [*EVERY_ROW, BLOCKED_UPDATE, FORCED]:
        row = decide(before, RESTORED, NOW).row
        assert decide(row, RESTORED, NOW).row == row


@pytest.mark.parametrize("before", [in_step(), in_step(desired_version=2, desired_hash=B), in_step(crash_count=1)])
@pytest.mark.parametrize("match", Match)
def test_what_nobody_asked_for_is_never_sent_by_a_look(before: Row, match: Match) -> None:
    row = decide(before, RESTORED, NOW).row
    row = decide(row, looked(match, current=(row.desired_version, row.desired_hash)), UNTIL).row
    assert not row.want
    assert row.phase is (Phase.CONFIRMING if match is Match.UNSEEN else row.phase)


@pytest.mark.parametrize("match", [Match.EQUAL, Match.OLDER])
@pytest.mark.parametrize("automatic", [True, False])
def test_a_version_that_is_handed_over_again_is_sent_only_if_its_kind_is_automatic(
    match: Match, *, automatic: bool
) -> None:
    row = decide(decide(in_step(), RESTORED, NOW).row, accepted(automatic=automatic), NOW).row
    assert (row.phase, row.want) == (Phase.CONFIRMING, automatic)
    for current in ((1, A), (2, B)):
        after = decide(row, looked(match, current=current), UNTIL).row
        equal = match is Match.EQUAL and current == (2, B)
        unsent = Status.SUCCESS if equal else Status.DESYNCHRONIZED
        assert after.status is (Status.PENDING if automatic and not equal else unsent)


def test_what_is_there_as_we_would_write_it_is_a_success() -> None:
    row = decide(decide(in_step(), RESTORED, NOW).row, looked(Match.EQUAL), UNTIL).row
    assert (row.status, row.synced_version) == (Status.SUCCESS, 1)
    behind = decide(in_step(desired_version=2, desired_hash=B), RESTORED, NOW).row
    row = decide(behind, looked(Match.EQUAL, current=(2, B)), UNTIL).row
    assert (row.status, row.synced_version) == (Status.SUCCESS, 2)


def test_other_content_is_out_of_step_and_may_be_our_own_and_its_next_update_has_a_new_key() -> None:
    before = decide(in_step(), RESTORED, NOW).row
    decision = decide(before, looked(Match.OLDER), UNTIL)
    assert (decision.row.status, decision.row.synced_version) == (Status.DESYNCHRONIZED, None)
    assert decision.row.create_epoch == before.create_epoch + 1
    assert decision.message is not None
    assert "Changed at the third party, or sent from here after the backup" in decision.message


def test_a_version_that_was_not_sent_yet_accuses_nobody_of_a_change_at_the_third_party() -> None:
    behind = decide(in_step(desired_version=2, desired_hash=B), RESTORED, NOW).row
    decision = decide(behind, looked(Match.OLDER, current=(2, B)), UNTIL)
    assert decision.row.status is Status.DESYNCHRONIZED
    assert decision.message is not None
    assert decision.message.endswith("Nothing was sent over it")


def test_a_record_that_is_gone_is_for_a_person_and_is_not_made_again_by_itself() -> None:
    decision = decide(decide(in_step(), RESTORED, NOW).row, looked(Match.ABSENT), UNTIL)
    assert (decision.row.park, decision.row.want) == (Park.ORDINARY, False)
    assert decision.message is not None
    assert "deleted at the third party" in decision.message


@pytest.mark.parametrize(
    "before", [in_step(**WAITED_FOR_AN_UPDATE), claimed(linked=True, **WAITED_FOR_AN_UPDATE), blocked(linked=True)]
)
def test_an_update_that_was_wanted_goes_on_once_it_was_looked_for(before: Row) -> None:
    row = decide(before, RESTORED, NOW).row
    current = (row.desired_version, row.desired_hash)
    assert decide(row, CLAIM, UNTIL).row == row
    older = decide(row, looked(Match.OLDER, current=current), UNTIL).row
    assert (older.phase, older.want) == (Phase.IDLE, True)
    equal = decide(row, looked(Match.EQUAL, current=current), UNTIL).row
    assert equal.status is Status.SUCCESS


@pytest.mark.parametrize(
    ("before", "of"),
    [
        (in_step(**WAITED_FOR_AN_UPDATE), None),
        (blocked(linked=True, synced_version=1, synced_hash=A), None),
        (BLOCKED_UPDATE, None),
        (queued(), None),
        (FORCED, None),
        (replace(FORCED, linked=True, synced_version=1, synced_hash=A), None),
        (sent(linked=True, synced_version=1, synced_hash=A, desired_version=2, desired_hash=B), UPDATE),
        (confirming(open_attempt=7, forced=True), intent()),
    ],
)
def test_what_the_backup_wanted_is_not_sent_over_other_content_unless_something_newer_was_received(
    before: Row, of: Intent | None
) -> None:
    row = decide(before, RESTORED, NOW).row
    row = decide(row, LOOKS_FIRST, NOW).row if row.phase is Phase.IDLE else row
    current = (row.desired_version, row.desired_hash)
    seen = looked(Match.OLDER, of=of, current=current)
    decision = decide(row, replace(seen, of_backup=True), UNTIL)
    assert (decision.row.status, decision.row.synced_version) == (Status.DESYNCHRONIZED, None)
    assert decision.message is not None
    assert decision.message.startswith("What is there may be newer than what the backup knows")
    assert decision.message.endswith("so it looks. Nothing was sent over it")
    assert decide(row, seen, UNTIL).row.want
    assert decide(row, replace(seen, of_backup=True, found=looked(Match.EQUAL).found), UNTIL).row.synced_version


def test_a_look_before_late_requests_are_out_of_the_question_decides_nothing() -> None:
    row = decide(in_step(), RESTORED, NOW).row
    for match in Match:
        after = decide(row, looked(match, at=NOW), NOW).row
        assert (after.phase, after.next_at) == (Phase.CONFIRMING, UNTIL)


def test_what_was_on_its_way_is_doubted_as_after_any_lost_answer() -> None:
    """T42."""
    row = decide(sent(), RESTORED, NOW).row
    assert (row.epoch_unknown, row.open_attempt) == (True, 7)
    assert decide(confirming(epoch_unknown=False), RESTORED, NOW).row.epoch_unknown is False


def test_what_may_be_on_its_way_for_longer_than_now_set_is_waited_for_as_long() -> None:
    """By its intent, whose settings were others."""
    for far in (UNTIL + MINUTE, NOW):
        row = decide(sent(quarantine_until=far), RESTORED, NOW).row
        assert row.next_at == row.quarantine_until == max(far, UNTIL)


@pytest.mark.parametrize("park", Park)
def test_an_error_stays_one_and_whoever_takes_it_up_looks_first(park: Park) -> None:
    """T42."""
    row = decide(parked(park), RESTORED, NOW).row
    assert row == parked(park)
    if park not in (Park.FOREIGN, Park.DUPLICATE):
        assert decide(row, Pressed(Verb.FORCE_SYNCHRONIZE), NOW).row.phase is Phase.CONFIRMING


def test_what_was_blocked_by_an_error_is_looked_up_before_it_goes_over_its_record() -> None:
    """T42. What it needs is released without anybody who takes it up: T19."""
    row = decide(BLOCKED_UPDATE, RESTORED, NOW).row
    assert (row.phase, row.want, row.next_at) == (Phase.CONFIRMING, True, UNTIL)
    assert decide(row, Unblocked(), NOW).row == row
    unlinked = decide(parked(Park.BLOCKED), RESTORED, NOW).row
    released = decide(unlinked, Unblocked(), NOW).row
    assert decide(released, LOOKS_FIRST, NOW).row.phase is Phase.CONFIRMING


@pytest.mark.parametrize("automatic", [True, False])
def test_an_error_whose_old_content_is_handed_over_again_is_no_success_unseen(*, automatic: bool) -> None:
    """T42. Something else may have been sent since the backup."""
    row = decide(parked(**OF_A_RECORD, desired_version=2, desired_hash=B), RESTORED, NOW).row
    row = decide(row, accepted(3, A, automatic=automatic), NOW).row
    row = row if automatic else decide(row, Pressed(Verb.SYNCHRONIZE), NOW).row
    assert decide(row, LOOKS_FIRST, UNTIL).row.phase is Phase.CLAIMED


def test_a_force_of_the_backup_still_makes_what_is_not_there() -> None:
    row = decide(decide(FORCED, RESTORED, NOW).row, looked(Match.ABSENT), UNTIL).row
    assert (row.phase, row.want) == (Phase.IDLE, True)
    assert decide(row, LOOKS_FIRST, UNTIL).row.phase is Phase.CLAIMED, "it was looked for"


def test_what_has_no_record_is_looked_for_before_it_is_made_and_then_made_once() -> None:
    """T42."""
    row = decide(queued(), LOOKS_FIRST, NOW).row
    assert (row.phase, row.next_at, row.quarantine_until, row.want) == (Phase.CONFIRMING, UNTIL, UNTIL, True)
    row = decide(row, looked(Match.ABSENT), UNTIL).row
    assert (row.phase, row.want) == (Phase.IDLE, True)
    row = decide(row, LOOKS_FIRST, UNTIL).row
    assert row.phase is Phase.CLAIMED, "it was looked for"
    assert decide(row, intended(), UNTIL).row.phase is Phase.SENT


def test_what_is_given_back_or_changed_after_the_look_is_looked_for_again() -> None:
    seen = decide(decide(queued(), LOOKS_FIRST, NOW).row, looked(Match.ABSENT), UNTIL).row
    taken = decide(seen, LOOKS_FIRST, UNTIL).row
    newer = decide(decide(taken, accepted(), UNTIL).row, intended(version=1), UNTIL).row
    assert decide(newer, LOOKS_FIRST, UNTIL).row.phase is Phase.CONFIRMING


def test_what_was_looked_for_in_an_earlier_life_is_looked_for_again() -> None:
    seen = decide(decide(queued(), LOOKS_FIRST, NOW).row, looked(Match.ABSENT), UNTIL).row
    again = decide(seen, RESTORED, UNTIL).row
    assert again.want, "the backup is older than the look is worth: it may have been made since"
    assert decide(again, LOOKS_FIRST, UNTIL).row.phase is Phase.CONFIRMING


def test_a_look_that_finds_it_makes_nothing() -> None:
    row = decide(queued(), LOOKS_FIRST, NOW).row
    equal = decide(row, looked(Match.EQUAL), UNTIL).row
    assert (equal.status, equal.linked) == (Status.SUCCESS, True)
    assert decide(row, looked(Match.FOREIGN), UNTIL).row.park is Park.FOREIGN
    assert decide(row, looked(Match.SEVERAL), UNTIL).row.park is Park.DUPLICATE


def test_a_version_that_comes_during_that_look_follows_it() -> None:
    row = decide(decide(queued(), LOOKS_FIRST, NOW).row, accepted(), NOW).row
    row = decide(row, looked(Match.EQUAL), UNTIL).row
    assert (row.status, row.synced_version, row.want) == (Status.PENDING, 1, True)


def test_updates_are_claimed_as_ever_since_they_were_looked_up_before() -> None:
    row = in_step(**WAITED_FOR_AN_UPDATE)
    assert decide(row, LOOKS_FIRST, UNTIL).row.phase is Phase.CLAIMED


def test_nothing_is_sent_while_what_was_sent_since_the_backup_may_still_be_carried_out() -> None:
    """T42. What goes over it would be overwritten by it."""
    row = in_step(**WAITED_FOR_AN_UPDATE)
    waits = decide(row, LOOKS_FIRST, NOW)
    assert waits.row == replace(row, next_at=UNTIL)
    assert waits.message == LOOKED_UP_FIRST
    assert decide(waits.row, LOOKS_FIRST, UNTIL).row.phase is Phase.CLAIMED


@pytest.mark.parametrize("before", [sent(), confirming(), in_step(), parked(linked=True)])
def test_nobody_looks_before_that_however_much_he_asks_for_it(before: Row) -> None:
    """T42. A create is there, but the update that followed it, which nobody here knows of, may be on its way."""
    row = decide(decide(before, RESTORED, NOW).row, Pressed(Verb.FORCE_SYNCHRONIZE), NOW).row
    row = decide(row, LookAsked(), NOW).row
    waits = decide(row, LookClaimed(MINUTE, UNTIL), NOW).row
    assert waits == replace(row, next_at=UNTIL)
    assert decide(waits, LookClaimed(MINUTE, UNTIL), UNTIL).row.lease_until == UNTIL + MINUTE


def test_without_a_restoration_nothing_is_looked_up_first() -> None:
    assert decide(queued(), CLAIM, NOW).row.phase is Phase.CLAIMED
    assert decide(make_row(), LOOKS_FIRST, NOW).row == make_row()
    once = decide(queued(), replace(LOOKS_FIRST, look_from=NOW), NOW).row
    assert (once.next_at, once.quarantine_until) == (NOW, None)


def test_a_force_that_a_person_pressed_sends_over_what_it_finds() -> None:
    row = decide(parked(linked=True, synced_version=1, synced_hash=A), Pressed(Verb.FORCE_SYNCHRONIZE), NOW).row
    assert decide(row, looked(Match.OLDER), NOW).row.want
