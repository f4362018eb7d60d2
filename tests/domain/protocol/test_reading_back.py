"""What is in step is read back: T37, T38."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from backend.domain.objects import Category
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Pressed, ReadBack
from backend.domain.protocol.row import Row
from backend.domain.protocol.times import READ_BACK_AGAIN, READ_BACK_EVERY, READ_BACK_SOON
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.outcome import Result
from backend.domain.status import Status
from backend.domain.syncs.verbs import Verb
from tests.domain.protocol.make import CLAIM, EVERY_ROW, NOW, TIMES, B, accepted, answered, in_step, sent

LATER = NOW + timedelta(hours=1)
QUICK = {"quarantine_until": NOW}


def seen(match: Match, *, fence: int = 4, sentence: str = "It differs in amount") -> ReadBack:
    return ReadBack(found=Found(match=match, sentence=sentence), fence=fence)


def test_a_document_is_read_back_soon_but_not_before_a_late_request_is_out_of_the_question() -> None:
    soon = decide(sent(**QUICK), answered(Result.APPLIED), NOW).row
    slow = decide(sent(), answered(Result.APPLIED), NOW).row
    assert soon.next_at == NOW + READ_BACK_SOON
    assert slow.next_at == NOW + TIMES.quarantine


def test_so_is_whatever_was_in_doubt() -> None:
    row = sent(category=Category.MASTER_DATA, epoch_unknown=True, **QUICK)
    assert decide(row, answered(Result.APPLIED), NOW).row.next_at == NOW + READ_BACK_SOON


def test_of_all_the_rest_one_in_a_hundred_a_day() -> None:
    rows = [sent(id=n, category=Category.MASTER_DATA, **QUICK) for n in range(1, 20_001)]
    times = [decide(row, answered(Result.APPLIED), NOW).row.next_at for row in rows]
    days = [(at - NOW).days for at in times if at]
    counts = [days.count(day) for day in range(100)]
    assert sum(counts) == len(rows)
    assert min(counts) > 150
    assert max(counts) < 250


def test_what_is_as_we_wrote_it_stays_in_step_and_is_read_again_much_later() -> None:
    row = decide(in_step(next_at=NOW), seen(Match.EQUAL), LATER).row
    assert row == in_step(next_at=LATER + READ_BACK_EVERY)


def test_what_cannot_be_read_stays_as_it_is_and_is_tried_again() -> None:
    assert decide(in_step(), seen(Match.UNSEEN), LATER).row == in_step(next_at=LATER + READ_BACK_AGAIN)


@pytest.mark.parametrize("match", [Match.OLDER, Match.FOREIGN, Match.SEVERAL])
def test_what_was_changed_there_is_out_of_step_and_says_in_what(match: Match) -> None:
    decision = decide(in_step(next_at=NOW), seen(match), LATER)
    row = decision.row
    assert (row.status, row.linked, row.want, row.next_at) == (Status.DESYNCHRONIZED, True, False, None)
    assert decision.message == "It was changed at the third party. It differs in amount"
    assert row.create_epoch == in_step().create_epoch + 1, "the key of the last update is spent"


def test_what_was_deleted_there_is_out_of_step_and_keeps_its_record() -> None:
    decision = decide(in_step(), seen(Match.ABSENT, sentence=""), LATER)
    assert (decision.row.status, decision.row.linked) == (Status.DESYNCHRONIZED, True)
    assert decision.message == "It was deleted at the third party"
    assert decision.row.create_epoch == in_step().create_epoch


def test_nothing_is_overwritten_by_itself_and_a_press_overwrites() -> None:
    row = decide(in_step(), seen(Match.OLDER), LATER).row
    assert decide(row, CLAIM, LATER).row == row
    assert decide(row, Pressed(Verb.SYNCHRONIZE), LATER).row.want


def test_old_content_that_returns_after_that_is_not_taken_for_in_step() -> None:
    row = decide(in_step(), seen(Match.OLDER), LATER).row
    row = decide(row, accepted(2, row.desired_hash), LATER).row
    assert row.status is Status.DESYNCHRONIZED


@pytest.mark.parametrize("match", Match)
@pytest.mark.parametrize(
    "before", [row for row in EVERY_ROW if not row.in_step] + [in_step(desired_version=2, desired_hash=B)]
)
def test_only_what_is_in_step_can_drift(before: Row, match: Match) -> None:
    assert decide(before, seen(match), LATER).row == before


def test_what_was_claimed_or_sent_since_is_read_back_another_time() -> None:
    assert decide(in_step(fence=5), seen(Match.OLDER, fence=4), LATER).row == in_step(fence=5)
    wanted = replace(in_step(), want=True, next_at=NOW)
    assert decide(wanted, seen(Match.OLDER), LATER).row == wanted
