"""A request that was acknowledged, and the answer that comes later: T30, T44."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Retried
from backend.domain.protocol.row import Row
from backend.domain.pushes.found import Match
from backend.domain.pushes.outcome import ErrorClass, Result
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import Park, Phase, Status
from tests.domain.protocol.make import (
    EVERY_ROW,
    MINUTE,
    NOW,
    PROMISES,
    TIMES,
    A,
    B,
    accepted,
    answered,
    confirming,
    delivered,
    intent,
    looked,
    sent,
)

LATER = NOW + timedelta(seconds=3)
AN_HOUR_LATER = LATER + 60 * MINUTE
OVER = NOW + TIMES.quarantine
ACKNOWLEDGED = answered(Result.ACKNOWLEDGED, sentence="It answers later")


def acknowledged(row: Row | None = None) -> Row:
    return decide(row or sent(), ACKNOWLEDGED, LATER).row


def test_what_was_acknowledged_is_pending_and_is_looked_up_only_when_no_answer_can_come_any_more() -> None:
    decision = decide(sent(), ACKNOWLEDGED, LATER)
    row = decision.row
    assert (row.status, row.phase, row.open_attempt, row.lease_until) == (Status.PENDING, Phase.CONFIRMING, 7, None)
    assert row.next_at == row.quarantine_until == max(NOW + TIMES.quarantine, LATER + TIMES.answer)
    assert decision.message == "It answers later"


def test_who_answers_later_is_waited_for_as_long_as_the_settings_of_now_say() -> None:
    """The quarantine was set by shorter ones, with the intent."""
    row = acknowledged(sent(quarantine_until=LATER))
    assert row.next_at == row.quarantine_until == LATER + TIMES.answer


def test_an_acknowledgement_never_shortens_the_quarantine() -> None:
    far = NOW + timedelta(days=1)
    assert acknowledged(sent(quarantine_until=far)).next_at == far


def test_a_delivered_success_is_a_success() -> None:
    row = decide(acknowledged(), delivered(Result.APPLIED, remote=RemoteRef(id="17")), AN_HOUR_LATER).row
    assert (row.status, row.synced_version, row.synced_hash, row.open_attempt) == (Status.SUCCESS, 1, A, None)


def test_a_delivered_refusal_is_an_error_and_gives_a_new_key() -> None:
    row = decide(acknowledged(), delivered(Result.REJECTED, ErrorClass.DATA), AN_HOUR_LATER).row
    assert (row.status, row.park, row.create_epoch) == (Status.ERROR, Park.ORDINARY, 2)


def test_a_refusal_after_an_unknown_attempt_keeps_the_key() -> None:
    """What was acknowledged and never answered may still have been carried out."""
    missing = replace(acknowledged(), lease_until=OVER + MINUTE)
    absent = decide(missing, looked(Match.ABSENT, of=intent(), at=OVER), OVER).row
    assert (absent.phase, absent.want, absent.epoch_unknown) == (Phase.IDLE, True, True)
    again = acknowledged(sent(epoch_unknown=absent.epoch_unknown))
    assert decide(again, delivered(Result.REJECTED, ErrorClass.DATA), AN_HOUR_LATER).row.create_epoch == 1


def test_a_delivered_refusal_of_the_line_queues_it_again_without_a_try() -> None:
    row = decide(acknowledged(), delivered(Result.NOT_APPLIED, ErrorClass.CONNECTION), AN_HOUR_LATER).row
    assert (row.phase, row.want, row.fail_count) == (Phase.IDLE, True, 0)


def test_a_delivered_duplicate_is_looked_up_after_the_lag() -> None:
    row = decide(acknowledged(), delivered(Result.UNKNOWN, ErrorClass.DUPLICATE), LATER + MINUTE).row
    assert (row.phase, row.next_at, row.quarantine_until) == (
        Phase.CONFIRMING,
        LATER + MINUTE,
        LATER + MINUTE + TIMES.lag,
    )


def test_a_delivered_answer_that_nobody_understands_leaves_the_look_to_decide() -> None:
    before = acknowledged()
    decision = decide(before, delivered(Result.UNKNOWN, ErrorClass.UNCLEAR), LATER + MINUTE)
    assert decision.row == before
    assert decision.message == "so it is"


def test_a_version_that_came_meanwhile_follows_at_once() -> None:
    newer = decide(acknowledged(), accepted(2, B, automatic=True), LATER + MINUTE).row
    row = decide(newer, delivered(Result.APPLIED), LATER + 2 * MINUTE).row
    assert (row.status, row.phase, row.synced_version, row.next_at) == (
        Status.PENDING,
        Phase.IDLE,
        1,
        LATER + 2 * MINUTE,
    )


def test_the_answer_to_another_attempt_changes_nothing() -> None:
    row = acknowledged()
    assert decide(row, delivered(Result.REJECTED, ErrorClass.DATA, of=intent(attempt=6)), AN_HOUR_LATER).row == row


@pytest.mark.parametrize("row", [one for one in EVERY_ROW if one.phase is not Phase.CONFIRMING])
def test_where_no_answer_is_awaited_a_delivery_changes_nothing(row: Row) -> None:
    assert not decide(row, delivered(Result.APPLIED), LATER).changes(row)


def test_who_looks_while_the_answer_comes_loses_the_row() -> None:
    looks = confirming()
    row = decide(looks, delivered(Result.APPLIED), LATER).row
    assert (row.fence, row.lease_until) == (looks.fence + 1, None)


def test_a_retry_looks_now_and_never_sends_before_its_time() -> None:
    row = decide(acknowledged(), Retried(), LATER + MINUTE).row
    assert (row.next_at, row.phase) == (LATER + MINUTE, Phase.CONFIRMING)
    leased = replace(row, lease_until=LATER + 3 * MINUTE)
    waits = decide(leased, looked(Match.ABSENT, of=intent(), at=LATER + MINUTE), LATER + MINUTE).row
    assert (waits.phase, waits.quarantine_until) == (Phase.CONFIRMING, OVER)


def test_who_answers_later_may_carry_out_later_also_what_it_did_not_acknowledge() -> None:
    assert TIMES.quarantine > PROMISES.answers_within + PROMISES.look_up_lag
