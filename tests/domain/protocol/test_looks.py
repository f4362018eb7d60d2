"""Looking up what became of a push: T34, T35."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Looked, Pressed
from backend.domain.protocol.row import Intent, Row
from backend.domain.protocol.times import LOOK_AGAIN
from backend.domain.pushes.found import Match
from backend.domain.status import Park, Phase, Status
from backend.domain.syncs.verbs import Verb
from tests.domain.protocol.make import (
    CLAIM,
    EVERY_ROW,
    LEASE_ENDED,
    LOOK,
    MINUTE,
    NOW,
    PROMISES,
    TIMES,
    A,
    B,
    C,
    accepted,
    confirming,
    in_step,
    intent,
    looked,
    parked,
)

END = NOW + TIMES.quarantine
CREATE, UPDATE = intent(), intent(create=False, version=2, hash=B)
REFUSED_CREATE = intent(refused_as_duplicate=True)
REFUSED_UPDATE = intent(create=False, version=2, hash=B, refused_as_duplicate=True)
UPDATING = confirming(linked=True, synced_version=1, synced_hash=A, desired_version=2, desired_hash=B)


def test_a_look_is_claimed_under_a_new_fence_and_touches_nothing_else() -> None:
    before = confirming(lease_until=None)
    assert decide(before, LOOK, END).row == replace(before, fence=5, lease_until=END + TIMES.lease)
    assert decide(confirming(), LOOK, END).row == confirming()


def test_a_push_that_is_found_is_a_success_of_the_version_that_was_sent() -> None:
    row = decide(confirming(), looked(Match.EQUAL, of=CREATE), END).row
    assert (row.status, row.synced_version, row.synced_hash, row.open_attempt) == (Status.SUCCESS, 1, A, None)
    newer = decide(decide(confirming(), accepted(), NOW).row, looked(Match.EQUAL, of=CREATE), END).row
    assert (newer.status, newer.synced_version, newer.phase) == (Status.PENDING, 1, Phase.IDLE)


@pytest.mark.parametrize("match", sorted(set(Match) - {Match.EQUAL}))
@pytest.mark.parametrize("of", [CREATE, UPDATE])
def test_an_early_look_may_only_find(match: Match, of: object) -> None:
    row = decide(confirming(), looked(match, of=of, at=NOW + MINUTE), NOW + MINUTE).row  # type: ignore[arg-type]
    assert row == replace(confirming(), lease_until=None, next_at=row.next_at)
    assert row.next_at is not None
    assert NOW + MINUTE < row.next_at <= END


def test_an_early_look_that_finds_what_a_create_made_ends_the_wait() -> None:
    assert decide(confirming(), looked(Match.EQUAL, of=CREATE, at=NOW + MINUTE), NOW + MINUTE).row.status == "success"


def test_equal_content_proves_no_update_early() -> None:
    row = decide(UPDATING, looked(Match.EQUAL, of=UPDATE, at=NOW + MINUTE), NOW + MINUTE).row
    assert row == replace(UPDATING, lease_until=None, next_at=END)
    assert decide(UPDATING, looked(Match.EQUAL, of=UPDATE), END).row.status is Status.SUCCESS


def test_what_counts_is_when_the_look_began_not_when_it_ended() -> None:
    event = looked(Match.ABSENT, of=CREATE, at=END - timedelta(microseconds=1))
    row = decide(confirming(), event, END + MINUTE).row
    assert (row.phase, row.next_at) == (Phase.CONFIRMING, END + MINUTE + LOOK_AGAIN)


def test_a_create_that_is_certainly_absent_is_sent_again_with_the_same_key() -> None:
    row = decide(confirming(), looked(Match.ABSENT, of=CREATE), END).row
    assert (row.status, row.phase, row.want, row.next_at) == (Status.PENDING, Phase.IDLE, True, END)
    assert (row.create_epoch, row.epoch_unknown, row.open_attempt, row.quarantine_until) == (1, True, None, None)


def test_an_update_that_did_not_arrive_is_sent_again() -> None:
    row = decide(UPDATING, looked(Match.OLDER, of=UPDATE), END).row
    assert (row.phase, row.want, row.synced_version, row.linked) == (Phase.IDLE, True, 1, True)


def test_a_duplicate_that_no_look_finds_is_for_a_person() -> None:
    decision = decide(confirming(quarantine_until=None), looked(Match.ABSENT, of=REFUSED_CREATE), END)
    assert (decision.row.status, decision.row.park) == (Status.ERROR, Park.ORDINARY)
    assert "does not find it" in (decision.message or "")


def test_a_duplicate_that_a_look_does_not_see_yet_is_looked_up_once_more_after_the_lag() -> None:
    lag = PROMISES.look_up_lag
    before = confirming(quarantine_until=NOW + lag)
    row = decide(before, looked(Match.ABSENT, of=REFUSED_CREATE, at=NOW), NOW).row
    assert row == replace(before, lease_until=None, next_at=NOW + lag)
    assert decide(before, looked(Match.EQUAL, of=REFUSED_CREATE, at=NOW), NOW).row.status is Status.SUCCESS
    assert decide(before, looked(Match.ABSENT, of=REFUSED_CREATE, at=NOW + lag), NOW + lag).row.status is Status.ERROR


def test_an_update_that_was_carried_out_and_changed_over_there_is_not_sent_in_circles() -> None:
    before = replace(UPDATING, quarantine_until=None)
    decision = decide(before, looked(Match.OLDER, of=REFUSED_UPDATE), END)
    assert (decision.row.status, decision.row.synced_version) == (Status.ERROR, None)
    assert "somebody changed it there" in (decision.message or "")


def test_a_create_that_was_carried_out_and_changed_over_there_is_for_a_person_or_a_newer_version() -> None:
    before = confirming(quarantine_until=None)
    decision = decide(before, looked(Match.OLDER, of=REFUSED_CREATE), END)
    assert (decision.row.status, decision.row.park, decision.row.linked) == (Status.ERROR, Park.ORDINARY, True)
    assert "A newer version goes over it" in (decision.message or "")
    assert decide(decision.row, accepted(automatic=True), END).row.want


@pytest.mark.parametrize(("before", "of"), [(confirming(), REFUSED_CREATE), (UPDATING, REFUSED_UPDATE)])
def test_a_newer_version_goes_over_what_was_carried_out_before(before: Row, of: Intent) -> None:
    newer = replace(before, quarantine_until=None, desired_version=3, desired_hash=C)
    row = decide(newer, looked(Match.OLDER, of=of, current=(3, C)), END).row
    assert (row.phase, row.want, row.linked) == (Phase.IDLE, True, True)


@pytest.mark.parametrize(
    ("before", "event"),
    [(confirming(), looked(Match.ABSENT, of=CREATE)), (UPDATING, looked(Match.OLDER, of=UPDATE))],
    ids=["create", "update"],
)
def test_what_took_three_workers_down_is_not_sent_again_by_itself(before: Row, event: Looked) -> None:
    decision = decide(replace(before, crash_count=3), event, END)
    assert (decision.row.status, decision.row.park) == (Status.ERROR, Park.CRASHED)
    found = replace(event, found=replace(event.found, match=Match.EQUAL))
    assert decide(replace(before, crash_count=3), found, END).row.status is Status.SUCCESS


def test_a_record_that_was_deleted_there_is_in_step_with_nothing() -> None:
    row = decide(UPDATING, looked(Match.ABSENT, of=UPDATE), END).row
    assert (row.status, row.park, row.synced_version, row.synced_hash) == (Status.ERROR, Park.ORDINARY, None, None)
    as_before = decide(row, accepted(3, A, automatic=True), END).row
    assert decide(as_before, CLAIM, END + MINUTE).row.phase is Phase.CLAIMED


@pytest.mark.parametrize(("match", "park"), [(Match.FOREIGN, Park.FOREIGN), (Match.SEVERAL, Park.DUPLICATE)])
def test_a_record_that_is_not_ours_is_for_a_person(match: Match, park: Park) -> None:
    decision = decide(confirming(), looked(match, of=CREATE), END)
    assert (decision.row.status, decision.row.park, decision.row.linked) == (Status.ERROR, park, False)
    assert decision.message == "so it looks"


@pytest.mark.parametrize("before", [confirming(), confirming(quarantine_until=None)])
def test_a_look_that_failed_is_repeated_and_decides_nothing(before: Row) -> None:
    decision = decide(before, looked(Match.UNSEEN, of=CREATE), END)
    assert decision.row == replace(before, lease_until=None, next_at=END + LOOK_AGAIN)
    assert decision.message == "so it looks"


@pytest.mark.parametrize(
    ("match", "status", "phase"),
    [
        (Match.EQUAL, Status.SUCCESS, Phase.IDLE),
        (Match.OLDER, Status.PENDING, Phase.IDLE),
        (Match.ABSENT, Status.PENDING, Phase.IDLE),
        (Match.FOREIGN, Status.ERROR, Phase.PARKED),
    ],
)
def test_a_force_decides_by_its_first_look(match: Match, status: Status, phase: Phase) -> None:
    forced = decide(parked(), Pressed(Verb.FORCE_SYNCHRONIZE), NOW).row
    row = decide(decide(forced, LOOK, NOW).row, looked(match, at=NOW), NOW).row
    assert (row.status, row.phase, row.forced) == (status, phase, False)


@pytest.mark.parametrize("match", [Match.EQUAL, Match.OLDER])
def test_a_record_that_is_found_fixes_the_level_unless_an_intent_did(match: Match) -> None:
    never_sent, sent_at_the_top = confirming(level=None, quarantine_until=None), confirming(quarantine_until=None)
    assert decide(never_sent, looked(match, level="100"), END).row.level == "100"
    assert decide(sent_at_the_top, looked(match, level="100"), END).row.level == "top"


def test_a_force_sends_again_what_was_believed_to_be_there() -> None:
    before = in_step(phase=Phase.CONFIRMING, forced=True, next_at=NOW, lease_until=NOW + MINUTE)
    row = decide(before, looked(Match.OLDER, at=NOW), NOW).row
    assert decide(row, CLAIM, NOW).row.phase is Phase.CLAIMED


def test_a_look_whose_lease_ends_is_repeated_soon_under_a_new_fence() -> None:
    late = END + MINUTE
    row = decide(confirming(), LEASE_ENDED, late).row
    assert row == replace(confirming(), fence=5, lease_until=None, next_at=late + LOOK_AGAIN)


@pytest.mark.parametrize("match", Match)
@pytest.mark.parametrize("before", [row for row in EVERY_ROW if row.phase is not Phase.CONFIRMING])
def test_a_look_decides_only_what_is_being_confirmed(before: Row, match: Match) -> None:
    assert decide(before, looked(match, of=CREATE), END).row == before
