"""Write down what is about to be sent, before it is sent."""

from collections.abc import Sequence

import msgspec

from backend.actions.push.claim import Batch, Prepared
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Intended
from backend.domain.protocol.row import Intent, Row
from backend.domain.protocol.times import Times
from backend.domain.pushes.push import Operation
from backend.domain.status import Phase
from backend.storage.postgres.again import retried
from backend.storage.postgres.database import transaction
from backend.storage.protocol import attempts, bindings, slots
from backend.storage.protocol.attempts import NewIntent
from backend.storage.protocol.bindings import Change


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

    Left out: rows that were lost since the claim, and rows with a newer version (T7).
    """
    prepared = {one.row.id: one for one in batch.items}
    async with transaction():
        locked, now = await bindings.lock(prepared)  # before the integration, as a completion does
        if not await slots.keep(integration, slot, slot_fence, times.lease, probe=probe):
            return None
        rows = [row for row in locked if row.fence == prepared[row.id].row.fence]

        def intended(row: Row, attempt: int) -> Change:
            number = prepared[row.id].row.desired_version  # as claimed: what came since has other needs, or a level
            event = Intended(
                attempt=attempt,
                version=number,
                level=batch.level,
                lease=times.lease,
                quarantine=times.quarantine,
            )
            return Change(row, decide(row, event, now))

        claimed = [row for row in rows if row.phase is Phase.CLAIMED]
        going = [row for row in claimed if intended(row, 0).after.phase is Phase.SENT]
        numbers = await _insert(going, prepared, batch.level)
        await bindings.apply([intended(row, numbers.get(row.id, 0)) for row in rows], integration=integration.id)
    return [Sent(prepared[row.id], _intent(prepared[row.id], numbers[row.id])) for row in going]


async def _insert(rows: Sequence[Row], prepared: dict[int, Prepared], level: str) -> dict[int, int]:
    if not rows:
        return {}
    intents = [_new_intent(row, prepared[row.id], level) for row in rows]
    return await attempts.insert_intents(intents)


def _new_intent(row: Row, prepared: Prepared, level: str) -> NewIntent:
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
    )


def _intent(prepared: Prepared, attempt: int) -> Intent:
    version = prepared.load.version
    create = prepared.push.operation is Operation.CREATE
    return Intent(attempt=attempt, create=create, version=version.number, hash=version.hash)
