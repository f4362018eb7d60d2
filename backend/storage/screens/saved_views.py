"""Views of the list that a person saved for themselves."""

import msgspec

from backend.storage.postgres.database import query


class SavedView(msgspec.Struct, frozen=True):
    id: int
    name: str
    query: str  # of the list
    layout: str
    opens: bool  # the list opens with it


async def saved_views(user: int, integration: int) -> list[SavedView]:
    """By name."""
    found = await query("saved_views", user=user, integration=integration)
    return [SavedView(row["id"], row["name"], row["query"], row["layout"], row["opens"]) for row in found]
