"""How all integrations are doing, in numbers for monitoring: sums that are kept anyway, no object is counted."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from backend.domain.integrations.integration import Integration
from backend.domain.line.standing import standing_of
from backend.domain.protocol.times import UNCONFIRMED_AFTER
from backend.domain.status import Status
from backend.storage.integrations import every
from backend.storage.postgres.database import query
from backend.storage.workers import alive, overdue

__all__ = ["Metrics", "alive", "metrics"]


class Metrics(msgspec.Struct, frozen=True, kw_only=True):
    integration: Integration
    objects: Mapping[Status, int]
    unconfirmed: int  # whose outcome is unknown for more than a day
    due_seconds: float  # for which the oldest push or look is due; 0: none is
    overdue: bool  # something should have moved by now
    transactions: int  # since it was made, as the next
    avoided: int
    this_month: int  # transactions

    @property
    def held(self) -> bool:
        return self.integration.held_reason is not None

    @property
    def line_ok(self) -> bool:
        """Whoever holds it says nothing of the line."""
        return standing_of(replace(self.integration, held_reason=None)).ok


async def metrics() -> list[Metrics]:
    integrations, late = await every(), await overdue()
    objects, used = await _objects(), {row["integration"]: row for row in await query("metrics_usage")}
    due = {row["integration"]: row["seconds"] for row in await query("metrics_due")}
    unknown = {row["integration"]: row["n"] for row in await query("unconfirmed", late=UNCONFIRMED_AFTER)}
    return [
        Metrics(
            integration=one,
            objects={status: objects.get((one.id, status), 0) for status in Status},
            unconfirmed=unknown.get(one.id, 0),
            due_seconds=due.get(one.id, 0.0),
            overdue=one.id in late,
            **{name: used[one.id][name] if one.id in used else 0 for name in _USED},
        )
        for one in integrations
    ]


async def _objects() -> dict[tuple[int, str], int]:
    return {(row["integration"], row["status"]): row["n"] for row in await query("metrics_tally")}


_USED = ("transactions", "avoided", "this_month")
