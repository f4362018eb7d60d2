"""Whose database this is: a demo works on one that it marked while it was empty, and on no other."""

from typing import Any

import msgspec

from backend.storage import audits
from backend.storage.postgres.database import statement
from backend.storage.postgres.reach import connect


class Oldest(msgspec.Struct, frozen=True):
    """The integration that was made first: in a demo's database, the demo's own."""

    id: int
    name: str
    connector: str
    config: dict[str, Any]


class Standing(msgspec.Struct, frozen=True):
    marked: bool = False
    empty: bool = True  # no integration, object, person or key
    oldest: Oldest | None = None


async def standing(dsn: str) -> Standing:
    """How a database stands, before anything is done to it, migrations included. Raises SettingError."""
    connection = await connect(dsn)
    try:
        if await connection.fetchval("SELECT to_regclass('integration') IS NULL"):
            return Standing()
        row = await connection.fetchrow(statement("demo_standing").text)
    finally:
        await connection.close()
    oldest = msgspec.json.decode(row["oldest"], type=Oldest) if row["oldest"] else None
    return Standing(row["marked"], row["empty"], oldest)


async def mark() -> None:
    """Before anything else is put in: a demo that is killed meanwhile finds its database again."""
    await audits.write("demo", "demo.prepared")
