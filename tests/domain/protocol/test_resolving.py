"""What a person decides about one object: Retry, Check now, T15, T16, another number; and who may not."""

import pytest
from msgspec.structs import replace

from backend.domain.objects import Category
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Adopted, CannotLook, Event, LookAsked, Renumbered, Retried, SentAgain
from backend.domain.protocol.row import Row
from backend.domain.protocol.times import LOOK_SELDOM
from backend.domain.pushes.found import Match
from backend.domain.status import RESOLVE_FIRST, Park, Phase, Status
from tests.domain.protocol.make import (
    BLOCKED_BY_ERROR,
    EVERY_ROW,
    LOOK,
    MINUTE,
    NOW,
    WAITS,
    A,
    B,
    accepted,
    blocked,
    claimed,
    confirming,
    in_step,
    intent,
    looked,
    make_row,
    parked,
    queued,
    sent,
)

ADOPT = Adopted("10042", "100")
POSSIBLE: dict[Event, set[Park]] = {
    LookAsked(): {Park.FOREIGN, Park.DUPLICATE},
    ADOPT: {Park.FOREIGN, Park.DUPLICATE},
    SentAgain(): {Park.ORDINARY},
    Renumbered(): {Park.FOREIGN},
    Retried(): set(),
    CannotLook("so it is"): set(),
}


def _seen(row: Row, match: Match) -> Row:
    """After a look now."""
    return decide(decide(row, LOOK, NOW).row, looked(match, at=NOW), NOW).row


@pytest.mark.parametrize("park", Park)
@pytest.mark.parametrize("act", POSSIBLE, ids=lambda act: type(act).__name__)
def test_each_act_takes_up_its_own_errors_and_always_looks_first(act: Event, park: Park) -> None:
    before = parked(park, fail_count=3, crash_count=1)
    row = decide(before, act, NOW).row
    if park in POSSIBLE[act]:
        assert (row.status, row.phase, row.park) == (Status.PENDING, Phase.CONFIRMING, None)
        assert (row.want, row.next_at, row.quarantine_until, row.open_attempt) == (False, NOW, None, None)
    else:
        assert row == before


@pytest.mark.parametrize("act", [ADOPT, SentAgain(), Renumbered()], ids=lambda act: type(act).__name__)
@pytest.mark.parametrize("before", [row for row in EVERY_ROW if row.phase is not Phase.PARKED])
def test_nothing_is_resolved_while_it_is_under_way_or_done(before: Row, act: Event) -> None:
    assert decide(before, act, NOW).row == before


def test_retry_makes_a_waiting_document_due_now() -> None:
    assert decide(queued(next_at=NOW + MINUTE), Retried(), NOW).row == queued(next_at=NOW)


@pytest.mark.parametrize("asked", [Retried(), LookAsked()])
def test_who_asks_is_looked_for_now_and_the_time_before_which_nothing_is_sent_stays(asked: Event) -> None:
    before = confirming(lease_until=None)
    row = decide(before, asked, NOW).row
    assert row == replace(before, next_at=NOW)
    seen = decide(decide(row, LOOK, NOW).row, looked(Match.ABSENT, of=intent(), at=NOW), NOW)
    assert (seen.row.phase, seen.row.quarantine_until) == (Phase.CONFIRMING, before.quarantine_until)
    assert seen.message == "Nothing seen yet"


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


@pytest.mark.parametrize("category", Category)
def test_check_now_is_for_all_that_is_confirming_and_for_nothing_else_that_is_pending(category: Category) -> None:
    assert decide(confirming(category=category, lease_until=None), LookAsked(), NOW).row.next_at == NOW
    for before in [confirming(), queued(next_at=NOW + MINUTE), claimed(), sent(), blocked(), in_step(), make_row()]:
        assert decide(before, LookAsked(), NOW).row == before


@pytest.mark.parametrize("park", sorted(RESOLVE_FIRST))
def test_where_nothing_stands_in_the_way_any_more_ours_is_sent(park: Park) -> None:
    asked = decide(parked(park), LookAsked(), NOW).row
    row = _seen(asked, Match.ABSENT)
    assert (row.phase, row.want, row.create_epoch) == (Phase.IDLE, True, 1)
    assert _seen(asked, Match.FOREIGN).park is Park.FOREIGN


@pytest.mark.parametrize("park", sorted(RESOLVE_FIRST))
def test_an_adopted_record_is_ours_and_is_compared_at_once(park: Park) -> None:
    decision = decide(parked(park, synced_version=1, synced_hash=A), ADOPT, NOW)
    row = decision.row
    assert (row.linked, row.level, row.synced_version, row.synced_hash) == (True, "100", None, None)
    assert "10042" in (decision.message or "")
    assert _seen(row, Match.EQUAL).status is Status.SUCCESS
    assert _seen(row, Match.ABSENT).park is Park.ORDINARY


