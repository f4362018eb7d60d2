"""How often the objects of a page were tried, and who asked last."""

from collections.abc import Sequence

import msgspec

from backend.storage.postgres.database import query

MOST = 50  # as many as an object's details list


class Tried(msgspec.Struct, frozen=True):
    attempts: int  # looks among them; up to MOST
    more: bool
    by: str  # "": nobody yet


async def tried(ids: Sequence[int]) -> dict[int, Tried]:
    rows = await query("screen_tried", ids=list(ids), most=MOST + 1)
    return {row["id"]: Tried(min(row["attempts"], MOST), row["attempts"] > MOST, row["by"]) for row in rows}
