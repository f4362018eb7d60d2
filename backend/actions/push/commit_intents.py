"""Write down what is about to be sent, before it is sent."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from backend.actions.push.build_pushes import Prepared
from backend.actions.push.claim import Batch
from backend.actions.syncs.withdraw_changes import withdraw_changes
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Intended
from backend.domain.protocol.row import Decision, Intent, Row
from backend.domain.protocol.times import Times
from backend.domain.pushes.push import Operation
from backend.domain.status import Phase
from backend.storage.postgres.again import retried
from backend.storage.postgres.database import transaction
from backend.storage.protocol import attempts, bindings, slots
from backend.storage.protocol.attempts import NewIntent
from backend.storage.protocol.bindings import Change
from backend.storage.protocol.intents import intend_claimed
from backend.storage.protocol.slots import Hold


class Sent(msgspec.Struct, frozen=True):
    """An intent that is committed: its push may go."""

    prepared: Prepared
    intent: Intent


@retried
async def commit_intents(
    integration: Integration, batch: Batch, times: Times, *, slot: int, slot_fence: int, probe: bool = False
) -> list[Sent] | None:
    """T23, in one transaction with the slot, which is held for the call. None: the slot was lost, or the settings that
    the drain read are others by now, or its line is closed. `probe`: these find out if it works again.

    Left out: rows that were lost since the claim, those with a newer version (T7), and those of a stopped sync (T41).
    """
    hold = Hold(slot, slot_fence, times.lease, probe)
    if numbers := await _intend_claimed(integration, batch, times, hold):
        return [Sent(one, _intent(one, numbers[one.row.id])) for one in batch.items]
    return await _intend_some(integration, batch, times, hold)


async def _intend_claimed(integration: Integration, batch: Batch, times: Times, hold: Hold) -> dict[int, int]:
    """As it nearly always is: all are as they were claimed. What becomes of them is decided before they are locked, and
    the wire waits for one statement, which is a transaction of its own. None of them: one by one shows why."""
    now = batch.claimed_at
    intents = [_new_intent(one.row, one, batch.level, now) for one in batch.items]
    decided = [decide(one.row, _intended(one.row.desired_version, batch, times), now).row for one in batch.items]
    if any(row.phase is not Phase.SENT for row in decided):
        return {}
    going = list(zip(intents, decided, strict=True))
    return await intend_claimed(integration, going, hold, claimed_at=now)


async def _intend_some(integration: Integration, batch: Batch, times: Times, hold: Hold) -> list[Sent] | None:
    """Each as it is by now."""
    prepared = {one.row.id: one for one in batch.items}
    async with transaction():
        locked, now = await bindings.lock(prepared)  # before the integration, as a completion does
        kept = await slots.keep(integration, hold.number, hold.fence, hold.lease, probe=hold.probe)
        if kept is None:
            return None
        rows = [row for row in locked if row.fence == prepared[row.id].row.fence]
        versions = {id_: one.row.desired_version for id_, one in prepared.items()}  # as claimed: newer ones need others
        decided = [Change(row, decide(row, _intended(versions[row.id], batch, times), now)) for row in rows]
        if kept.withdrawing:
            decided = await _without_stopped(integration, decided, now)
        going = [one.before for one in decided if one.before.phase is Phase.CLAIMED and one.after.phase is Phase.SENT]
        numbers = await _insert(going, prepared, batch.level, now)
        await bindings.apply([_numbered(one, numbers) for one in decided], integration=integration.id)
    return [Sent(prepared[row.id], _intent(prepared[row.id], numbers[row.id])) for row in going]


async def _without_stopped(integration: Integration, decided: Sequence[Change], now: datetime) -> list[Change]:
    """T41: elsewhere what a worker builds of a stopped sync is withdrawn by now."""
    claimed = [Change(one.before, Decision(one.before)) for one in decided]
    withdrawn = await withdraw_changes(integration, claimed, now)
    return [one if own.after == own.before else own for own, one in zip(withdrawn, decided, strict=True)]


def _intended(version: int, batch: Batch, times: Times) -> Intended:
    """Its attempt has no number before it is known that it is made."""
    return Intended(attempt=0, version=version, level=batch.level, lease=times.lease, quarantine=times.quarantine)


def _numbered(change: Change, numbers: dict[int, int]) -> Change:
    if change.before.id not in numbers:
        return change
    row = replace(change.after, open_attempt=numbers[change.before.id])
    return Change(change.before, Decision(row, change.decision.message))


async def _insert(rows: Sequence[Row], prepared: dict[int, Prepared], level: str, now: datetime) -> dict[int, int]:
    if not rows:
        return {}
    intents = [_new_intent(row, prepared[row.id], level, now) for row in rows]
    return await attempts.insert_intents(intents)


def _new_intent(row: Row, prepared: Prepared, level: str, now: datetime) -> NewIntent:
    """`now`: as the row was locked, from which its quarantine counts."""
    version, push = prepared.load.version, prepared.push
    return NewIntent(
        binding=row.id,
        operation=push.operation,
        version=version.number,
        version_hash=version.hash,
        level=level,
        epoch=row.create_epoch,
        key=push.key,
        body_hash=push.payload.hash,
        fence=row.fence,
        intended_at=now,
    )


def _intent(prepared: Prepared, attempt: int) -> Intent:
    version = prepared.load.version
    create = prepared.push.operation is Operation.CREATE
    return Intent(attempt=attempt, create=create, version=version.number, hash=version.hash)
