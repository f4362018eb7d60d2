"""What happened at an integration since a person was there."""

from datetime import UTC, datetime

import msgspec

from backend.storage.postgres.database import query_one
from backend.storage.visits import Visit, open_causes

COUNTED = 10_000  # of what changed since


class News(msgspec.Struct, frozen=True, kw_only=True):
    since: datetime
    causes: int  # open now, and not then
    resolved: int  # open then, and not now
    success: int  # came into step
    more: bool  # than were counted

    @property
    def moment(self) -> str:
        """As the list filters by it."""
        return f"{self.since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


async def news(integration: int, visit: Visit | None) -> News | None:
    """None: nothing happened, they have read it, or they are here for the first time."""
    if visit is None or visit.before_at is None:
        return None
    row = await query_one("screen_since", integration=integration, since=visit.before_at, most=COUNTED)
    assert row is not None
    before, now = set(visit.before_causes), set(await open_causes(integration))
    found = News(
        since=visit.before_at,
        causes=len(now - before),
        resolved=len(before - now),
        success=row["success"],
        more=row["looked_at"] >= COUNTED,
    )
    return found if found.causes or found.resolved or found.success else None
