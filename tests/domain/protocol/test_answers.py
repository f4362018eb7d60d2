"""An answer, or none: T26 to T33."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from backend.domain.objects import Category
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import LeaseEnded, LookClaimed
from backend.domain.protocol.row import Row
from backend.domain.protocol.times import LINE_PAUSE, MOST_TRIES, SETUP_PAUSE, Times
from backend.domain.pushes.found import Match
from backend.domain.pushes.outcome import ErrorClass, Result
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import Park, Phase, Status
from tests.domain.protocol.make import (
    EVERY_ROW,
    LEASE_ENDED,
    NOW,
    PROMISES,
    TIMES,
    A,
    B,
    accepted,
    answered,
    confirming,
    intent,
    looked,
    sent,
)

LATER = NOW + timedelta(seconds=3)
LONGEST = max(PROMISES.longest_processing, PROMISES.answers_within)  # as their quarantine counts it
APPLIED = answered(Result.APPLIED)
REJECTED = answered(Result.REJECTED, ErrorClass.DATA)
UNKNOWN = answered(Result.UNKNOWN, ErrorClass.UNCLEAR)
DUPLICATE = answered(Result.UNKNOWN, ErrorClass.DUPLICATE)
NOT_APPLIED = answered(Result.NOT_APPLIED, ErrorClass.CONNECTION)
BUSY = answered(Result.NOT_APPLIED, ErrorClass.BUSY)
EVERY_ANSWER = [APPLIED, REJECTED, UNKNOWN, DUPLICATE, NOT_APPLIED, BUSY]


def test_an_applied_push_is_a_success_and_its_message_goes() -> None:
    decision = decide(sent(fail_count=2, crash_count=1), APPLIED, LATER)
    row = decision.row
    assert (row.status, row.synced_version, row.synced_hash, row.linked) == (Status.SUCCESS, 1, A, True)
    assert (row.open_attempt, row.lease_until, row.want, row.fail_count, row.crash_count) == (None, None, False, 0, 0)
    assert decision.message == ""


def test_success_is_of_the_version_that_was_sent_and_the_newer_one_follows() -> None:
    newer = decide(sent(), accepted(), NOW).row
    row = decide(newer, APPLIED, LATER).row
    assert (row.status, row.synced_version, row.desired_version) == (Status.PENDING, 1, 2)
    assert (row.phase, row.next_at, row.fence) == (Phase.IDLE, LATER, newer.fence)


def test_a_refused_object_is_an_error_that_says_why() -> None:
    decision = decide(sent(), REJECTED, LATER)
    assert (decision.row.status, decision.row.park, decision.message) == (Status.ERROR, Park.ORDINARY, "so it is")
    assert decision.row.fail_count == 0


def test_what_was_plainly_refused_gets_a_new_key() -> None:
    assert decide(sent(), REJECTED, LATER).row.create_epoch == 2
    refused_update = answered(Result.REJECTED, ErrorClass.DATA, of=intent(create=False))
    assert decide(sent(linked=True), refused_update, LATER).row.create_epoch == 2


def test_a_success_ends_what_was_unknown_of_its_key() -> None:
    row = decide(sent(epoch_unknown=True), APPLIED, LATER).row
    assert (row.create_epoch, row.epoch_unknown) == (1, False)


@pytest.mark.parametrize(
    ("before", "event"),
    [
        (sent(epoch_unknown=True), REJECTED),
        (sent(linked=True, epoch_unknown=True), answered(Result.REJECTED, ErrorClass.DATA, of=intent(create=False))),
        (sent(), answered(Result.REJECTED, ErrorClass.DATA, remote=RemoteRef(id="R1"))),
        (sent(), UNKNOWN),
        (sent(), DUPLICATE),
        (sent(), NOT_APPLIED),
        (sent(), BUSY),
        (sent(), APPLIED),
    ],
)
def test_the_key_stays_where_something_may_have_been_made(before: Row, event: object) -> None:
    assert decide(before, event, LATER).row.create_epoch == 1  # type: ignore[arg-type]


def test_a_refusal_of_an_old_version_lets_the_newer_one_try() -> None:
    decision = decide(decide(sent(), accepted(), NOW).row, REJECTED, LATER)
    assert (decision.row.status, decision.row.phase, decision.row.next_at) == (Status.PENDING, Phase.IDLE, LATER)
    assert decision.message == "so it is"


@pytest.mark.parametrize(
    ("who", "pause"),
    [(ErrorClass.CONNECTION, LINE_PAUSE), (ErrorClass.SETUP, SETUP_PAUSE), (ErrorClass.UNCLEAR, LINE_PAUSE)],
)
def test_the_integrations_faults_spend_none_of_an_objects_tries(who: ErrorClass, pause: timedelta) -> None:
    row = sent()
    for _ in range(3 * MOST_TRIES):
        row = decide(row, answered(Result.NOT_APPLIED, who), LATER).row
        assert (row.status, row.fail_count, row.next_at) == (Status.PENDING, 0, LATER + pause)
        row = replace(sent(), fail_count=row.fail_count, create_epoch=row.create_epoch)


def test_a_third_party_that_says_when_is_believed() -> None:
    wait = timedelta(minutes=3)
    for who in (ErrorClass.CONNECTION, ErrorClass.BUSY):
        event = answered(Result.NOT_APPLIED, who, retry_after=wait)
        assert decide(sent(), event, LATER).row.next_at == LATER + wait


def test_a_busy_record_is_tried_eight_times_ever_later() -> None:
    row, waits = sent(), []
    for tries in range(1, MOST_TRIES):
        row = decide(row, BUSY, LATER).row
        assert (row.status, row.fail_count) == (Status.PENDING, tries)
        assert row.next_at is not None
        waits.append(row.next_at - LATER)
        row = sent(fail_count=row.fail_count)
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=5)
    decision = decide(row, BUSY, LATER)
    assert (decision.row.status, decision.row.park) == (Status.ERROR, Park.EXHAUSTED)
    assert decision.message == "Tried 8 times: so it is"


def test_an_unknown_outcome_is_confirmed_when_a_late_execution_is_out_of_the_question() -> None:
    decision = decide(sent(), UNKNOWN, LATER)
    row = decision.row
    assert (row.status, row.phase, row.open_attempt) == (Status.PENDING, Phase.CONFIRMING, 7)
    assert row.quarantine_until == NOW + TIMES.quarantine
    assert (row.epoch_unknown, row.lease_until, row.fence, row.fail_count) == (True, None, sent().fence, 0)
    assert decision.message == "so it is"


def test_what_a_create_made_is_looked_for_early_and_then_less_and_less_often() -> None:
    row, at, looks = decide(sent(), UNKNOWN, LATER).row, LATER, []
    while row.next_at is not None and row.next_at != row.quarantine_until:
        looks.append(row.next_at - at)
        at = row.next_at
        row = decide(row, LookClaimed(TIMES.lease), at).row
        row = decide(row, looked(Match.ABSENT, of=intent(), at=at), at).row
        assert (row.phase, row.open_attempt) == (Phase.CONFIRMING, 7)
    assert looks[0] == timedelta(seconds=30)
    assert 2 < len(looks) < 10
    assert row.next_at == row.quarantine_until


def test_of_an_update_nothing_is_looked_for_early() -> None:
    row = decide(sent(linked=True, synced_version=1, synced_hash=B), UNKNOWN, LATER).row
    assert row.next_at == row.quarantine_until


def test_an_outcome_that_is_unknown_twice_in_a_row_makes_a_suspect_and_spends_one_try_at_most() -> None:
    row = sent()
    for fails in (0, 1, 1, 1):
        row = decide(row, UNKNOWN, LATER).row
        assert row.fail_count == fails
        row = sent(epoch_unknown=row.epoch_unknown, fail_count=row.fail_count)


def test_a_duplicate_is_looked_up_at_once_and_nothing_is_concluded_before_the_lag() -> None:
    row = decide(sent(), DUPLICATE, LATER).row
    assert (row.phase, row.next_at, row.quarantine_until, row.epoch_unknown) == (
        Phase.CONFIRMING,
        LATER,
        LATER + PROMISES.look_up_lag,
        False,
    )


def test_a_push_whose_lease_ended_is_confirmed_and_never_sent_blindly() -> None:
    late = NOW + TIMES.lease
    row = decide(sent(), LEASE_ENDED, late).row
    assert (row.status, row.phase, row.want, row.open_attempt) == (Status.PENDING, Phase.CONFIRMING, False, 7)
    assert (row.fence, row.crash_count, row.epoch_unknown) == (5, 1, True)
    assert row.quarantine_until == NOW + TIMES.quarantine


@pytest.mark.parametrize(
    ("processing", "quarantine"),
    [(timedelta(0), TIMES.quarantine), (timedelta(days=1), timedelta(days=1) + TIMES.quarantine - LONGEST)],
    ids=["shorter", "longer"],
)
def test_settings_that_change_during_a_call_may_prolong_its_quarantine_and_never_shorten_it(
    processing: timedelta, quarantine: timedelta
) -> None:
    times = Times.of(replace(PROMISES, longest_processing=processing))
    expected = NOW + quarantine
    assert decide(sent(), LeaseEnded(times), NOW + TIMES.lease).row.quarantine_until == expected
    assert decide(sent(), replace(UNKNOWN, times=times), LATER).row.quarantine_until == expected


@pytest.mark.parametrize("event", EVERY_ANSWER)
@pytest.mark.parametrize("before", [*(row for row in EVERY_ROW if row.phase is not Phase.SENT), sent(open_attempt=8)])
def test_a_late_answer_of_a_zombie_changes_no_row(before: Row, event: object) -> None:
    decision = decide(before, event, LATER)  # type: ignore[arg-type]
    assert (decision.row, decision.message) == (before, None)


@pytest.mark.parametrize("event", EVERY_ANSWER)
def test_no_answer_moves_the_fence_or_what_is_wanted_of_the_object(event: object) -> None:
    before = sent(desired_version=2, desired_hash=B, want=True)
    row = decide(before, event, LATER).row  # type: ignore[arg-type]
    assert (row.fence, row.desired_version, row.desired_hash) == (4, 2, B)
    assert row.status is Status.PENDING


@pytest.mark.parametrize("event", [REJECTED, NOT_APPLIED, BUSY])
def test_a_creation_that_certainly_made_nothing_may_go_to_another_level(event: object) -> None:
    assert decide(sent(), event, LATER).row.level is None  # type: ignore[arg-type]


@pytest.mark.parametrize("event", EVERY_ANSWER)
@pytest.mark.parametrize(
    "before",
    [sent(linked=True), sent(epoch_unknown=True), sent(category=Category.MASTER_DATA)],  # that has one level
)
def test_what_is_somewhere_or_may_be_stays_at_its_level(before: Row, event: object) -> None:
    assert decide(before, event, LATER).row.level == "top"  # type: ignore[arg-type]


@pytest.mark.parametrize("event", [APPLIED, UNKNOWN, DUPLICATE])
def test_a_first_creation_that_may_be_there_stays_at_its_level(event: object) -> None:
    assert decide(sent(), event, LATER).row.level == "top"  # type: ignore[arg-type]


@pytest.mark.parametrize("result", [Result.REJECTED, Result.NOT_APPLIED])
def test_a_refusal_that_names_a_record_frees_no_level(result: Result) -> None:
    event = answered(result, ErrorClass.DATA, remote=RemoteRef(id="7"))
    assert decide(sent(), event, LATER).row.level == "top"


def test_the_quarantine_outlasts_processing_and_lag_counted_from_the_latest_possible_send() -> None:
    assert timedelta(minutes=15, seconds=10) < TIMES.quarantine
    assert TIMES.lease > TIMES.call
    assert confirming().quarantine_until == NOW + TIMES.quarantine
