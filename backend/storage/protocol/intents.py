"""Intents of rows that are as they were claimed: one statement for a whole request."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from backend.domain.integrations.integration import Integration
from backend.domain.protocol.row import Row
from backend.storage.postgres.database import as_json, query
from backend.storage.protocol.attempts import NewIntent
from backend.storage.protocol.slots import Hold, as_read


class _Given(NewIntent, frozen=True, kw_only=True):
    """An attempt, and what becomes of its row."""

    desired_version: int
    lease_until: datetime | None
    next_at: datetime | None
    quarantine_until: datetime | None


async def intend_claimed(
    integration: Integration, going: Sequence[tuple[NewIntent, Row]], hold: Hold, *, claimed_at: datetime
) -> dict[int, int]:
    """binding → attempt. Each with its row as `decide` made it of an intent at the time of the claim. None of them: one
    is not as it was claimed, or is not to be sent now; or the slot was lost. Nothing is sent then."""
    rows = await query(
        "intend_claimed",
        ids=[row.id for _, row in going],
        intents=as_json([_given(intent, row) for intent, row in going]),
        **as_read(integration),
        **msgspec.structs.asdict(hold),
        claimed_at=claimed_at,
    )
    return {row["binding"]: row["id"] for row in rows}


def _given(intent: NewIntent, row: Row) -> _Given:
    return _Given(
        **msgspec.structs.asdict(intent),
        desired_version=row.desired_version,
        lease_until=row.lease_until,
        next_at=row.next_at,
        quarantine_until=row.quarantine_until,
    )
