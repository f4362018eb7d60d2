"""Objects and their versions: hashes first, bodies only of what is new."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from backend.domain.objects import ObjectRef
from backend.domain.protocol.looked_causes import TAKEN
from backend.domain.protocol.times import BEFORE_DOCUMENTS
from backend.storage.postgres.columns import columns_of
from backend.storage.postgres.database import query
from backend.storage.protocol import attempts


class Stored(msgspec.Struct, kw_only=True):
    """An object as it is stored, locked."""

    id: int
    newest: int
    newest_hash: bytes


class Current(msgspec.Struct, frozen=True, kw_only=True):
    """What an object's newest version says of it."""

    entity: str
    current_version: int
    current_hash: bytes
    amount: Decimal | None
    currency: str | None
    counterparty: str


class NewObject(msgspec.Struct, frozen=True, kw_only=True):
    ref: ObjectRef
    category: str
    current: Current


class NewVersion(msgspec.Struct, frozen=True, kw_only=True):
    object: int
    version: int
    entity: str
    body: str  # JSON
    hash: bytes
    changed_at: datetime | None


async def lock(refs: Sequence[ObjectRef]) -> dict[ObjectRef, Stored]:
    rows = await query("lock_objects", kinds=[ref.kind for ref in refs], keys=[ref.key for ref in refs])
    return {
        ObjectRef(row["kind"], row["key"]): Stored(
            id=row["id"], newest=row["current_version"], newest_hash=row["current_hash"]
        )
        for row in rows
    }


async def known(refs: Sequence[ObjectRef]) -> set[ObjectRef]:
    """Those that are stored; not locked."""
    rows = await query("known_objects", kinds=[ref.kind for ref in refs], keys=[ref.key for ref in refs])
    return {ObjectRef(row["kind"], row["key"]) for row in rows}


async def known_hashes(wanted: Sequence[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """(object, version) → hash, of those that are stored."""
    rows = await query("known_versions", objects=[o for o, _ in wanted], versions=[v for _, v in wanted])
    return {(row["object"], row["version"]): row["hash"] for row in rows}


async def insert(new: Sequence[NewObject]) -> dict[ObjectRef, int]:
    """In the order of names, so that two writers never wait for each other. What is there already is left out."""
    ordered = sorted(new, key=lambda one: one.ref)
    rows = await query(
        "insert_objects",
        kind=[one.ref.kind for one in ordered],
        key=[one.ref.key for one in ordered],
        category=[one.category for one in ordered],
        **columns_of([one.current for one in ordered]),
    )
    return {ObjectRef(row["kind"], row["key"]): row["id"] for row in rows}


async def let_ingest() -> None:
    """Objects change only in transactions that begin with this: see `stop_ingest`."""
    await query("let_ingest")


async def note_handed_over() -> None:
    """Something was, changed or not. Call it last."""
    await query("note_handed_over")


async def stop_ingest() -> None:
    """Until the transaction ends nobody changes objects, and what was changed is committed and can be read."""
    await query("stop_ingest")


async def update(current: dict[int, Current]) -> None:
    if current:
        await query("update_objects", id=list(current), **columns_of(list(current.values())))


async def insert_versions(versions: Sequence[NewVersion], *, source: str) -> None:
    if versions:
        await query("insert_versions", **columns_of(versions), source=source)


class NewBinding(msgspec.Struct, frozen=True):
    object: int
    automatic: bool
    quiet: timedelta
    unknown: str  # why the connector does not carry it; "" when it does


async def insert_bindings(integration: int, new: Sequence[NewBinding]) -> dict[int, int]:
    """object → binding. What the connector does not carry is listed, with the reason; what is parked says why."""
    rows = await query(
        "insert_bindings",
        integration=integration,
        objects=[one.object for one in new],
        automatic=[one.automatic for one in new],
        quiet=[one.quiet for one in new],
        carried=[not one.unknown for one in new],
        before_documents=BEFORE_DOCUMENTS,
    )
    made = {row["object"]: row["id"] for row in rows}
    await _say(integration, [(made[one.object], one.unknown) for one in new if one.unknown and one.object in made], "")
    if taken := [(row["id"], row["taken"]) for row in rows if row["taken"]]:
        await attempts.note_causes(integration, [TAKEN])
        await _say(integration, taken, TAKEN.fingerprint)
    return made


async def _say(integration: int, said: Sequence[tuple[int, str]], fingerprint: str) -> None:
    if said:
        ids, texts = map(list, zip(*said, strict=True))
        shared = [fingerprint] * len(ids)
        await query("write_messages", binding=ids, text=texts, fingerprint=shared, integration=integration)


async def bindings_of(integration: int, objects: Sequence[int]) -> dict[int, int]:
    """object → binding."""
    rows = await query("bindings_of", integration=integration, objects=list(objects))
    return {row["object"]: row["id"] for row in rows}


async def lock_bindings(objects: Sequence[int]) -> None:
    """All bindings of these objects, in the order of ids: before a trigger or a decision locks some of them."""
    await query("lock_bindings_of", objects=list(objects))


async def move_entities(bindings: Sequence[int]) -> None:
    await query("move_entities", ids=list(bindings))


async def replace_edges(
    integration: int, needs: Mapping[int, Sequence[ObjectRef]], *, unawaited: Collection[str]
) -> None:
    """binding → what its newest version needs. Kinds in `unawaited` are waited for only once they were received."""
    pairs = [(child, ref) for child, refs in needs.items() for ref in dict.fromkeys(refs)]
    await query(
        "replace_edges",
        integration=integration,
        ids=list(needs),
        child=[child for child, _ in pairs],
        kind=[ref.kind for _, ref in pairs],
        key=[ref.key for _, ref in pairs],
        awaited=[ref.kind not in unawaited for _, ref in pairs],
    )


class Unbound(msgspec.Struct, frozen=True):
    """An object without a binding."""

    object: int
    kind: str
    key: str
    version: int
    entity: str
    body: str
    hash: bytes


async def unbound(integration: int, most: int) -> list[Unbound]:
    return [Unbound(*row) for row in await query("unbound_objects", integration=integration, most=most)]
