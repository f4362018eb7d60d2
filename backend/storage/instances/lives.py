"""The life of this database, as it says itself."""

from datetime import datetime

import msgspec

from backend.domain.instances.recognizing import Server, Standing
from backend.storage.postgres.database import Record, query, query_one


class Life(msgspec.Struct, frozen=True):
    """`why`: "" for its first."""

    began_at: datetime
    why: str
    newest_received_at: datetime | None  # what was received later is not in it


async def standing(witness: str) -> tuple[Standing, datetime | None]:
    """`witness`: the life that the home knows, or "". And when somebody last vouched for the database."""
    row = await query_one("instance_standing", witness=witness)
    assert row is not None
    return _standing(row), row["vouched_at"]


def _standing(row: Record) -> Standing:
    known = Server(row["system_identifier"], row["timeline"], row["database"]) if row["used"] else None
    return Standing(
        life=row["life"] if row["used"] else "",
        known=known,
        server=Server(row["system_identifier_now"], row["timeline_now"], row["database_now"]),
        newest_attempt=row["newest_attempt"],
        in_use=row["in_use"],
        was_ours=row["was_ours"],
        put_back=row["put_back"],
    )


async def lock() -> None:
    """Until the transaction ends."""
    await query("lock_instance")


async def begin(life: str, server: Server, *, why: str) -> datetime | None:
    """The newest version that was received, as far as this database knows; None also for a first life."""
    where = {"timeline": server.timeline, "database": server.database}
    row = await query_one("begin_life", life=life, why=why, system_identifier=server.system_identifier, **where)
    assert row is not None
    newest: datetime | None = row["at"]
    return newest


async def note_lost(life: str) -> None:
    await query("note_lost_life", life=life)


async def vouch(life: str) -> None:
    await query("vouch_instance", life=life)


async def last() -> Life | None:
    row = await query_one("last_life")
    return Life(row["began_at"], row["why"], row["newest_received_at"]) if row else None
