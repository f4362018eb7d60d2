"""Syncs: what was asked for in one go, frozen."""

from collections.abc import Sequence

import msgspec

from backend.domain.objects import ObjectRef
from backend.domain.selection import Candidate, Plan
from backend.domain.status import Park, Status
from backend.storage.postgres.database import query, query_one


async def candidates(integration: int, ids: Sequence[int]) -> list[Candidate]:
    return [
        Candidate(
            id=row["id"],
            ref=ObjectRef(row["kind"], row["key"]),
            status=Status(row["status"]),
            park=Park(row["park"]) if row["park"] else None,
            version=row["desired_version"],
            carried=row["carried"],
        )
        for row in await query("candidates", integration=integration, ids=list(ids))
    ]


async def insert(integration: int, verb: str, by: str, plan: Plan) -> int:
    """The sync and its items, one for each object that is sent."""
    left_out = [(one.reason, one.count, one.example) for one in plan.left_out]
    row = await query_one(
        "insert_sync",
        integration=integration,
        verb=verb,
        asked_by=by,
        left_out=msgspec.json.encode(left_out).decode(),
        bindings=[one.id for one in plan.sent],
        versions=[one.version for one in plan.sent],
    )
    assert row is not None
    number: int = row["sync"]
    return number
