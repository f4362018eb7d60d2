"""Syncs: what was asked for in one go, frozen."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from backend.domain.objects import ObjectRef
from backend.domain.selection import Candidate, LeftOut, Plan, merged
from backend.domain.status import RESOLVE_FIRST, Park, Status
from backend.domain.verbs import ANSWERS, SENT, Verb
from backend.storage.postgres.database import Record, query, query_one

CHUNK = 5_000  # objects that are marked in one transaction


async def candidates(integration: int, ids: Sequence[int]) -> list[Candidate]:
    return [
        Candidate(
            id=row["id"],
            ref=ObjectRef(row["kind"], row["key"]),
            status=Status(row["status"]),
            park=Park(row["park"]) if row["park"] else None,
            version=row["desired_version"],
            carried=row["carried"],
        )
        for row in await query("candidates", integration=integration, ids=list(ids))
    ]


async def insert(integration: int, verb: str, by: str, plan: Plan, *, given: str | None = None) -> int:
    """The sync and its items, one for each object that is sent; before they are marked. `given`: as of `freeze`."""
    sync = await _insert(integration, verb, by, given, items=len(plan.sent), left_out=plan.left_out)
    await query("insert_items", sync=sync, ids=[one.id for one in plan.sent])
    return sync


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """A sync whose objects are marked chunk by chunk; `items`: how many will be sent."""

    sync: int | None  # None: it was taken back
    items: int
    left_out: list[LeftOut]


async def freeze(integration: int, verb: Verb, by: str, given: str | None, ids: Sequence[int]) -> Frozen:
    """`given`: the filter that chose these ids, as the list's address has it; None: they were named."""
    sync = await _insert(integration, verb, by, given, items=0, left_out=[])
    groups = await query(
        "freeze_chunks", sync=sync, integration=integration, ids=list(ids), at_once=CHUNK, **sendable(verb)
    )
    counted = [(group_of(row), row["count"]) for row in groups]
    items = sum(count for one, count in counted if one.left_out(verb) is None)
    left_out = merged((one.left_out(verb), count, one.ref.key) for one, count in counted)
    await query("frozen_sync", sync=sync, items=items, left_out=_encode(left_out))
    return Frozen(sync=sync, items=items, left_out=left_out)


def group_of(row: Record) -> Candidate:
    """One for all that are treated alike."""
    park = Park(row["park"]) if row["park"] else None
    ref = ObjectRef(row["kind"], row["key"])
    return Candidate(id=0, ref=ref, status=Status(row["status"]), park=park, version=0, carried=row["carried"])


def sendable(verb: Verb) -> dict[str, list[str]]:
    """Whom a verb sends, as the SQL asks."""
    statuses = [status.value for (status, of), answer in ANSWERS.items() if of is verb and answer is SENT]
    return {"statuses": statuses, "resolve_first": [park.value for park in RESOLVE_FIRST]}


async def _insert(
    integration: int, verb: str, by: str, given: str | None, *, items: int, left_out: Sequence[LeftOut]
) -> int:
    row = await query_one(
        "insert_sync",
        integration=integration,
        verb=verb,
        asked_by=by,
        filter=given,
        items=items,
        left_out=_encode(left_out),
    )
    assert row is not None
    number: int = row["id"]
    return number


def _encode(left_out: Sequence[LeftOut]) -> str:
    return msgspec.json.encode([(one.reason, one.count, one.example) for one in left_out]).decode()


class SyncPage(msgspec.Struct, frozen=True, kw_only=True):
    """A sync, and where its items are: they add up to `items`."""

    number: int
    verb: Verb
    asked_by: str
    asked_at: datetime
    filter: str | None  # as of `freeze`
    items: int
    left_out: list[LeftOut]
    left_out_later: list[LeftOut]  # items that were no longer to be sent when their turn came to be marked
    stopped_by: str | None
    stopped_at: datetime | None
    withdrawing: bool  # stopped, and some of what waits is still being taken back
    frozen: int  # not yet marked
    queued: int
    sending: int
    confirming: int
    blocked: int
    success: int
    error: int
    changed: int  # ended otherwise: a newer version came
    stopped: int
    last_minute: int  # that many ended within the last minute

    @property
    def moving(self) -> int:
        return self.frozen + self.queued + self.sending + self.confirming + self.blocked


async def read(integration: int, number: int) -> SyncPage | None:
    row = await query_one("read_sync", integration=integration, sync=number)
    if row is None:
        return None
    given = {name: row[name] for name in SyncPage.__struct_fields__ if name in row}
    return SyncPage(
        **given
        | {"number": row["id"], "verb": Verb(row["verb"]), "stopped": row["unmarked"] + row["withdrawn"]}
        | {name: _left_out(row[name]) for name in ("left_out", "left_out_later")}
    )


class RecentSync(msgspec.Struct, frozen=True):
    """One of the list."""

    number: int
    verb: Verb
    asked_by: str
    asked_at: datetime
    filter: str | None
    items: int
    stopped_at: datetime | None


async def recent(integration: int, most: int) -> list[RecentSync]:
    """Newest first."""
    rows = await query("recent_syncs", integration=integration, most=most)
    return [RecentSync(row["id"], Verb(row["verb"]), *list(row)[2:]) for row in rows]


def _left_out(text: str) -> list[LeftOut]:
    return [LeftOut(*one) for one in msgspec.json.decode(text)]
