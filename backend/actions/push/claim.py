"""Take due bindings of one level, and build what will be sent for them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
import structlog
from msgspec.structs import replace

from backend.actions.push.blocking import blocked_by, blocked_by_itself
from backend.actions.push.broken import BROKEN, EXHAUSTED, in_words, not_built
from backend.actions.push.give_back import give_back, given_back_if_it_fails
from backend.actions.push.settle_blocked import settle_blocked
from backend.connectors.protocol import Connector
from backend.domain.integrations.integration import Integration
from backend.domain.keys import create_key, update_key
from backend.domain.maps.missing import at_integration
from backend.domain.objects import ObjectRef, Problem
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Blocked, Claimed, Refused
from backend.domain.protocol.row import Row
from backend.domain.protocol.steps.restoring import look_from
from backend.domain.protocol.times import Times
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.cause import Cause, SharedProblem
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.pushes.promises import how_many_fit
from backend.domain.pushes.push import Operation, Payload, Push
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import Phase
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.postgres.again import retried
from backend.storage.postgres.database import may_be_lost, transaction
from backend.storage.protocol import attempts, bindings, loads
from backend.storage.protocol.bindings import Change
from backend.storage.protocol.loads import Load

log = structlog.get_logger()


class Prepared(msgspec.Struct, frozen=True):
    """A claimed row and what shall be sent for it."""

    row: Row
    load: Load
    push: Push


class CannotSend(msgspec.Struct, frozen=True):
    """Why a row cannot be sent, and what other rows share of it."""

    sentence: str
    cause: Cause | None = None
    remedies: tuple[str, ...] = ()

    def told(self, at: int | None) -> "CannotSend":
        """With its remedies; `at`: this integration, where there are others."""
        remedies = [one if at is None else at_integration(one, at) for one in self.remedies]
        return CannotSend(". ".join([self.sentence, *remedies]), self.cause)


class Batch(msgspec.Struct, frozen=True):
    """One request's worth, at one level."""

    level: str
    items: list[Prepared]


async def claim(runtime: Runtime, integration: Integration, times: Times, *, most: int) -> Batch | None:
    """None: nothing is due. A batch may be empty: all that was due turned out to wait, or to need no push."""
    claimed = await _take(integration, times, most)
    if claimed is None:
        return None
    level, changes = claimed
    rows = [change.after for change in changes if change.after.phase is Phase.CLAIMED]
    async with given_back_if_it_fails(integration, rows, seconds=times.prepare.total_seconds()):
        await _settle_waiting(integration, changes)
        return Batch(level, await _prepare(runtime, integration, rows))


async def _prepare(runtime: Runtime, integration: Integration, rows: Sequence[Row]) -> list[Prepared]:
    """Those that can be sent, in one request."""
    built = await build_pushes(runtime, integration, rows)
    await _park(integration, {row.id: one for row, one in zip(rows, built, strict=True) if isinstance(one, CannotSend)})
    prepared = [one for one in built if isinstance(one, Prepared)]
    fits = how_many_fit([one.push for one in prepared], runtime.promises(integration))
    await give_back(integration, [one.row for one in prepared[fits:]])
    return prepared[:fits]


async def build_pushes(
    runtime: Runtime, integration: Integration, rows: Sequence[Row], *, instead: Mapping[int, Load] | None = None
) -> list[Prepared | CannotSend]:
    """What would be sent for each row, or why it cannot be sent. `instead` of what is stored, to try it out."""
    builder = await _Builder.of(runtime, integration, rows)
    builder = replace(builder, loaded={**builder.loaded, **(instead or {})})
    built = [builder.try_building(row) for row in rows]
    if not any(isinstance(one, CannotSend) and one.remedies for one in built):
        return built
    at = integration.id if len(await integrations.every()) > 1 else None
    return [one.told(at) if isinstance(one, CannotSend) else one for one in built]


