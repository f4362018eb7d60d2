"""Store what look-ups saw, and decide."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from backend.actions.looks.build_looks import Looking
from backend.actions.looks.claim_looks import LookBatch
from backend.actions.looks.ours_only import OURS, ours_only
from backend.actions.looks.set_aside import set_aside
from backend.actions.push.broken import not_stored
from backend.actions.push.one_by_one import Noted, one_by_one
from backend.actions.push.unsent.settle_blocked import AT_ONCE, blocked_meanwhile, decide_blocked, settle_blocked
from backend.actions.syncs.withdraw_changes import withdraw_changes
from backend.domain.integrations.integration import Integration
from backend.domain.line.trouble import trouble_seen
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Looked
from backend.domain.protocol.looked_causes import LOOKED_CAUSES, cause_of_look
from backend.domain.protocol.row import Row
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import Phase
from backend.storage import integrations
from backend.storage.counts import usage
from backend.storage.postgres.database import REFUSED, transaction
from backend.storage.protocol import attempts, bindings, records
from backend.storage.protocol.attempts import OUTCOME_OF_MATCH, Look
from backend.storage.protocol.bindings import Change

log = structlog.get_logger()

Seen = tuple[Looking, Found]

_ENDS = {Match.EQUAL: "applied", Match.FOREIGN: "foreign", Match.SEVERAL: "several"}


async def complete_looks(integration: Integration, batch: LookBatch, seen: Sequence[Found]) -> bool:
    """T34, and T19, T20 of those who waited, in one transaction unless they are many. Whether breaker or pacing of the
    line have anything to say."""
    looked = list(zip(batch.items, await ours_only(integration, batch, seen), strict=True))
    try:
        return await _store(integration, batch, looked)
    except REFUSED:
        log.exception("looks.not_stored", bindings=[item.row.id for item in batch.items])
        noted = await note_look(integration, [found for _, found in looked])
        return await one_by_one(lambda one: _store_alone(integration, batch, one, noted), looked)


async def _store_alone(integration: Integration, batch: LookBatch, seen: Seen, noted: Noted) -> bool:
    """What the database does not take is not known, and looked up again, seldom."""
    try:
        return await _store(integration, batch, [seen], noted)
    except REFUSED as problem:
        row = seen[0].row
        await set_aside(integration, {row.id: (row, not_stored(problem))})
        return False


async def note_look(integration: Integration, found: Sequence[Found], *, of_line: bool = True) -> Noted:
    """A call whose looks are stored one by one. `of_line`: what it says of the line counts."""
    async with transaction():
        exchange = await insert_exchange(integration, found)
        await usage.count_look(integration.id)
        unsettled = of_line and await integrations.note_line(integration.id, trouble_seen(found))
    return Noted(exchange, unsettled)


async def insert_exchange(integration: Integration, found: Sequence[Found]) -> int | None:
    """One for the request. Joins the open transaction."""
    return await attempts.insert_exchange(integration.id, next((f.exchange for f in found if f.exchange), None))


async def _store(integration: Integration, batch: LookBatch, seen: Sequence[Seen], noted: Noted | None = None) -> bool:
    """`noted`: what was kept of the call already."""
    looked, found = {item.row.id: (item, one) for item, one in seen}, [one for _, one in seen]
    waiting = await bindings.children_of(list(looked))
    async with transaction():
        locked, now = await bindings.lock([*looked, *waiting[:AT_ONCE]])
        rows = [row for row in locked if row.id in looked and _is_held(row, looked[row.id][0])]
        changes = [_change(integration, batch, row, looked[row.id], now) for row in rows]
        changes = await withdraw_changes(integration, changes, now)
        exchange = noted.exchange if noted else await insert_exchange(integration, found)
        await attempts.insert_looks([look_of(batch, *looked[row.id], exchange) for row in rows], counted=bool(noted))
        await attempts.note_causes(
            integration.id, [LOOKED_CAUSES[one.fingerprint] for one in changes if one.fingerprint in LOOKED_CAUSES]
        )
        await attempts.settle([_settled(*looked[c.before.id]) for c in changes if _ended(c, looked[c.before.id][0])])
        await records.link(integration.id, _records(changes, {id_: one for id_, (_, one) in looked.items()}))
        await bindings.apply(changes, integration=integration.id)
        unsettled = noted.unsettled if noted else await integrations.note_line(integration.id, trouble_seen(found))
        parked = await decide_blocked(integration.id, [row for row in locked if row.id not in looked], now)
    more = await bindings.children_of(parked) if parked else []
    more += await blocked_meanwhile(list(looked), waiting)
    await settle_blocked(integration, [*waiting[AT_ONCE:], *more])
    return unsettled


def _change(integration: Integration, batch: LookBatch, row: Row, seen: Seen, now: datetime) -> Change:
    item, found = seen
    event = Looked(
        intent=item.intent,
        found=found,
        looked_at=batch.at,
        level=batch.level,
        current=(item.version.number, item.version.hash),
        of_backup=_is_of_backup(integration, row, item),
    )
    decision = decide(row, event, now)
    cause = cause_of_look(decision.row, found.match)
    return Change(row, decision, cause.fingerprint if cause else "")


def _is_held(row: Row, item: Looking) -> bool:
    """Also false when this is stored once more: the first time let go of it, and a person may have gone on since."""
    return row.fence == item.row.fence and row.lease_until is not None


def _is_of_backup(integration: Integration, row: Row, item: Looking) -> bool:
    before = integration.restored_at is not None and item.since <= integration.restored_at
    return before and row.desired_version == item.row.desired_version


def look_of(batch: LookBatch, item: Looking, found: Found, exchange: int | None) -> Look:
    return Look(
        binding=item.row.id,
        version=item.version.number,
        version_hash=item.version.hash,
        level=batch.level,
        epoch=item.row.create_epoch,
        key=item.push.key,
        fence=item.row.fence,
        outcome=OUTCOME_OF_MATCH[found.match],
        sentence=attempts.storable(found.sentence),
        remote_id=found.remote.id if found.remote else None,
        differences=attempts.written_down(found.differences),
        records=attempts.written_down(_left_to_a_person(found)),
        exchange=exchange,
    )


def _left_to_a_person(found: Found) -> tuple[RemoteRef, ...]:
    if found.match is Match.FOREIGN:
        return (found.remote,) if found.remote else ()
    return found.others if found.match is Match.SEVERAL else ()


def _ended(change: Change, item: Looking) -> bool:
    return item.intent is not None and change.after.phase is not Phase.CONFIRMING


def _settled(item: Looking, found: Found) -> tuple[int, str, str | None]:
    assert item.intent is not None
    return item.intent.attempt, _ENDS.get(found.match, "not_applied"), found.remote.id if found.remote else None


def _records(changes: Sequence[Change], found: dict[int, Found]) -> list[tuple[int, RemoteRef]]:
    linked = [c.before.id for c in changes if c.after.linked and c.after != c.before]
    return [(id_, ref) for id_ in linked if found[id_].match in OURS and (ref := found[id_].remote)]
