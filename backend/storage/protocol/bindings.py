"""Bindings as the push protocol sees them: lock, decide outside, apply under the fence."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from backend.domain.objects import Category, ObjectRef
from backend.domain.protocol.row import Decision, Row
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import Park, Phase, Status
from backend.storage.postgres.database import as_json, query


class Change(msgspec.Struct, frozen=True):
    """A row as it was read, what was decided, the cause that its message shares with others, and where it is as it was
    before: when it had come to be so."""

    before: Row
    decision: Decision
    fingerprint: str = ""
    changed_at: datetime | None = None  # now

    @property
    def after(self) -> Row:
        return self.decision.row


async def lock(ids: Iterable[int]) -> tuple[list[Row], datetime]:
    """Lock in the order of ids; the database's time after the last lock. Ids that do not exist are left out."""
    records = await query("lock_bindings", ids=list(ids))
    return [_row(record) for record in records], records[-1]["now"] if records else _NEVER


async def read(ids: Iterable[int]) -> list[Row]:
    """For looking only."""
    return [_row(record) for record in await query("read_bindings", ids=list(ids))]


_NEVER = datetime.max.replace(tzinfo=UTC)  # no row: nothing is decided
_CATEGORIES, _PHASES = {one.value: one for one in Category}, {one.value: one for one in Phase}
_PARKS: dict[str | None, Park | None] = {None: None, **{one.value: one for one in Park}}


def _row(record: Sequence[object]) -> Row:
    id_, category, want, forced, phase, park, *rest, _ = record
    return Row(id_, _CATEGORIES[category], want, forced, _PHASES[phase], _PARKS[park], *rest)  # type: ignore[arg-type, index]


class FenceLostError(Exception):
    """A locked row changed under us: a bug, never a race."""


async def apply(changes: Sequence[Change], *, integration: int) -> None:
    """Write rows and messages. Call it inside the transaction that locked them."""
    moved = [change for change in changes if change.after != change.before]
    silent = [change.before.id for change in changes if change.decision.message == ""]
    if moved or silent:
        fences = [change.before.fence for change in moved]
        rows, times = as_json([change.after for change in moved]), [change.changed_at for change in moved]
        written = await query("apply_bindings", rows=rows, fences_read=fences, times=times, silent=silent)
        if len(written) != len(moved):
            raise FenceLostError
    await _write_messages(changes, integration)
    ended = [c.before.id for c in moved if c.before.status == "pending" and c.after.status != "pending"]
    if ended:
        await query("settle_items", ids=ended)


async def _write_messages(changes: Sequence[Change], integration: int) -> None:
    said = [(c.before.id, c.decision.message, c.fingerprint) for c in changes if c.decision.message]
    if said:
        bindings, texts, fingerprints = map(list, zip(*said, strict=True))
        await query("write_messages", binding=bindings, text=texts, fingerprint=fingerprints, integration=integration)


async def claim(name: str, integration: int, most: int) -> tuple[str, list[Row], datetime] | None:
    """Lock due bindings of one level: (level, rows in the order of ids, the database's time). `name`: claim_due or
    claim_looks."""
    records = await query(name, integration=integration, most=most)
    if not records:
        return None
    rows = sorted((_row(record[:-1]) for record in records), key=lambda row: row.id)
    return records[0]["at"], rows, records[-1]["now"]


class Unready(msgspec.Struct, frozen=True):
    """Something that a binding needs and that is not at the third party; status None: never received."""

    ref: ObjectRef
    status: str | None


class Needs(msgspec.Struct, frozen=True):
    """What bindings need, by binding: what they wait for, those in error first; and the records at the third party."""

    unready: Mapping[int, Sequence[Unready]]
    parents: Mapping[int, Mapping[ObjectRef, RemoteRef]]


async def needs(ids: Sequence[int], *, only_unready: bool = False) -> Needs:
    unready: dict[int, list[Unready]] = {}
    parents: dict[int, dict[ObjectRef, RemoteRef]] = {}
    rows = await query("needs_of", ids=list(ids), only_unready=only_unready)
    for child, kind, key, status, waits, remote_id, number, url in rows:
        ref = ObjectRef(kind, key)
        if waits:
            unready.setdefault(child, []).append(Unready(ref, status))
        if remote_id:
            parents.setdefault(child, {})[ref] = RemoteRef(id=remote_id, number=number, url=url)
    for found in unready.values():
        found.sort(key=_in_order)
    return Needs(unready, parents)


def _in_order(one: Unready) -> tuple[bool, bool, str, str]:
    return one.status != Status.ERROR, one.status is None, one.ref.kind, one.ref.key


async def unready_needs(ids: Sequence[int]) -> Mapping[int, Sequence[Unready]]:
    return (await needs(ids, only_unready=True)).unready


async def circles(ids: Sequence[int]) -> dict[int, ObjectRef]:
    """Those that need themselves through others, with the first of these."""
    found = await query("circles", ids=list(ids)) if ids else []
    return {start: ObjectRef(kind, key) for start, kind, key in found}


async def no_longer_waiting(blocked: Sequence[int]) -> list[int]:
    """Those whose needs are all there by now, or in error."""
    unready = await unready_needs(blocked)
    return [id_ for id_ in blocked if id_ not in unready or unready[id_][0].status == Status.ERROR]


async def children_of(ids: Sequence[int]) -> list[int]:
    """Bindings that wait for these, or were parked because of them."""
    return [row["child"] for row in await query("children_of", ids=list(ids))]


async def expired(integration: int, most: int) -> list[int]:
    """Bindings whose lease is over; locked."""
    return [row["id"] for row in await query("expired_leases", integration=integration, most=most)]


async def blocked_due(integration: int, most: int) -> list[int]:
    return [row["id"] for row in await query("blocked_due", integration=integration, most=most)]


async def unconfirmed(late: timedelta) -> list[tuple[int, int, datetime]]:
    """(integration, how many, since when): objects whose outcome is unknown for so long."""
    return [(row["integration"], row["n"], row["since"]) for row in await query("unconfirmed", late=late)]


async def claim_read_backs(integration: int, most: int, lease: timedelta) -> tuple[str, list[int], datetime] | None:
    """Of one level and kind, in step: (level, ids, the database's time). Nobody else takes them during the lease."""
    rows = await query("claim_read_backs", integration=integration, most=most, lease=lease)
    return (rows[0]["level"], [row["id"] for row in rows], rows[0]["now"]) if rows else None


async def put_off(rows: Sequence[Row]) -> None:
    """Of rows that stay in step only this changes: when they are read back next. They are locked."""
    if rows:
        await query("put_off_read_backs", ids=[row.id for row in rows], times=[row.next_at for row in rows])
