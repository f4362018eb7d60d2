"""Who did what to one object: from its syncs and the audit trail."""

from datetime import datetime
from typing import Any

import msgspec

from backend.domain.objects import ObjectRef
from backend.storage.postgres.database import query

_MOST = 100


class Act(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    by: str
    action: str  # `sync.synchronize`, `record.adopted`
    sync: int | None = None  # which one; None: another act
    outcome: str | None = None  # of its item in that sync
    facts: dict[str, Any] = {}


async def acts(integration: int, id_: int, ref: ObjectRef) -> list[Act]:
    """Newest first; the latest only."""
    found = await query("screen_acts", integration=integration, id=id_, subject=str(ref), most=_MOST)
    return [Act(**{**dict(row), "facts": msgspec.json.decode(row["facts"])}) for row in found]
