"""Syncs: what was asked for in one go, frozen."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from backend.domain.objects import ObjectRef
from backend.domain.status import RESOLVE_FIRST, Park, Status
from backend.domain.syncs.selection import Candidate, LeftOut, Plan, merged
from backend.domain.syncs.verbs import ANSWERS, SENT, Verb
from backend.storage.postgres.database import Record, query, query_one

CHUNK = 5_000  # objects that are marked in one transaction
AT_ONCE = timedelta(0)
MOST_NEEDED = 500  # objects that one press takes along


class TooManyNeededError(Exception):
    """They need more objects than one press takes along."""


async def candidates(integration: int, ids: Sequence[int], *, takes_over: bool = False) -> list[Candidate]:
    """`takes_over`: with what a press takes over from a sync that was stopped."""
    return [
        Candidate(
            id=row["id"],
            ref=ObjectRef(row["kind"], row["key"]),
            status=Status(row["status"]),
            park=Park(row["park"]) if row["park"] else None,
            version=row["desired_version"],
            carried=row["carried"],
            stopped=row["stopped"],
        )
        for row in await query("candidates", integration=integration, ids=list(ids), takes_over=takes_over)
    ]


async def needed_by(integration: int, chosen: Sequence[Candidate], verb: Verb) -> list[Candidate]:
    """What those that the verb sends, or that wait already, need there, directly or through others, and that can be
    sent. Raises TooManyNeededError."""
    rows = await query("needed_by", children=[one.id for one in children_of(chosen, verb)], most=MOST_NEEDED + 1)
    if len(rows) > MOST_NEEDED:
        raise TooManyNeededError
    found = await candidates(integration, [row["id"] for row in rows], takes_over=True)
    return [one for one in found if one.sent_by]


def children_of(chosen: Sequence[Candidate], verb: Verb) -> list[Candidate]:
    """Those that may need others: a press of this verb sends them, or they wait already."""
    return [one for one in chosen if one.left_out(verb) is None or one.status is Status.PENDING]


async def insert(
    integration: int, verb: str, by: str, plan: Plan, *, given: str | None = None, undo: timedelta = AT_ONCE
) -> int:
    """The sync and its items, one for each object that is sent; before they are marked. `given`: as of `freeze`."""
    sync = await _insert(integration, verb, by, given, items=len(plan.sent), left_out=plan.left_out, undo=undo)
    await insert_items(sync, plan.sent)
    return sync


async def insert_items(sync: int, sent: Sequence[Candidate]) -> None:
    """One for each; they are locked. What they take over from a sync that was stopped ends there."""
    await query("insert_items", sync=sync, ids=[one.id for one in sent])


class Frozen(msgspec.Struct, frozen=True, kw_only=True):
    """A sync whose objects are marked chunk by chunk; `items`: how many will be sent."""

    sync: int | None  # None: it was taken back
    items: int
    left_out: list[LeftOut]


async def freeze(
    integration: int, verb: Verb, by: str, given: str | None, ids: Sequence[int], undo: timedelta = AT_ONCE
) -> Frozen:
    """`given`: the filter that chose these ids, as the list's address has it; None: they were named."""
    sync = await _insert(integration, verb, by, given, items=0, left_out=[], undo=undo)
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
    integration: int,
    verb: str,
    by: str,
    given: str | None,
    *,
    items: int,
    left_out: Sequence[LeftOut],
    undo: timedelta,
) -> int:
    row = await query_one(
        "insert_sync",
        integration=integration,
        verb=verb,
        asked_by=by,
        filter=given,
        items=items,
        left_out=_encode(left_out),
        undo=undo,
    )
    assert row is not None
    number: int = row["id"]
    return number


def _encode(left_out: Sequence[LeftOut]) -> str:
    return msgspec.json.encode([(str(one.reason), one.count, one.example) for one in left_out]).decode()
