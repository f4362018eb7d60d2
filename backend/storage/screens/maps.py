"""Value maps as screens read them: their entries, and what stopped for want of one."""

from datetime import datetime

import msgspec

from backend.domain.maps.blaming import blames
from backend.domain.maps.missing import map_and_code
from backend.storage.postgres.database import query

MOST_COUNTED = 10_000  # objects of one cause
_MOST_CAUSES = 1_000
_MOST_RETRIED = 1_000_000


class Stopped(msgspec.Struct, frozen=True, kw_only=True):
    """Objects in error that share one cause about a value map."""

    cause: int
    sentence: str
    next_step: str
    count: int  # up to MOST_COUNTED
    last_seen: datetime
    missing: tuple[str, str] | None  # map and code without an entry; None: an entry leads nowhere

    @property
    def code(self) -> str:
        return self.missing[1] if self.missing else ""

    @property
    def more(self) -> bool:
        return self.count >= MOST_COUNTED

    def is_about(self, name: str) -> bool:
        return self.missing[0] == name if self.missing else blames(self.next_step, name)


async def stopped(integration: int) -> list[Stopped]:
    """By any value map of the integration; most objects first."""
    rows = await query("stopped_by_maps", integration=integration, most=MOST_COUNTED, causes=_MOST_CAUSES)
    return [
        Stopped(
            cause=row["id"],
            sentence=row["sentence"],
            next_step=row["next_step"],
            count=row["count"],
            last_seen=row["last_seen"],
            missing=map_and_code(row["fingerprint"]),
        )
        for row in rows
    ]


async def ids_of_cause(integration: int, cause: int) -> list[int]:
    rows = await query("ids_of_cause", integration=integration, cause=cause, most=_MOST_RETRIED)
    return [row["id"] for row in rows]
