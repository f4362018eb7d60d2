"""How an integration is doing, for the strip above the grid."""

from datetime import datetime

import msgspec

from backend.domain.integrations.integration import Integration
from backend.domain.levels import TOP
from backend.domain.line.standing import Standing, standing_of
from backend.domain.protocol.times import UNCONFIRMED_AFTER
from backend.storage.counts.throughput import Hour, last_day
from backend.storage.counts.usage import Usage, this_month
from backend.storage.postgres.database import query, query_one
from backend.storage.workers import alive, overdue

__all__ = ["MOST_PER_HOUR", "Health", "alive", "entities", "health", "overdue"]

MOST_PER_HOUR = 10_000  # counting so many takes longer than a page of the grid


class Health(msgspec.Struct, frozen=True, kw_only=True):
    line: Standing
    last_push_at: datetime | None
    handed_over_at: datetime | None  # by the ERP, whatever it was
    waiting: int  # pending objects
    per_hour: int  # writes applied in the last hour, up to MOST_PER_HOUR
    unconfirmed: int = 0  # whose outcome is unknown for more than a day
    workers: int = 0
    worker_seen_at: datetime | None = None
    overdue_since: datetime | None = None  # something should have moved by now
    day: tuple[Hour, ...] = ()
    usage: Usage = Usage()  # this month
    quota: int | None = None  # transactions that a month includes, as the connector promises


async def health(
    integration: Integration, *, workers: int = 0, worker_seen_at: datetime | None = None, quota: int | None = None
) -> Health:
    """Workers, when one was last seen, and the quota are handed through. The integration as it is now."""
    row = await query_one("screen_health", integration=integration.id, most=MOST_PER_HOUR, late=UNCONFIRMED_AFTER)
    assert row is not None
    return Health(
        line=standing_of(integration),
        last_push_at=row["last_push_at"],
        handed_over_at=row["handed_over_at"],
        waiting=row["waiting"],
        per_hour=row["per_hour"],
        unconfirmed=row["unconfirmed"],
        workers=workers,
        worker_seen_at=worker_seen_at,
        overdue_since=(await overdue(integration.id)).get(integration.id),
        day=await last_day(integration.id),
        usage=await this_month(integration.id),
        quota=quota,
    )


async def unconfirmed(integration: int) -> int:
    """T36: objects whose outcome is unknown for more than a day."""
    found = await query("unconfirmed", late=UNCONFIRMED_AFTER)
    return sum(row["n"] for row in found if row["integration"] == integration)


async def entities(integration: int) -> list[str]:
    """As the entity filter names them: `top` first if there are objects of the whole company."""
    return [row["entity"] or TOP for row in await query("screen_entities", integration=integration)]
