"""Take bindings whose outcome is to be looked up."""

from datetime import datetime

import msgspec

from backend.domain.integration import Integration
from backend.domain.keys import coming_create_keys, create_key
from backend.domain.objects import Version
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import LookClaimed
from backend.domain.protocol.row import Intent, Row
from backend.domain.protocol.times import CLOCKS, Times
from backend.domain.push import NO_PAYLOAD, Operation, Push
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings, loads
from backend.storage.protocol.bindings import Change
from backend.storage.protocol.loads import OpenIntent


class Looking(msgspec.Struct, frozen=True):
    row: Row
    push: Push  # what to look for; its payload is empty
    intent: Intent | None  # None after a Force: nothing is in flight
    version: Version


class LookBatch(msgspec.Struct, frozen=True):
    level: str
    items: list[Looking]
    at: datetime  # the database's time before the look


async def claim_looks(runtime: Runtime, integration: Integration, times: Times, *, most: int) -> LookBatch | None:
    """None: nothing is to be looked up now."""
    async with transaction():
        found = await bindings.claim("claim_looks", integration.id, most)
        if found is None:
            return None
        level, ids = found
        rows, now = await bindings.lock(ids)
        changes = [Change(row, decide(row, LookClaimed(times.lease), now)) for row in rows]
        await bindings.apply(changes, integration=integration.id)
    loaded = await loads.load(ids)
    intents = await loads.open_intents(ids, {id_: load.version.ref for id_, load in loaded.items()})
    made, parents = await loads.creation_keys(ids), await loads.parents(ids)
    maps, connector = await integrations.maps(integration.id), runtime.connector(integration)
    config, company = runtime.config(integration), runtime.company(integration)
    older = [one.version for id_, one in intents.items() if one.version.number != loaded[id_].version.number]
    known = await loads.records(integration.id, [ref for version in older for ref in connector.needs(version, maps)])

    def looking(row: Row) -> Looking:
        load, opened = loaded[row.id], intents.get(row.id)
        version = opened.version if opened else load.version
        push = Push(
            ref=version.ref,
            operation=Operation.UPDATE if row.linked else Operation.CREATE,
            key=opened.key if opened else create_key(company, version.ref, row.create_epoch),
            payload=NO_PAYLOAD,
            natural_key=connector.natural_key(version.ref),
            remote=load.remote,
            expected=connector.expected(version, parents=known | parents.get(row.id, {}), config=config, maps=maps),
            markers=(*made.get(row.id, ()), *coming_create_keys(company, version.ref, row.create_epoch)),
            made_after=_made_after(opened),
        )
        return Looking(row, push, opened.intent if opened else None, version)

    return LookBatch(level, [looking(change.after) for change in changes], now)


def _made_after(opened: OpenIntent | None) -> datetime | None:
    """A create whose answer was lost made its record after its intent: what is older is somebody else's, however equal.

    What was refused as a duplicate may be older: a console that was restored sends again what it made before.
    """
    if opened is None or not opened.intent.create or opened.intent.refused_as_duplicate:
        return None
    return opened.since - CLOCKS
