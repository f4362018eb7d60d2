"""How an integration is doing, for the strip above the grid."""

from datetime import datetime

import msgspec

from backend.domain.push import TOP
from backend.storage.postgres.database import Record, query, query_one
from backend.storage.workers import alive

__all__ = ["MOST_PER_HOUR", "Health", "alive", "entities", "health"]

MOST_PER_HOUR = 10_000  # counting so many takes longer than a page of the grid


class Health(msgspec.Struct, frozen=True, kw_only=True):
    ok: bool  # nothing is wrong, as far as is known
    sentence: str  # Connected | Held: … | Not answering: … | Not tried yet
    since: datetime | None
    last_push_at: datetime | None
    waiting: int  # pending objects
    per_hour: int  # writes applied in the last hour, up to MOST_PER_HOUR
    workers: int = 0
    worker_seen_at: datetime | None = None


async def health(integration: int, *, workers: int = 0, worker_seen_at: datetime | None = None) -> Health:
    """`workers` and when one was last seen are handed through. The integration must exist."""
    row = await query_one("screen_health", integration=integration, most=MOST_PER_HOUR)
    assert row is not None
    ok, sentence, since = _state(row)
    return Health(
        ok=ok,
        sentence=sentence,
        since=since,
        last_push_at=row["last_push_at"],
        waiting=row["waiting"],
        per_hour=row["per_hour"],
        workers=workers,
        worker_seen_at=worker_seen_at,
    )


def _state(row: Record) -> tuple[bool, str, datetime | None]:
    if row["held_reason"] is not None:
        return False, f"Held: {row['held_reason']}", None
    if row["trouble"]:
        return False, f"Not answering: {row['trouble']}", row["trouble_since"]
    if row["connected_since"] is None:
        return True, "Not tried yet", None
    return True, "Connected", row["connected_since"]


async def entities(integration: int) -> list[str]:
    """As the entity filter names them: `top` first if there are objects of the whole company."""
    return [row["entity"] or TOP for row in await query("screen_entities", integration=integration)]
