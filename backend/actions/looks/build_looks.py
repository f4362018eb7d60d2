"""Say what to look for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
import structlog

from backend.actions.push.broken import BROKEN, in_words
from backend.connectors.protocol import Connector
from backend.domain.integrations.integration import Integration
from backend.domain.keys import coming_create_keys, create_key
from backend.domain.objects import ObjectRef, Version
from backend.domain.protocol.row import Intent, Row
from backend.domain.protocol.times import CLOCKS
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.push import NO_PAYLOAD, Operation, Push
from backend.domain.pushes.remote import RemoteRef
from backend.domain.sentence import kept
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import bindings, loads
from backend.storage.protocol.loads import Load, OpenIntent

log = structlog.get_logger()


class Looking(msgspec.Struct, frozen=True):
    row: Row
    push: Push  # what to look for; its payload is empty
    intent: Intent | None  # None after a Force: nothing is in flight
    version: Version
    since: datetime  # when the newest that we have of it was received, or its attempt first intended


async def build_looks(
    runtime: Runtime, integration: Integration, rows: Sequence[Row]
) -> list[tuple[Row, Looking | str]]:
    """What to look for, for each row, or why it cannot be built."""
    builder = await _Builder.of(runtime, integration, [row.id for row in rows])
    return [(row, builder.try_looking(row)) for row in rows]


class _Builder(msgspec.Struct, frozen=True, kw_only=True):
    """Builds outside of any transaction."""

    company: str
    restored: bool  # the database: it may have forgotten what it made
    connector: Connector
    config: Any
    maps: Maps
    loaded: Mapping[int, Load]
    intents: Mapping[int, OpenIntent]
    made: Mapping[int, Sequence[str]]
    parents: Mapping[int, Mapping[ObjectRef, RemoteRef]]
    known: Mapping[ObjectRef, RemoteRef]  # the records of what older versions need

    @classmethod
    async def of(cls, runtime: Runtime, integration: Integration, ids: Sequence[int]) -> "_Builder":
        loaded = await loads.load(ids)
        intents = await loads.open_intents(ids, {id_: load.version.ref for id_, load in loaded.items()})
        maps, connector = await integrations.maps(integration.id), runtime.connector(integration)
        older = [one.version for id_, one in intents.items() if one.version.number != loaded[id_].version.number]
        needed = [ref for version in older for ref in connector.needs(version, maps)]
        return cls(
            company=runtime.company(integration),
            restored=integration.restored_at is not None,
            connector=connector,
            config=runtime.config(integration),
            maps=maps,
            loaded=loaded,
            intents=intents,
            made=await loads.creation_keys(ids),
            parents=(await bindings.needs(ids)).parents,
            known=await loads.records(integration.id, needed),
        )

    def try_looking(self, row: Row) -> Looking | str:
        """What to look for, or why it cannot be built: a fault of ours, which must not stop the others."""
        try:
            return self._looking(row)
        except BROKEN as problem:
            log.exception("look.not_built", binding=row.id)
            return kept(
                "It cannot be looked up: what to look for could not be built (%(error)s)", error=in_words(problem)
            )

    def _looking(self, row: Row) -> Looking:
        load, opened = self.loaded[row.id], self.intents.get(row.id)
        version = opened.version if opened else load.version
        sent, parents = load.as_sent(version), {**self.known, **self.parents.get(row.id, {})}
        push = Push(
            ref=version.ref,
            operation=Operation.UPDATE if row.linked else Operation.CREATE,
            key=opened.key if opened else create_key(self.company, version.ref, row.create_epoch),
            payload=NO_PAYLOAD,
            natural_key=self.connector.natural_key(sent.ref),
            remote=load.remote,
            expected=self.connector.expected(sent, parents=parents, config=self.config, maps=self.maps),
            markers=(*self.made.get(row.id, ()), *self._keys_to_come(version.ref, row.create_epoch)),
            made_after=_made_after(opened),
        )
        since = max(load.received_at, opened.since) if opened else load.received_at
        return Looking(row, push, opened.intent if opened else None, version, since)

    def _keys_to_come(self, ref: ObjectRef, epoch: int) -> list[str]:
        return coming_create_keys(self.company, ref, epoch, restored=self.restored)


def _made_after(opened: OpenIntent | None) -> datetime | None:
    """A create whose answer was lost made its record after its intent: what is older is somebody else's, however equal.

    What was refused as a duplicate may be older: a console that was restored sends again what it made before.
    """
    if opened is None or not opened.intent.create or opened.intent.refused_as_duplicate:
        return None
    return opened.since - CLOCKS
