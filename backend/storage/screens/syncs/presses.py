"""Who was first, of two who ask for the same."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from backend.domain.syncs.verbs import Verb
from backend.storage.postgres.database import query_one

_MOST = 5_000


class PressedBefore(msgspec.Struct, frozen=True):
    """The newest sync that has some of them, and that moves them, or did so a moment ago."""

    sync: int
    verb: Verb
    by: str
    at: datetime
    count: int  # of them


async def pressed_before(
    integration: int, ids: Sequence[int], but: int | None = None, *, ended: bool = False
) -> PressedBefore | None:
    """`but`: a sync that is not meant. `ended`: what ended within a minute counts as well. None also where they became
    pending by themselves."""
    asked = {"integration": integration, "ids": list(ids[:_MOST]), "but": but or 0, "ended": ended}
    row = await query_one("pressed_before", **asked)
    return PressedBefore(row["id"], Verb(row["verb"]), row["asked_by"], row["asked_at"], row["count"]) if row else None
