"""Marking, chunk by chunk, what a sync froze; and taking back what waits when it is stopped."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from backend.domain.protocol.events import Stopped
from backend.domain.protocol.times import BEFORE_DOCUMENTS
from backend.domain.status import Park
from backend.domain.syncs.selection import LeftOut, merged
from backend.domain.syncs.verbs import Verb
from backend.storage.postgres.database import Record, query, query_one
from backend.storage.syncs import sendable

_ABOVE_ALL = 2**63 - 1


class Chunk(msgspec.Struct, frozen=True):
    """What is marked in one transaction."""

    sync: int
    bindings: list[int]
    integration: int
    verb: Verb
    due_at: datetime


async def take_chunk() -> Chunk | None:
    """The oldest that nobody else is marking. It is done with the open transaction, or not at all."""
    row = await query_one("take_chunk")
    if row is None:
        return None
    return Chunk(row["sync"], row["bindings"], row["integration"], Verb(row["verb"]), row["due_at"])


async def mark(chunk: Chunk) -> list[int]:
    """As `decide` does with a press, by one statement; the ids of those whom the verb still sends."""
    await query("lock_chunk", ids=chunk.bindings)
    marked = await query(
        "mark_chunk",
        sync=chunk.sync,
        ids=chunk.bindings,
        forced=chunk.verb is Verb.FORCE_SYNCHRONIZE,
        due_at=chunk.due_at,
        before_documents=BEFORE_DOCUMENTS,
        **sendable(chunk.verb),
    )
    return [row["id"] for row in marked]


async def note_left_out(sync: int, found: Sequence[LeftOut]) -> None:
    """Whom the verb no longer sends."""
    row = await query_one("lock_sync", sync=sync)
    assert row is not None
    known = [LeftOut(*one) for one in msgspec.json.decode(row["left_out_later"])]
    both = merged((one.reason, one.count, one.example) for one in (*known, *found))
    text = msgspec.json.encode([(str(one.reason), one.count, one.example) for one in both]).decode()
    await query("left_out_later", sync=sync, left_out=text)


async def stop(integration: int, sync: int, by: str) -> int | None:
    """How many were not marked yet, and will not be. None: it is stopped already, or there is none."""
    row = await query_one("drop_chunks", integration=integration, sync=sync)
    assert row is not None
    unmarked: int = row["unmarked"]
    stopped = await query("stop_sync", integration=integration, sync=sync, by=by, unmarked=unmarked)
    return unmarked if stopped else None


async def withdrawing() -> list[tuple[int, int]]:
    """(sync, integration) of those that are stopped, and have items that may wait."""
    return [(row["id"], row["integration"]) for row in await query("withdrawing")]


class Waiting(msgspec.Struct, frozen=True):
    """An item of a stopped sync that may wait."""

    binding: int
    sync: int
    event: Stopped
    fingerprint: str
    changed_at: datetime | None  # before the press


async def waiting(sync: int, below: int, most: int, automatic: Mapping[str, bool]) -> list[Waiting]:
    """The last ones below an id. `automatic`: by kind."""
    rows = await query("waiting_items", sync=sync, below=below, most=most)
    return [_waiting(row, automatic) for row in rows]


async def stopped_among(bindings: Sequence[int], automatic: Mapping[str, bool]) -> dict[int, Waiting]:
    """Those of these bindings that a stopped sync marked."""
    rows = await query("stopped_items", ids=list(bindings))
    return {row["binding"]: _waiting(row, automatic) for row in rows}


async def undoable(bindings: Sequence[int]) -> set[int]:
    """Those of these bindings that wait because their sync can still be undone: nobody hurries them."""
    return {row["binding"] for row in await query("undoable_items", ids=list(bindings))}


def _waiting(row: Record, automatic: Mapping[str, bool]) -> Waiting:
    event = Stopped(
        version=row["version"],
        automatic=automatic.get(row["kind"], False),
        park=Park(row["park"]) if row["park"] else None,
        said=row["said"] or "",
    )
    return Waiting(row["binding"], row["sync"], event, row["fingerprint"] or "", row["changed_at"])


async def note_stopped(sync: int, bindings: Sequence[int], there: Sequence[int]) -> set[int]:
    """Those that waited until now; call it once they are locked, and before they are applied: what ends is settled
    there. What ended since it was read may have been pressed again. `there`: of whom the version asked for is there."""
    rows = await query("items_stopped", sync=sync, ids=list(bindings), there=list(there))
    return {row["binding"] for row in rows}


async def withdrawn_to(sync: int) -> int:
    """The withdrawal goes on below this id."""
    row = await query_one("withdrawn_to", sync=sync)
    assert row is not None
    return _ABOVE_ALL if row["withdrawn_to"] is None else int(row["withdrawn_to"])


async def note_withdrawn(sync: int, binding: int) -> None:
    await query("note_withdrawn", sync=sync, binding=binding)


async def end_withdrawing(sync: int) -> None:
    await query("end_withdrawing", sync=sync)
