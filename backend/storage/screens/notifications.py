"""Who is told of an integration's troubles, and what became of it, as its page shows it."""

from datetime import datetime

import msgspec

from backend.storage.postgres.database import query

MOST = 10  # of each


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One notification."""

    id: int
    event: str
    sentence: str
    made_at: datetime
    due: datetime
    tries: int
    tried_at: datetime | None
    outcome: str
    delivered_at: datetime | None
    given_up_at: datetime | None


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    channel: str
    address: str
    topics: list[str]
    created_by: str
    created_at: datetime
    told: list[Told]  # the newest first


async def subscriptions(integration: int) -> list[Subscription]:
    told: dict[int, list[Told]] = {}
    for row in await query("screen_notifications", integration=integration, most=MOST):
        known = {name: row[name] for name in Told.__struct_fields__}
        told.setdefault(row["subscription"], []).append(Told(**known))
    rows = await query("screen_subscriptions", integration=integration)
    return [Subscription(**dict(row), told=told.get(row["id"], [])) for row in rows]
