"""Keep that people and programs were here lately."""

from collections.abc import Collection

from backend.storage import people as storage


async def note_seen(people: Collection[int], keys: Collection[int]) -> None:
    """By their ids."""
    await storage.note_seen(sorted(people), sorted(keys))