@retried
async def _take(integration: Integration, times: Times, most: int) -> tuple[str, list[Change]] | None:
    """T17, T18, T20, T22 in one transaction."""
    async with transaction():
        found = await bindings.claim("claim_due", integration.id, most)
        if found is None:
            return None
        await may_be_lost()
        level, ids = found
        waiting = await _waiting(ids)
        rows, now = await bindings.lock(ids)
        taken = Claimed(times.prepare, look_from=look_from(integration.restored_at, times))
        events = [waiting.get(row.id, taken) for row in rows]
        changes = [Change(row, decide(row, event, now)) for row, event in zip(rows, events, strict=True)]
        await bindings.apply(changes, integration=integration.id)
    return level, changes


async def _waiting(ids: Sequence[int]) -> dict[int, Blocked]:
    unready = await bindings.unready_needs(ids)
    circles = await bindings.circles(list(unready))
    blocked = {id_: blocked_by(needs) for id_, needs in unready.items()}
    return blocked | {id_: blocked_by_itself(through) for id_, through in circles.items()}


async def _settle_waiting(integration: Integration, changes: Sequence[Change]) -> None:
    """A parent may have succeeded or failed while its child was being blocked: its own drain did not see the child."""
    blocked = [change.after.id for change in changes if change.after.phase is Phase.BLOCKED]
    parked = [change.after.id for change in changes if change.after.phase is Phase.PARKED]
    children = await bindings.no_longer_waiting(blocked) if blocked else []
    children += await bindings.children_of(parked) if parked else []
    await settle_blocked(integration, children)


class _Builder(msgspec.Struct, frozen=True):
    """Builds outside of any transaction."""

    company: str
    connector: Connector
    config: Any
    maps: Maps
    loaded: Mapping[int, Load]
    parents: Mapping[int, Mapping[ObjectRef, RemoteRef]]

    @classmethod
    async def of(cls, runtime: Runtime, integration: Integration, rows: Sequence[Row]) -> "_Builder":
        ids = [row.id for row in rows]
        return cls(
            runtime.company(integration),
            runtime.connector(integration),
            runtime.config(integration),
            await integrations.maps(integration.id),
            await loads.load(ids),
            await loads.parents(ids),
        )

    def try_building(self, row: Row) -> Prepared | CannotSend:
        """A fault of ours stops no other object of the request. What exhausts the process counts as its death."""
        try:
            return self._build(row)
        except EXHAUSTED:
            raise
        except BROKEN as problem:
            log.exception("push.not_built", binding=row.id)
            return CannotSend(
                f"Its request could not be built, by a fault of ours ({in_words(problem)})", not_built(problem)
            )

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
    """All that is wrong, and how to mend it; of causes the first: what is left shows at the next try."""
    shared = [one for one in problems if isinstance(one, SharedProblem)]
    remedies = tuple(dict.fromkeys(one.remedy for one in shared if one.remedy))
    told = "; ".join(problem.told for problem in problems)
    return CannotSend(told, shared[0].cause if shared else None, remedies)


def _entity_changed(load: Load, level: str, third_party: str) -> CannotSend:
    before, after = load.bound_entity or "the whole company", load.version.entity or "the whole company"
    told = f"Version {load.version.number} belongs to {after}, but the object was sent for {before} (level {level})"
    cause = Cause(
        fingerprint="entity changed",
        error_class=ErrorClass.DATA,
        sentence="A newer version belongs to another entity than the one that was sent",
        advice=Advice(Who.ERP, f"Reverse it at {third_party} and send it under a new key, or give it its entity back."),
    )
    return CannotSend(f"{told}. A document cannot move", cause)


async def _park(integration: Integration, refused: Mapping[int, CannotSend]) -> None:
    """T21, and T20 for those who wait for these."""
    if not refused:
        return
    async with transaction():
        rows, now = await bindings.lock(refused)
        await attempts.note_causes(integration.id, [one.cause for one in refused.values() if one.cause])
        changes = [_parked(row, refused[row.id], now) for row in rows]
        await bindings.apply(changes, integration=integration.id)
    await settle_blocked(integration, await bindings.children_of(list(refused)))


def _parked(row: Row, why: CannotSend, now: datetime) -> Change:
    return Change(row, decide(row, Refused(why.sentence), now), why.cause.fingerprint if why.cause else "")
