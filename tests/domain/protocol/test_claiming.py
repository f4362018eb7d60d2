"""From the claim to the intent: T17 to T24, T43."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from msgspec.structs import replace

from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import GivenBack, Refused, Unblocked
from backend.domain.protocol.row import Row
from backend.domain.protocol.times import RECHECK_BLOCKED, Times
from backend.domain.status import Park, Phase, Status
from tests.domain.protocol.make import (
    BLOCKED_BY_ERROR,
    CLAIM,
    EVERY_ROW,
    LEASE_ENDED,
    LOOK,
    MINUTE,
    NOW,
    PROMISES,
    TIMES,
    WAITS,
    A,
    B,
    accepted,
    blocked,
    claimed,
    confirming,
    in_step,
    intended,
    parked,
    queued,
    sent,
)


def test_a_claim_takes_a_new_fence_and_a_lease() -> None:
    row = decide(queued(wanted_at=NOW), CLAIM, NOW).row
    assert row == replace(queued(), phase=Phase.CLAIMED, fence=5, lease_until=NOW + MINUTE)


@pytest.mark.parametrize("before", [row for row in EVERY_ROW if not (row.want and row.phase is Phase.IDLE)])
def test_only_a_queued_row_is_claimed(before: Row) -> None:
    assert decide(before, CLAIM, NOW).row == before


def test_content_that_did_not_change_is_never_sent() -> None:
    before = in_step(want=True, next_at=NOW, desired_version=3, fence=4)
    row = decide(before, CLAIM, NOW).row
    assert (row.status, row.synced_version, row.fence, row.lease_until) == (Status.SUCCESS, 3, 4, None)


def test_an_object_whose_parent_is_missing_waits_and_says_for_what() -> None:
    decision = decide(queued(), WAITS, NOW)
    assert (decision.row.status, decision.row.phase) == (Status.PENDING, Phase.BLOCKED)
    assert decision.row.next_at == NOW + RECHECK_BLOCKED
    assert decision.row.fence == queued().fence
    assert decision.message == "Waiting for customer C1"


@pytest.mark.parametrize("before", [queued(), blocked()])
def test_an_object_whose_parent_is_in_error_is_parked(before: Row) -> None:
    decision = decide(before, BLOCKED_BY_ERROR, NOW)
    assert (decision.row.status, decision.row.park) == (Status.ERROR, Park.BLOCKED)
    assert decision.message == "Blocked by customer C1, which is in error"


@pytest.mark.parametrize("event", [WAITS, BLOCKED_BY_ERROR])
@pytest.mark.parametrize("before", [claimed(), sent(), parked(), in_step()])
def test_a_parent_does_not_touch_what_is_under_way_or_over(before: Row, event: object) -> None:
    assert decide(before, event, NOW).row == before  # type: ignore[arg-type]


@pytest.mark.parametrize("before", [blocked(), parked(Park.BLOCKED)])
def test_an_object_whose_parents_are_there_is_queued(before: Row) -> None:
    decision = decide(before, Unblocked(), NOW)
    assert (decision.row, decision.message) == (queued(), "")


@pytest.mark.parametrize("before", [parked(), queued(next_at=NOW + MINUTE), sent(), in_step()])
def test_a_parent_releases_only_who_waited_for_it(before: Row) -> None:
    assert decide(before, Unblocked(), NOW).row == before


def test_what_we_refuse_ourselves_is_an_error_with_a_sentence_and_spends_nothing() -> None:
    decision = decide(claimed(), Refused("lines[0].account: no entry"), NOW)
    assert (decision.row.status, decision.row.park, decision.row.lease_until) == (Status.ERROR, Park.ORDINARY, None)
    assert (decision.row.create_epoch, decision.row.fail_count, decision.row.open_attempt) == (1, 0, None)
    assert decision.message == "lines[0].account: no entry"
    assert decide(sent(), Refused("too late"), NOW).row == sent()


def test_an_intent_is_written_down_with_its_level_and_a_lease_for_the_call() -> None:
    row = decide(claimed(), intended(level="100"), NOW).row
    assert (row.phase, row.want, row.open_attempt, row.level) == (Phase.SENT, False, 7, "100")
    assert row.lease_until == row.next_at == NOW + TIMES.lease
    assert row.quarantine_until == NOW + TIMES.quarantine
    assert row.fence == claimed().fence


def test_the_level_of_the_first_intent_stays() -> None:
    assert decide(claimed(level="100"), intended(level="top"), NOW).row.level == "100"


def test_a_newer_version_since_the_claim_sends_nothing_and_is_claimed_anew() -> None:
    newer = decide(claimed(), accepted(), NOW).row
    row = decide(newer, intended(version=1), NOW).row
    assert (row.phase, row.want, row.next_at, row.open_attempt, row.level) == (Phase.IDLE, True, NOW, None, None)


@pytest.mark.parametrize("before", [claimed(lease_until=NOW), queued(), sent(open_attempt=6)])
def test_no_intent_without_a_lease(before: Row) -> None:
    assert decide(before, intended(), NOW).row == before


def test_a_claim_whose_lease_ends_is_queued_again_under_a_new_fence() -> None:
    row = decide(claimed(desired_version=2, desired_hash=B), LEASE_ENDED, NOW + MINUTE).row
    assert (row.phase, row.want, row.lease_until) == (Phase.IDLE, True, None)
    assert (row.fence, row.crash_count, row.epoch_unknown) == (5, 1, False)


@pytest.mark.parametrize("crashes", [0, 1])
def test_who_died_together_is_tried_again_one_after_the_other(crashes: int) -> None:
    """And soon; whom one follows is another each time."""
    dead = [claimed(id=id_, crash_count=crashes) for id_ in range(500, 520)]
    after = [decide(one, LEASE_ENDED, NOW + MINUTE).row.next_at for one in dead]
    apart = sorted(at - NOW - MINUTE for at in after if at is not None)
    assert len(set(apart)) == len(dead)
    assert timedelta(0) <= apart[0] <= apart[-1] < timedelta(seconds=8)


def test_hardly_anybody_follows_the_same_one_again() -> None:
    dead = [claimed(id=id_, crash_count=crashes) for crashes in (0, 1) for id_ in range(500, 520)]
    after = [decide(one, LEASE_ENDED, NOW + MINUTE).row for one in dead]
    first, second = ([one.id for one in sorted(rows, key=at_of)] for rows in (after[:20], after[20:]))
    assert len(set(pairwise(first)) & set(pairwise(second))) <= 2


def at_of(row: Row) -> datetime:
    assert row.next_at is not None
    return row.next_at


def test_a_claim_that_took_three_workers_down_is_for_a_person() -> None:
    decision = decide(claimed(crash_count=2), LEASE_ENDED, NOW + MINUTE)
    assert (decision.row.status, decision.row.park, decision.row.crash_count) == (Status.ERROR, Park.CRASHED, 3)
    assert (decision.message or "").startswith("3 workers died")


@pytest.mark.parametrize("before", EVERY_ROW)
def test_a_lease_that_has_not_ended_holds(before: Row) -> None:
    assert decide(before, LEASE_ENDED, NOW).row == before


@pytest.mark.parametrize("before", [row for row in EVERY_ROW if row.phase is not Phase.CONFIRMING])
def test_only_what_is_being_confirmed_is_looked_up(before: Row) -> None:
    assert decide(before, LOOK, NOW).row == before


def test_the_hash_alone_does_not_skip_a_push_of_what_was_never_there() -> None:
    assert decide(queued(synced_version=1, synced_hash=A), CLAIM, NOW).row.phase is Phase.CLAIMED


def test_what_is_given_back_is_due_at_once_in_its_turn_and_nobody_died() -> None:
    assert decide(claimed(), GivenBack(), NOW).row == replace(
        claimed(), phase=Phase.IDLE, lease_until=None, next_at=NOW
    )
    early = claimed(next_at=NOW - MINUTE)
    assert decide(early, GivenBack(), NOW).row.next_at == NOW - MINUTE
    look = confirming(lease_until=NOW + MINUTE, next_at=NOW + MINUTE)
    assert decide(look, GivenBack(), NOW).row == replace(look, lease_until=None, next_at=NOW)


def test_what_was_sent_or_is_not_held_is_not_given_back() -> None:
    for before in EVERY_ROW:
        if before.phase is not Phase.CLAIMED and (before.phase is not Phase.CONFIRMING or before.lease_until is None):
            assert decide(before, GivenBack(), NOW).row == before


def test_what_is_built_while_a_call_is_on_the_wire_is_still_held_when_the_call_ends() -> None:
    for seconds in (1, 60, 120, 900):
        promises = replace(PROMISES, call_timeout=timedelta(seconds=seconds))
        assert Times.of(promises).prepare > promises.call_timeout
