"""Store object versions that came in, and ask for pushes where kinds are automatic."""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from backend.actions.bind_objects import bind_objects
from backend.domain.ingest.envelope import Envelope
from backend.domain.ingest.receiving import Held, Receipt, Received, judge
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import ObjectRef, content_hash
from backend.runtime import Runtime
from backend.storage import objects
from backend.storage.counts import usage
from backend.storage.postgres.again import retried
from backend.storage.postgres.database import transaction

_NOT_SENT = (Receipt.UNCHANGED, Receipt.SUPERSEDED)


class _Item(msgspec.Struct, frozen=True):
    envelope: Envelope
    hash: bytes


@retried
async def receive_versions(runtime: Runtime, envelopes: Sequence[Envelope], *, source: str) -> list[Received]:
    """Store all in one transaction: the answers come after the commit, in the same order. Idempotent."""
    items = [_Item(one, content_hash(one.entity, one.reading.stored)) for one in envelopes]
    async with transaction():
        await objects.let_ingest()
        stored = await _lock_or_insert(items)
        hashes = await _hashes_of_numbers(items, stored)
        answers, new, newest = _judge_all(items, stored, hashes)
        await objects.insert_versions(new, source=source)
        await objects.lock_bindings([stored[ref].id for ref in newest])
        await objects.update({stored[ref].id: _current(item, number) for ref, (item, number) in newest.items()})
        await bind_objects(
            runtime, {stored[ref].id: (item.envelope, item.hash, n) for ref, (item, n) in newest.items()}
        )
        await usage.avoid_unchanged([stored[one.ref].id for one in answers if one.receipt in _NOT_SENT])
        await objects.note_handed_over()
    return answers


async def _lock_or_insert(items: Sequence[_Item]) -> dict[ObjectRef, objects.Stored]:
    """Nothing is locked before the new objects have their rows: two writers wait for each other in one order only."""
    refs = {item.envelope.ref: item for item in items}
    known = await objects.known(list(refs))
    missing = [_new_object(item) for ref, item in refs.items() if ref not in known]
    inserted = await objects.insert(missing) if missing else {}
    return await objects.lock(list(refs)) | _fresh(inserted)


def _fresh(inserted: dict[ObjectRef, int]) -> dict[ObjectRef, objects.Stored]:
    return {ref: objects.Stored(id=id_, newest=0, newest_hash=b"") for ref, id_ in inserted.items()}


async def _hashes_of_numbers(
    items: Sequence[_Item], stored: dict[ObjectRef, objects.Stored]
) -> dict[tuple[int, int], bytes]:
    wanted = [(stored[i.envelope.ref].id, i.envelope.number) for i in items if i.envelope.number is not None]
    return await objects.known_hashes(wanted)


def _judge_all(
    items: Sequence[_Item], stored: dict[ObjectRef, objects.Stored], hashes: dict[tuple[int, int], bytes]
) -> tuple[list[Received], list[objects.NewVersion], dict[ObjectRef, tuple[_Item, int]]]:
    """Answers, versions to store, and the newest of each object: one after the other, as if they had come singly."""
    answers: list[Received] = []
    new: list[objects.NewVersion] = []
    newest: dict[ObjectRef, tuple[_Item, int]] = {}
    for item in items:
        ref, held = item.envelope.ref, stored[item.envelope.ref]
        receipt, number = judge(item.envelope.number, item.hash, _held(held, item.envelope.number, hashes))
        answers.append(_answer(item, receipt, number, max(number, held.newest)))
        if receipt in (Receipt.CREATED, Receipt.SUPERSEDED):
            new.append(_new_version(item, held.id, number))
            hashes[held.id, number] = item.hash
        if receipt is Receipt.CREATED:
            held.newest, held.newest_hash = number, item.hash
            newest[ref] = (item, number)
    return answers, new, newest


def _held(stored: objects.Stored, number: int | None, hashes: dict[tuple[int, int], bytes]) -> Held | None:
    if stored.newest == 0:
        return None
    same = hashes.get((stored.id, number)) if number is not None else None
    return Held(stored.newest, stored.newest_hash, same)


def _answer(item: _Item, receipt: Receipt, number: int, newest: int) -> Received:
    custom = item.envelope.reading.custom
    return Received(ref=item.envelope.ref, version=number, receipt=receipt, custom=custom, newest=newest)


def _new_object(item: _Item) -> objects.NewObject:
    kind = KINDS[item.envelope.ref.kind]
    current = _current(item, item.envelope.number or 1)
    return objects.NewObject(ref=item.envelope.ref, category=kind.category, current=current)


def _new_version(item: _Item, object_id: int, number: int) -> objects.NewVersion:
    return objects.NewVersion(
        object=object_id,
        version=number,
        entity=item.envelope.entity,
        body=msgspec.json.encode(item.envelope.reading.stored).decode(),
        hash=item.hash,
        changed_at=item.envelope.changed_at,
    )


def _current(item: _Item, number: int) -> objects.Current:
    kind, body = KINDS[item.envelope.ref.kind], item.envelope.reading.body
    money = kind.money(body)
    return objects.Current(
        entity=item.envelope.entity,
        current_version=number,
        current_hash=item.hash,
        amount=Decimal(money.amount) if money else None,
        currency=money.currency if money else None,
        counterparty=kind.counterparty(body),
    )
