"""Versions of objects side by side: what is new since the one that the third party holds."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from backend.domain.kinds.body.comparing import in_order
from backend.domain.kinds.registry import KINDS
from backend.domain.status import Status
from backend.storage.postgres.database import Record, query
from backend.storage.screens.values import GridRow, Newer

ENTITY = "entity"  # of the envelope; the bodies of kinds have no such field


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """One version, whole."""

    number: int
    entity: str
    body: dict[str, Any]
    received_at: datetime
    source: str


async def newer(rows: Iterable[GridRow]) -> dict[int, Newer]:
    """By id, of those whose third party holds an older version that says something else."""
    ids = [row.id for row in rows if row.status is Status.DESYNCHRONIZED and row.synced_version is not None]
    found = {record["id"]: _newer(record) for record in await query("screen_newer", ids=ids)} if ids else {}
    return {id_: one for id_, one in found.items() if one.fields}


def _newer(record: Record) -> Newer:
    fields = in_order(record["fields"], KINDS[record["kind"]].body)
    moved = (ENTITY,) if record["moved"] else ()
    return Newer(since=record["since"], fields=(*moved, *fields), by=tuple(record["by"]), at=record["at"])


async def contents(id_: int, versions: Sequence[int]) -> dict[int, Content]:
    """By number; those that do not exist are left out."""
    found = await query("screen_contents", id=id_, versions=list(versions))
    return {row["version"]: _content(row) for row in found}


def _content(row: Record) -> Content:
    return Content(
        number=row["version"],
        entity=row["entity"],
        body=msgspec.json.decode(row["body"]),
        received_at=row["received_at"],
        source=row["source"],
    )
