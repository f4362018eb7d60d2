"""The machine can fail: without one part of the protocol it finds out, and says what is broken."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from backend.domain.protocol import decide as protocol
from backend.domain.protocol.events import Accepted
from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps import answers
from backend.domain.protocol.steps.ends import queued, settled
from backend.domain.protocol.times import Times
from backend.domain.pushes.outcome import Outcome, Result
from backend.domain.status import Phase
from backend.storage.protocol import bindings
from tests.properties.playing import Play
from tests.properties.watching import Watch

SEED, MACHINES, STEPS = 4, 40, 50
_LONG_AGO = timedelta(hours=1)


def no_look_up(patch: pytest.MonkeyPatch) -> None:
    """What is unknown is sent again at once."""

    def unknown(row: Row, _times: Times, _now: datetime) -> Row:
        assert row.lease_until is not None
        return queued(row, row.lease_until - _LONG_AGO)

    patch.setattr(answers, "unknown", unknown)


def newer_version_resets_the_state(patch: pytest.MonkeyPatch) -> None:
    sound = protocol._DECISIONS[Accepted]

    def accepted(row: Row, event: Accepted, now: datetime) -> Decision:
        decision = sound(row, event, now)
        under_way = row.phase in (Phase.SENT, Phase.CONFIRMING)
        return replace(decision, row=queued(decision.row, now)) if under_way else decision

    patch.setitem(protocol._DECISIONS, Accepted, accepted)


def success_without_version(patch: pytest.MonkeyPatch) -> None:
    def synced(row: Row, version: int, content: bytes, now: datetime) -> Row:
        facts = {"linked": True, "synced_version": row.desired_version, "synced_hash": row.desired_hash}
        return settled(replace(row, **facts))

    patch.setattr(answers, "synced", synced)


def faults_of_the_line_spend_tries(patch: pytest.MonkeyPatch) -> None:
    sound = answers._not_applied

    def not_applied(row: Row, outcome: Outcome, now: datetime) -> Decision:
        assert outcome.result is Result.NOT_APPLIED
        decision = sound(row, outcome, now)
        return replace(decision, row=replace(decision.row, fail_count=row.fail_count + 1))

    patch.setattr(answers, "_not_applied", not_applied)


def children_do_not_wait(patch: pytest.MonkeyPatch) -> None:
    async def nothing(ids: object, *, only_unready: bool = False) -> bindings.Needs:
        return bindings.Needs({}, {})

    patch.setattr(bindings, "needs", nothing)


@pytest.mark.parametrize(
    ("mutant", "broken"),
    [
        (no_look_up, "older request|attempt_one_open"),
        (newer_version_resets_the_state, "older request|attempt_one_open"),
        (success_without_version, "something else|no attempt was applied or found"),
        (faults_of_the_line_spend_tries, "spent a try"),
        (children_do_not_wait, "was sent before"),
    ],
)
def test_what_is_taken_away_is_missed(
    play: Play, monkeypatch: pytest.MonkeyPatch, mutant: Callable[[pytest.MonkeyPatch], None], broken: str
) -> None:
    mutant(monkeypatch)
    with pytest.raises(Exception, match=broken):
        play.run(Watch(), machines=MACHINES, steps=STEPS, seeded=SEED)
