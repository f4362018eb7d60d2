"""Tell every integration of new contents. Joins the caller's transaction."""

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from backend.connectors.protocol import Connector
from backend.domain.ingest.envelope import Envelope
from backend.domain.integrations.integration import Integration
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import ObjectRef, Version
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Accepted
from backend.domain.protocol.row import Row
from backend.domain.pushes.carried import Maps
from backend.domain.sentence import kept
from backend.domain.status import Phase
from backend.runtime import Runtime
from backend.storage import integrations, objects
from backend.storage.counts import usage
from backend.storage.protocol import bindings
from backend.storage.protocol.bindings import Change

Newest = Mapping[int, tuple[Envelope, bytes, int]]  # object → envelope, hash, number


async def bind_objects(runtime: Runtime, newest: Newest) -> None:
    if newest:
        for integration in await integrations.every():
            await (_bind if integration.connector in runtime.connectors else _keep)(runtime, integration, newest)


async def _bind(runtime: Runtime, integration: Integration, newest: Newest) -> None:
    kinds = runtime.connector(integration).kinds
    known = await objects.bindings_of(integration.id, list(newest))
    await _accept(integration, {binding: newest[id_] for id_, binding in known.items()}, carried=kinds)
    fresh = [new_binding(runtime, integration, id_, one[0].ref.kind) for id_, one in newest.items() if id_ not in known]
    created = await objects.insert_bindings(integration.id, fresh) if fresh else {}
    carried = {b: newest[id_] for id_, b in (known | created).items() if newest[id_][0].ref.kind in kinds}
    needs = await _needs(runtime, integration, carried)
    await objects.replace_edges(integration.id, needs, unawaited=unawaited(runtime, integration))


async def _keep(_runtime: Runtime, integration: Integration, newest: Newest) -> None:
    """Its connector is not here, and others must not suffer for it. What is new is bound once it is back, and what a
    newer version needs stays as it was."""
    known = await objects.bindings_of(integration.id, list(newest))
    await _accept(integration, {binding: newest[id_] for id_, binding in known.items()}, carried=KINDS)
    if len(known) < len(newest):
        await integrations.begin_backfill(integration.id)


def unawaited(runtime: Runtime, integration: Integration) -> set[str]:
    """Kinds that people often set up at the third party."""
    return {name for name, kind in runtime.connector(integration).kinds.items() if not kind.awaited}


def new_binding(runtime: Runtime, integration: Integration, object_id: int, kind: str) -> objects.NewBinding:
    connector = runtime.connector(integration)
    unknown = "" if kind in connector.kinds else _not_carried(connector.label, kind)
    return objects.NewBinding(object_id, integration.automatic.get(kind, False), integration.quiet(kind), unknown)


def _not_carried(third_party: str, kind: str) -> str:
    return kept("%(third_party)s does not carry %(kinds)s", third_party=third_party, kinds=KINDS[kind].plural.lower())


async def _accept(integration: Integration, newest: Newest, *, carried: Collection[str]) -> None:
    rows, now = await bindings.lock(newest)
    changes = []
    for row in rows:
        envelope, content, number = newest[row.id]
        kind = envelope.ref.kind
        automatic = integration.automatic.get(kind, False)
        event = Accepted(version=number, hash=content, automatic=automatic, quiet=integration.quiet(kind))
        decision = decide(row, event, now)
        if kind not in carried:
            decision = replace(decision, message=None)  # why it is only listed stays
        changes.append(Change(row, decision))
    await objects.move_entities([row.id for row in rows])
    await bindings.apply(changes, integration=integration.id)
    await usage.avoid_superseded(integration.id, sum(waits_for_push(row) for row in rows))


def waits_for_push(row: Row) -> bool:
    """What it would have sent is not sent any more."""
    return row.phase is Phase.BLOCKED or (row.phase is Phase.IDLE and row.want)


async def _needs(runtime: Runtime, integration: Integration, newest: Newest) -> dict[int, list[ObjectRef]]:
    maps, connector = await integrations.maps(integration.id), runtime.connector(integration)
    return {binding: others_of(connector, _version(*one), maps) for binding, one in newest.items()}


def others_of(connector: Connector, version: Version, maps: Maps) -> list[ObjectRef]:
    """What it needs, but for itself: nobody waits for himself."""
    return [ref for ref in connector.needs(version, maps) if ref != version.ref]


def _version(envelope: Envelope, content: bytes, number: int) -> Version:
    return Version(
        ref=envelope.ref,
        number=number,
        entity=envelope.entity,
        body=envelope.reading.stored,
        hash=content,
        changed_at=envelope.changed_at,
    )
