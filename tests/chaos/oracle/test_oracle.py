"""The oracle is not blind: what it shall notice is told to it, and it notices."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.chaos.oracle.acts import deleted, unaudited
from tests.chaos.oracle.promises import duplicates, resent_early
from tests.chaos.oracle.resources import growth

NOW = datetime(2026, 3, 4, tzinfo=UTC)
CUSTOMER = "customer C1"


def act(deed: str, subject: str = CUSTOMER, *, sure: bool = True) -> dict[str, Any]:
    return {"deed": deed, "subject": subject, "sure": sure}


def row(action: str, subject: str = CUSTOMER, actor: str = "demo") -> dict[str, Any]:
    return {"action": action, "subject": subject, "actor": actor}


def sync(number: int, *, stopped: bool = False) -> dict[str, Any]:
    return {"id": number, "verb": "synchronize", "stopped_at": NOW if stopped else None}


def told(acts: list[dict[str, Any]], audit: list[dict[str, Any]], *syncs: dict[str, Any]) -> list[str]:
    return [sentence for _, sentence in unaudited(acts, audit, syncs)]


def test_an_act_without_its_row_and_one_with_two_are_told() -> None:
    assert told([act("look.asked")], [row("look.asked")]) == []
    assert told([act("look.asked")], []) != []
    assert told([act("look.asked")], [row("look.asked")] * 2) != []


def test_an_act_that_was_not_answered_may_have_its_row_or_not() -> None:
    perhaps = [act("integration.held", "", sure=False)]

    assert told(perhaps, []) == []
    assert told(perhaps, [row("integration.held", "")]) == []
    assert told(perhaps, [row("integration.held", "")] * 2) != []


def test_a_row_that_nobody_made_and_one_without_an_actor_are_told() -> None:
    assert told([], [row("record.adopted")]) != []
    assert told([act("record.adopted")], [row("record.adopted", actor="")]) != []


def test_every_sync_and_every_stop_has_one_row() -> None:
    pressed, stopped = row("sync.synchronize", "sync 1"), row("sync.stopped", "sync 1")

    assert told([], [pressed, stopped], sync(1, stopped=True)) == []
    assert told([], [pressed], sync(1, stopped=True)) != []
    assert told([], [pressed, stopped], sync(1)) != []
    assert told([], [pressed, pressed], sync(1)) != []
    assert told([act("sync.synchronize", "sync 2")], [pressed], sync(1)) != []  # answered, and there is none


def test_a_second_record_is_one_too_many_unless_the_first_was_deleted() -> None:
    made = [{"kind": "customer", "natural_key": "C1", "function": "create"}] * 2

    assert duplicates(made, Counter()) != []
    assert duplicates(made, deleted([act("deleted")])) == []
    assert duplicates(made, deleted([act("deleted", "customer C2")])) != []


def write(second: float, outcome: str, learned_by: str, *, learned: float) -> dict[str, Any]:
    at = {"intended_at": NOW + timedelta(seconds=second), "outcome_at": NOW + timedelta(seconds=learned)}
    told = {"outcome": outcome, "learned_by": learned_by, "error_class": None}
    return {"id": second, "operation": "create", **told, **at}


def test_what_was_sent_again_within_its_quarantine_is_told_unless_its_sender_said_before_that_nothing_was_sent() -> (
    None
):
    def found(one: dict[str, Any], again: float) -> int:
        attempts = {("customer", "C1"): [one, write(again, "applied", "answer", learned=again + 1)]}
        return len(list(resent_early(attempts, timedelta(seconds=11))))

    assert found(write(0, "not_applied", "look", learned=8), 8.9) == 1
    assert found(write(0, "not_applied", "look", learned=8), 12) == 0
    assert found(write(0, "not_applied", "late_answer", learned=2.5), 8.9) == 0
    assert found(write(0, "not_applied", "late_answer", learned=9.5), 8.9) == 1
    assert found(write(0, "unknown", "late_answer", learned=2.5), 8.9) == 1


def test_growth_is_told_from_a_warm_process_to_its_end() -> None:
    grows = [(float(second), 60.0 if second < 20 else 80.0 + second / 10) for second in range(100)]
    rests = [(float(second), 60.0 if second < 20 else 80.0) for second in range(100)]

    assert growth(grows) == (99.0, 83.75, 89.45)
    assert growth(rests) == (99.0, 80.0, 80.0)
