"""How far a sync is; and whether anything can still move by itself, for whoever waits for an end."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from backend.domain.grid.words import kept_filter
from backend.domain.status import Phase, Status
from backend.domain.syncs.selection import LeftOut
from backend.domain.syncs.verbs import Verb
from backend.storage.postgres.database import Record, query, query_one

_NAMED = 50


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """Of a sync's items, or of all objects; the rest of `total` is neither sent nor asked for."""

    total: int
    success: int
    error: int
    pending: int
    still: int  # pending, and can move by itself; 0: this is the end
    stuck: int  # pending, and waits for something that nobody asked to send
    waiting_for: list[tuple[str, str, str, str, str]]  # (key, kind, kind it needs, key it needs, why); the first


async def settled(integration: int, sync: int | None = None) -> Progress:
    """How far a sync is (None: the whole integration). An integration that is held or down can still move."""
    blocked = await query("screen_blocked", integration=integration)
    everywhere = stuck_in(blocked)
    asked = {} if sync is None else {"sync": sync, "stuck": list(everywhere)}
    row = await query_one(
        "screen_progress" if sync is None else "screen_sync_progress", integration=integration, **asked
    )
    assert row is not None
    stuck = everywhere if row["ids"] is None else set(row["ids"])
    return Progress(
        total=row["total"],
        success=row["success"],
        error=row["error"],
        pending=row["pending"],
        still=max(row["pending"] - len(stuck), 0),
        stuck=len(stuck),
        waiting_for=_waiting_for([one for one in blocked if not _moves(one, everywhere)], stuck),
    )


def stuck_in(blocked: Sequence[Record]) -> set[int]:
    """Those that wait, directly or through others, for what does not move; a circle does not move either."""
    needs: dict[int, list[Record]] = {}
    for row in blocked:
        needs.setdefault(row["child"], []).append(row)
    stuck = set(needs)
    while moving := {child for child in stuck if all(_moves(row, stuck) for row in needs[child])}:
        stuck -= moving
    return stuck


def _moves(row: Record, stuck: set[int]) -> bool:
    """What is in error ends the wait too: who waits for it goes into error."""
    if row["needs_status"] == Status.PENDING:
        return row["needs_phase"] != Phase.BLOCKED or row["needs"] not in stuck
    return bool(row["needs_status"] == Status.ERROR)


_REASONS = {
    None: "never received",
    Status.NOT_INTEGRATED: "not integrated, and nobody asked to send it",
    Status.PENDING: "waits itself",
}


def _waiting_for(unmoved: Sequence[Record], stuck: set[int]) -> list[tuple[str, str, str, str, str]]:
    """Along the chains of those that are stuck; the ends first: they are what somebody can send."""
    meant = set(stuck)
    while more := {row["needs"] for row in unmoved if row["child"] in meant} - meant:
        meant |= more
    rows = [row for row in unmoved if row["child"] in meant]
    rows.sort(key=lambda row: row["needs_status"] == Status.PENDING)
    return [
        (row["key"], row["kind"], row["needs_kind"], row["needs_key"], _REASONS[row["needs_status"]])
        for row in rows[:_NAMED]
    ]


class SyncPage(msgspec.Struct, frozen=True, kw_only=True):
    """A sync, and where its items are: they add up to `items`."""

    number: int
    verb: Verb
    asked_by: str
    asked_at: datetime
    filter: str | None  # as the list's address has it; '': everything; None: objects were named
    first: str  # the key of the first of those
    cause: str  # the sentence of the one that the filter names
    items: int
    left_out: list[LeftOut]
    undo_until: datetime | None  # nothing of it was sent before
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


async def sync_page(integration: int, number: int) -> SyncPage | None:
    row = await query_one("read_sync", integration=integration, sync=number)
    if row is None:
        return None
    given = {name: row[name] for name in SyncPage.__struct_fields__ if name in row}
    return SyncPage(
        **given
        | {"number": row["id"], "verb": Verb(row["verb"]), "stopped": row["unmarked"] + row["withdrawn"]}
        | {"first": row["first"] or "", "cause": (await _causes(integration, [row])).get(row["id"], "")}
        | {name: _left_out(row[name]) for name in ("left_out", "left_out_later")}
    )


class RecentSync(msgspec.Struct, frozen=True, kw_only=True):
    """One of the list."""

    number: int
    verb: Verb
    asked_by: str
    asked_at: datetime
    filter: str | None
    first: str  # as of SyncPage
    cause: str
    items: int
    stopped_at: datetime | None
    done: int  # ended, and not by a stop
    error: int  # of those
    moving: int
    blocked: int  # of those: they wait for others


async def recent_syncs(integration: int, most: int, after: int | None = None) -> tuple[list[RecentSync], int | None]:
    """Newest first, and what `after` is for the page behind this one; None: it is the last."""
    rows = await query("recent_syncs", integration=integration, after=after, most=most + 1)
    shown = rows[:most]
    causes = await _causes(integration, shown)
    following = shown[-1]["id"] if len(rows) > most else None
    return [_recent(row, causes.get(row["id"], "")) for row in shown], following


def _recent(row: Record, cause: str) -> RecentSync:
    given = {name: row[name] for name in RecentSync.__struct_fields__ if name in row}
    return RecentSync(
        **given | {"number": row["id"], "verb": Verb(row["verb"]), "first": row["first"] or "", "cause": cause}
    )


async def _causes(integration: int, rows: Sequence[Record]) -> dict[int, str]:
    """Of those whose filter names one: sync → its sentence."""
    given = {row["id"]: kept_filter(row["filter"]) for row in rows}
    meant = {sync: int(one.cause) for sync, one in given.items() if one is not None and one.cause}
    found = await query("read_causes", integration=integration, ids=list({*meant.values()}), longest=1) if meant else []
    said = {row["id"]: row["sentence"] for row in found}
    return {sync: said[number] for sync, number in meant.items() if number in said}


def _left_out(text: str) -> list[LeftOut]:
    return [LeftOut(*one) for one in msgspec.json.decode(text)]
