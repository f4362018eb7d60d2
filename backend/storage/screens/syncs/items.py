"""The objects of a sync, page by page, and what became of each."""

import msgspec

from backend.domain.status import Phase, Status
from backend.domain.syncs.outcomes import KEPT, Outcome, outcome_of
from backend.storage.postgres.database import Record, query

PAGE = 100


class SyncItem(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    key: str
    version: int  # that was asked for
    outcome: Outcome
    phase: Phase  # where it is now
    status: Status  # now: others may have pressed since
    message: str  # of now


class SyncItems(msgspec.Struct, frozen=True):
    items: list[SyncItem]
    next: int | None  # what `after` is for the page behind this one


async def sync_items(sync: int, *, outcome: Outcome | None = None, after: int = 0, most: int = PAGE) -> SyncItems:
    """What is frozen and not yet marked is not among them. `after`: the page before ended there."""
    names = KEPT[outcome] if outcome else None
    rows = await query("screen_sync_items", sync=sync, after=after, outcomes=names, most=most + 1)
    return SyncItems([_item(row) for row in rows[:most]], rows[most - 1]["binding"] if len(rows) > most else None)


def _item(row: Record) -> SyncItem:
    return SyncItem(
        kind=row["kind"],
        key=row["key"],
        version=row["version"],
        outcome=outcome_of(row["outcome"]),
        phase=Phase(row["phase"]),
        status=Status(row["status"]),
        message=row["message"] or "",
    )
