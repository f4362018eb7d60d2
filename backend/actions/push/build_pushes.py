"""What will be sent for rows, or why it cannot be: outside of any transaction."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import structlog
from msgspec.structs import replace

from backend.actions.push.broken import BROKEN, EXHAUSTED, in_words, not_built
from backend.connectors.protocol import Connector
from backend.domain.integrations.integration import Integration
from backend.domain.keys import create_key, update_key
from backend.domain.objects import ObjectRef, Problem
from backend.domain.protocol.row import Row
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.cause import Cause, SharedProblem
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.pushes.push import Operation, Payload, Push
from backend.domain.pushes.remote import RemoteRef
from backend.domain.sentence import kept
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import bindings, loads
from backend.storage.protocol.loads import Load

log = structlog.get_logger()

AT_A_TIME = 10  # objects: about a third of a millisecond

Parents = Mapping[int, Mapping[ObjectRef, RemoteRef]]  # binding → the records of what it needs


class Prepared(msgspec.Struct, frozen=True):
    """A claimed row and what shall be sent for it."""

    row: Row
    load: Load
    push: Push


class CannotSend(msgspec.Struct, frozen=True):
    """Why a row cannot be sent, and what other rows share of it."""

    sentence: str
    cause: Cause | None = None
    fields: tuple[str, ...] = ()  # of its content, which are refused


async def build_pushes(
    runtime: Runtime,
    integration: Integration,
    rows: Sequence[Row],
    *,
    parents: Parents | None = None,
    instead: Mapping[int, Load] | None = None,
) -> list[Prepared | CannotSend]:
    """What would be sent for each row, or why it cannot be sent. `parents`: if they were read already. `instead`: of
    what is stored, to try it out."""
    builder = await _Builder.of(runtime, integration, rows, parents)
    builder = replace(builder, loaded={**builder.loaded, **(instead or {})})
    built: list[Prepared | CannotSend] = []
    for row in rows:
        if len(built) % AT_A_TIME == 0:
            await asyncio.sleep(0)  # another connection may be about to send
        built.append(builder.try_building(row))
    return built


class _Builder(msgspec.Struct, frozen=True):
    company: str
    connector: Connector
    config: Any
    maps: Maps
    loaded: Mapping[int, Load]
    parents: Parents

    @classmethod
    async def of(
        cls, runtime: Runtime, integration: Integration, rows: Sequence[Row], parents: Parents | None
    ) -> "_Builder":
        ids = [row.id for row in rows]
        return cls(
            runtime.company(integration),
            runtime.connector(integration),
            runtime.config(integration),
            await integrations.maps(integration.id),
            await loads.load(ids),
            (await bindings.needs(ids)).parents if parents is None else parents,
        )

    def try_building(self, row: Row) -> Prepared | CannotSend:
        """A fault of ours stops no other object of the request. What exhausts the process counts as its death."""
        try:
            return self._build(row)
        except EXHAUSTED:
            raise
        except BROKEN as problem:
            log.exception("push.not_built", binding=row.id)
            told = kept("Its request could not be built, by a fault of ours (%(error)s)", error=in_words(problem))
            return CannotSend(told, not_built(problem))

    def _build(self, row: Row) -> Prepared | CannotSend:
        load = self.loaded[row.id]
        if row.level is not None and load.version.entity != load.bound_entity:
            return _entity_changed(load, row.level, self.connector.label)
        operation = Operation.UPDATE if row.linked else Operation.CREATE
        key = self._key(row, load)
        payload = self.connector.render(
            load.as_sent(load.version),
            op=operation,
            key=key,
            remote=load.remote,
            parents=self.parents.get(row.id, {}),
            config=self.config,
            maps=self.maps,
        )
        if not isinstance(payload, Payload):
            return _refused(payload)
        return Prepared(row, load, self._push(load, operation, key, payload))

    def _key(self, row: Row, load: Load) -> str:
        company, version = self.company, load.version
        if row.linked:
            epoch, before = row.create_epoch, row.synced_version
            return update_key(company, version.ref, epoch, version=version.number, synced_version=before)
        return create_key(company, version.ref, row.create_epoch)

    def _push(self, load: Load, operation: Operation, key: str, payload: Payload) -> Push:
        return Push(
            ref=load.version.ref,
            operation=operation,
            key=key,
            payload=payload,
            natural_key=self.connector.natural_key(load.as_sent(load.version).ref),
            remote=load.remote,
        )


def _refused(problems: Sequence[Problem]) -> CannotSend:
    """All that is wrong; of causes the first: what is left shows at the next try."""
    shared = [one for one in problems if isinstance(one, SharedProblem)]
    told = "; ".join(problem.told for problem in problems)
    return CannotSend(told, shared[0].cause if shared else None, tuple(one.field for one in problems if one.field))


def _entity_changed(load: Load, level: str, third_party: str) -> CannotSend:
    whole = kept("the top level")
    told = kept(
        "Version %(version)s belongs to %(what)s, but the object was sent for %(where)s (level %(at)s). A "
        "document cannot "
        "move",
        version=load.version.number,
        what=load.version.entity or whole,
        where=load.bound_entity or whole,
        at=level,
    )
    cause = Cause(
        fingerprint="entity changed",
        error_class=ErrorClass.DATA,
        sentence=kept("A newer version belongs to another entity than the one that was sent"),
        advice=Advice(Who.ERP, _reverse(third_party)),
    )
    return CannotSend(told, cause)


def _reverse(third_party: str) -> str:
    return kept(
        "Reverse it at %(third_party)s and send it under a new key, or give it its entity back.",
        third_party=third_party,
    )