def test_nothing_is_sent_over_an_adopted_record_with_other_content() -> None:
    looking = decide(decide(parked(Park.FOREIGN), ADOPT, NOW).row, LOOK, NOW).row
    decision = decide(looking, looked(Match.OLDER, at=NOW), NOW)
    assert (decision.row.status, decision.row.want, decision.row.next_at) == (Status.DESYNCHRONIZED, False, None)
    assert decision.message == "so it looks. Nothing was sent over it"


def test_a_version_that_came_while_an_adopted_record_was_compared_is_sent() -> None:
    looking = decide(decide(parked(Park.FOREIGN), ADOPT, NOW).row, LOOK, NOW).row
    newer = decide(looking, accepted(2, B, automatic=True), NOW).row
    assert decide(newer, looked(Match.OLDER, at=NOW), NOW).row.want


def test_nothing_is_created_after_an_adoption_so_its_updates_have_keys_of_their_own() -> None:
    assert decide(parked(Park.FOREIGN, epoch_unknown=True), ADOPT, NOW).row.epoch_unknown is False
    spoilt = parked(Park.FOREIGN, epoch_unknown=True, linked=True)
    assert decide(spoilt, ADOPT, NOW).row.epoch_unknown is True


@pytest.mark.parametrize("unknown", [False, True])
def test_what_is_sent_again_is_no_longer_linked_and_has_a_new_key(*, unknown: bool) -> None:
    gone = parked(linked=True, synced_version=1, synced_hash=A, level="100", epoch_unknown=unknown, create_epoch=3)
    row = decide(gone, SentAgain(), NOW).row
    assert (row.linked, row.synced_version, row.synced_hash, row.level) == (False, None, None, "100")
    assert (row.create_epoch, row.epoch_unknown) == (4, False)
    absent = _seen(row, Match.ABSENT)
    assert (absent.phase, absent.want, absent.create_epoch, absent.epoch_unknown) == (Phase.IDLE, True, 4, False)


def test_what_is_there_after_all_is_not_made_twice() -> None:
    asked = decide(parked(linked=True), SentAgain(), NOW).row
    assert (_seen(asked, Match.EQUAL).status, _seen(asked, Match.EQUAL).linked) == (Status.SUCCESS, True)
    assert _seen(asked, Match.FOREIGN).park is Park.FOREIGN


def test_another_number_gets_a_new_key_unless_an_attempt_under_the_old_one_was_unknown() -> None:
    """Else a request that is carried out beyond all promises would make a second document."""
    assert decide(parked(Park.FOREIGN), Renumbered(), NOW).row.create_epoch == 2
    unknown = decide(parked(Park.FOREIGN, epoch_unknown=True), Renumbered(), NOW).row
    assert (unknown.create_epoch, unknown.epoch_unknown) == (1, True)
    linked = parked(Park.FOREIGN, linked=True)
    assert decide(linked, Renumbered(), NOW).row == linked


def test_a_look_that_cannot_be_built_is_tried_seldom_while_something_is_in_flight() -> None:
    decision = decide(confirming(), CannotLook("so it is"), NOW)
    assert decision.row == replace(confirming(), lease_until=None, next_at=NOW + LOOK_SELDOM)
    assert decision.message == "so it is"


def test_a_look_that_cannot_be_built_ends_where_nothing_is_in_flight() -> None:
    forced = confirming(open_attempt=None, quarantine_until=None, epoch_unknown=False)
    decision = decide(forced, CannotLook("so it is"), NOW)
    assert (decision.row.status, decision.row.park, decision.message) == (Status.ERROR, Park.ORDINARY, "so it is")


@pytest.mark.parametrize("before", [row for row in EVERY_ROW if row != confirming()])
def test_only_a_look_that_was_claimed_fails_so(before: Row) -> None:
    assert decide(before, CannotLook("so it is"), NOW).row == before


def test_who_was_blocked_by_an_error_waits_again_while_that_is_pending_again() -> None:
    decision = decide(parked(Park.BLOCKED), WAITS, NOW)
    assert (decision.row.status, decision.row.phase, decision.row.park) == (Status.PENDING, Phase.BLOCKED, None)
    assert decision.message == WAITS.waits_for
    assert decide(parked(Park.BLOCKED), BLOCKED_BY_ERROR, NOW).row == parked(Park.BLOCKED)
    assert decide(confirming(), WAITS, NOW).row == confirming()
