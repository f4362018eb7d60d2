"""Integrations as screens read them."""

from backend.storage.integrations import every, maps, read
from backend.storage.postgres.database import query
from backend.storage.screens.values import CauseLine, Causes

__all__ = ["causes", "every", "maps", "read"]


async def causes(integration: int, most: int) -> Causes:
    """What its objects in error have in common."""
    found = await query("count_causes", integration=integration, most=most + 2)
    shared = [
        CauseLine(
            cause=row["fingerprint"],
            sentence=row["sentence"],
            error_class=row["class"],
            count=row["count"],
            kinds=row["kinds"],
            first_seen=row["first_seen"],
            last_seen=row["last_seen"],
        )
        for row in found
        if row["fingerprint"] is not None
    ]
    others = sum(row["count"] for row in found if row["fingerprint"] is None)
    return Causes(causes=shared[:most], more=len(shared) > most, others=others)
