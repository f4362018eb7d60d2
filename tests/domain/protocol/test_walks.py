"""What holds after any sequence of events, and that every state is reached and left."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.domain.protocol.decide import _DECISIONS, decide
from backend.domain.protocol.events import Answered, Delivered, Event, SentAgain, Stopped
from backend.domain.protocol.row import Row
from backend.domain.status import Park, Phase, Status
from tests.domain.protocol.events import any_event
from tests.domain.protocol.make import NOW, make_row, queued

_STEPS = [timedelta(0), timedelta(seconds=1), timedelta(seconds=20), timedelta(minutes=3), timedelta(minutes=20)]


def _walk(chance: Random, steps: int) -> Iterator[tuple[Row, Event, Row]]:
    row, now = chance.choice([make_row, queued])(fail_count=chance.randrange(8)), NOW
    for _ in range(steps):
        now += chance.choice(_STEPS)
        event = any_event(row, now, chance)
        after = decide(row, event, now).row
        yield row, event, after
        row = after


def _check_row(row: Row) -> None:
    assert row.status is not Status.PENDING or row.next_at is not None or row.lease_until is not None
    assert row.open_attempt is None or row.phase in (Phase.SENT, Phase.CONFIRMING)
    assert row.phase is not Phase.SENT or row.open_attempt is not None
    assert row.phase not in (Phase.CLAIMED, Phase.SENT) or row.lease_until is not None
    assert (row.phase is Phase.PARKED) == (row.park is not None)
    assert (row.synced_version is None) == (row.synced_hash is None)
    if row.status is Status.SUCCESS:
        assert row.linked
        assert (row.synced_version, row.synced_hash) == (row.desired_version, row.desired_hash)
    if row.status is not Status.PENDING:
        assert (row.lease_until, row.open_attempt, row.forced) == (None, None, False)
        assert row.next_at is None or (row.phase is Phase.IDLE and row.linked), "only a record can be read back"


def _check_step(before: Row, event: Event, after: Row) -> None:
    assert after.fence >= before.fence
    assert after.desired_version >= before.desired_version
    assert after.create_epoch >= before.create_epoch
    if after.level != before.level and before.level is not None:
        assert isinstance(event, Answered | Delivered)
        assert after.level is None
        assert not after.linked, "what is somewhere is updated there"
        assert not before.epoch_unknown, "what may be somewhere is looked for there"
    if not isinstance(event, SentAgain):  # a person says that the old creation is dead
        assert after.linked or not before.linked
        assert not before.epoch_unknown or after.create_epoch == before.create_epoch
    assert before.open_attempt in (None, after.open_attempt) or after.open_attempt is None
    if isinstance(event, Stopped):
        assert after.open_attempt == before.open_attempt, "what is unknown is never forgotten"
    if after.phase is Phase.SENT and before.phase is not Phase.SENT:
        assert before.phase is Phase.CLAIMED


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 80))
def test_no_sequence_of_events_breaks_a_row(chance: Random, steps: int) -> None:
    for before, event, after in _walk(chance, steps):
        _check_row(after)
        _check_step(before, event, after)


def test_every_event_has_a_decision() -> None:
    assert set(_DECISIONS) == set(get_args(Event))


def test_every_state_is_reached_and_left() -> None:
    walked = [step for seed in range(1_000) for step in _walk(Random(seed), 100)]
    steps = [(before, after) for before, _, after in walked]
    phases = [(before.phase, after.phase) for before, after in steps if before.phase is not after.phase]
    parks = [(before.park, after.park) for before, after in steps if before.park is not after.park]
    assert {left for left, _ in phases} == {reached for _, reached in phases} == set(Phase)
    assert {reached for _, reached in parks} == {None, *Park}
    assert {left for left, _ in parks} == {None, *Park}
