"""What must hold after every rule, and which rows of the transition table were walked."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from backend.domain.protocol import decide as protocol
from backend.domain.protocol.events import Answered, Delivered, Event
from backend.domain.protocol.row import Decision, Row
from backend.domain.protocol.steps.answers import is_awaited
from backend.domain.pushes.outcome import ErrorClass, Result
from backend.domain.status import Phase, status_of
from tests.properties.there import There
from tests.properties.transitions import NOT_POSSIBLE, transition

Decide = Callable[[Row, Any, datetime], Decision]


class Watch:
    """Sees every decision that production takes."""

    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.broken: list[str] = []

    def begin(self) -> None:
        """Of another machine; what was walked is kept."""
        self.broken = []

    def saw(self, row: str) -> None:
        self.hits[row] += 1

    def decided(self, decide: Decide, row: Row, event: Event, now: datetime) -> Decision:
        decision = decide(row, event, now)
        name = transition(row, event, decision.row)
        if name is not None:
            self.saw(name)
        if name in NOT_POSSIBLE:
            self.broken.append(f"{name}, which cannot happen")
        self._look_at(row, event, decision.row)
        return decision

    def _look_at(self, before: Row, event: Event, after: Row) -> None:
        if after.phase is Phase.SENT and before.phase not in (Phase.CLAIMED, Phase.SENT):
            self.broken.append(f"sent from {before.phase}")
        if isinstance(event, Answered | Delivered):
            self._look_at_answer(before, event, after)

    def _look_at_answer(self, before: Row, event: Answered | Delivered, after: Row) -> None:
        outcome = event.outcome
        if not is_awaited(before, event):
            return
        integration_s = outcome.result is Result.NOT_APPLIED and outcome.error_class is not ErrorClass.BUSY
        if integration_s and after.fail_count != before.fail_count:
            self.broken.append(f"a fault of the integration ({outcome.error_class}) spent a try")  # I9

    @contextmanager
    def installed(self) -> Iterator[None]:
        """`decide` looks its functions up in one table: each is wrapped there."""
        before = dict(protocol._DECISIONS)
        protocol._DECISIONS.update({event: partial(self.decided, decide) for event, decide in before.items()})
        try:
            yield
        finally:
            protocol._DECISIONS.update(before)


def problems_of(row: dict[str, Any], before: dict[str, Any] | None) -> Iterator[str]:
    """Of one row by itself, and since the last rule: I5, I7, and that SQL and Python agree about the status."""
    in_step = (row["synced_version"], row["synced_hash"]) == (row["desired_version"], row["desired_hash"])
    status = status_of(phase=Phase(row["phase"]), want=row["want"], linked=row["linked"], in_step=in_step)
    if row["status"] != status:
        yield f"status {row['status']}, which should be {status}"
    if row["status"] == "pending" and row["next_at"] is None and row["lease_until"] is None:
        yield "pending without a next step"
    if row["open"] > 1:
        yield "two open attempts"
    for rising in ("fence", "desired_version", "create_epoch"):
        if before is not None and row[rising] < before[rising]:
            yield f"{rising} went back"


def is_false_success(row: dict[str, Any], there: There, content: dict[str, str]) -> bool:
    """I3. `content`: fields of the version that is shown as success. What people change there is no fault of ours."""
    if row["status"] != "success":
        return False
    record = there.records.get(row["remote_id"] or "")
    if record is None:
        return row["remote_id"] not in there.deleted
    return not record.edited and any(record.fields.get(name, "") != value for name, value in content.items())
