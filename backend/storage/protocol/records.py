"""Which record at the third party belongs to which binding."""

from collections.abc import Sequence

import asyncpg

from backend.domain.pushes.remote import RemoteRef
from backend.storage.postgres.database import query, query_one


class RecordTakenError(Exception):
    """It belongs to another binding. The open transaction is lost."""


async def link(integration: int, records: Sequence[tuple[int, RemoteRef]]) -> None:
    """Remember the records of bindings. A record that belongs to another binding already raises RecordTakenError."""
    if records:
        values = {
            "binding": [binding for binding, _ in records],
            "remote_id": [ref.id for _, ref in records],
            "number": [ref.number for _, ref in records],
            "url": [ref.url for _, ref in records],
        }
        try:
            await query("link_records", integration=integration, **values)
        except asyncpg.UniqueViolationError as error:
            raise RecordTakenError from error


async def owners(integration: int, records: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, str]]:
    """(kind, remote id) → (binding, its name), of records that are linked."""
    if not records:
        return {}
    kinds, ids = map(list, zip(*records, strict=True))
    rows = await query("record_owners", integration=integration, kinds=kinds, remote_ids=ids)
    return {(row["kind"], row["remote_id"]): (row["binding"], row["name"]) for row in rows}


async def owner_of(integration: int, binding: int, remote_id: str) -> str | None:
    """The other object that holds this record of the binding's kind already."""
    row = await query_one("record_owner", integration=integration, binding=binding, remote_id=remote_id)
    return row["name"] if row else None


async def foreign_records(binding: int) -> dict[str, tuple[RemoteRef, str]]:
    """By id: the records that the last look saw and left to a person, and the level where it saw them."""
    rows = await query("foreign_records", binding=binding)
    return {
        row["remote_id"]: (RemoteRef(id=row["remote_id"], number=row["number"], url=row["url"]), row["level"])
        for row in rows
    }


async def unlink(binding: int) -> RemoteRef | None:
    """Forget its record; gives what it was."""
    row = await query_one("unlink_record", binding=binding)
    return RemoteRef(id=row["remote_id"], number=row["number"]) if row else None
