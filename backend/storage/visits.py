"""When a person was last at an integration."""

from datetime import datetime, timedelta

import msgspec

from backend.storage.postgres.database import query, query_one

NOTED_EVERY = timedelta(minutes=3)
AWAY_AFTER = timedelta(minutes=30)  # without opening a page: then the visit is over


class Visit(msgspec.Struct, frozen=True):
    before_at: datetime | None  # when the visit before this one ended; None: none did, or what happened since is read
    before_causes: list[int]  # that were open then
    due: bool  # it is to be noted again


async def read(user: int, integration: int) -> Visit | None:
    """None: they were never here."""
    row = await query_one("read_visit", user=user, integration=integration, noted=NOTED_EVERY)
    return Visit(*row) if row else None


async def note(user: int, integration: int, causes: list[int]) -> None:
    """Nothing happens where it was noted just now. `causes`: those that are open."""
    await query("note_visit", user=user, integration=integration, causes=causes, noted=NOTED_EVERY, away=AWAY_AFTER)


async def forget_before(user: int, integration: int) -> None:
    await query("forget_before", user=user, integration=integration)


async def open_causes(integration: int) -> list[int]:
    """That some object is in error for, or is sent again after it."""
    return [row["id"] for row in await query("open_causes", integration=integration)]
