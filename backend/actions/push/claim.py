"""Take due bindings of one level, and build what will be sent for them."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from backend.actions.push.build_pushes import CannotSend, Parents, Prepared, build_pushes
from backend.actions.push.give_back import give_back, given_back_if_it_fails
from backend.actions.push.unsent.blocking import blocked_by, blocked_by_itself
from backend.actions.push.unsent.park_refused import park_refused
from backend.actions.push.unsent.settle_blocked import settle_blocked
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Blocked, Claimed
from backend.domain.protocol.row import Row
from backend.domain.protocol.steps.restoring import look_from
from backend.domain.protocol.times import Times
from backend.domain.pushes.promises import how_many_fit
from backend.domain.status import Phase
from backend.runtime import Runtime
from backend.storage.postgres.again import retried
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings
from backend.storage.protocol.bindings import Change, Needs


class Batch(msgspec.Struct, frozen=True):
    """One request's worth, at one level."""

    level: str
    items: list[Prepared]
    claimed_at: datetime  # the database's time


async def claim(runtime: Runtime, integration: Integration, times: Times, *, most: int) -> Batch | None:
    """None: nothing is due. A batch may be empty: all that was due turned out to wait, or to need no push."""
    claimed = await _take(integration, times, most)
    if claimed is None:
        return None
    level, changes, parents, now = claimed
    rows = [change.after for change in changes if change.after.phase is Phase.CLAIMED]
    async with given_back_if_it_fails(integration, rows, seconds=times.prepare.total_seconds()):
        await _settle_waiting(integration, changes)
        return Batch(level, await _prepare(runtime, integration, rows, parents), now)


async def _prepare(runtime: Runtime, integration: Integration, rows: Sequence[Row], parents: Parents) -> list[Prepared]:
    """Those that can be sent, in one request."""
    built = await build_pushes(runtime, integration, rows, parents=parents)
    refused = {row.id: one for row, one in zip(rows, built, strict=True) if isinstance(one, CannotSend)}
    await park_refused(integration, rows, refused)
    prepared = [one for one in built if isinstance(one, Prepared)]
    fits = how_many_fit([one.push for one in prepared], runtime.promises(integration))
    await give_back(integration, [one.row for one in prepared[fits:]])
    return prepared[:fits]


@retried
async def _take(
    integration: Integration, times: Times, most: int
) -> tuple[str, list[Change], Parents, datetime] | None:
    """T17, T18, T20, T22 in one transaction. With the records of what they need, and the database's time."""
    async with transaction():
        found = await bindings.claim("claim_due", integration.id, most)
        if found is None:
            return None
        level, rows, now = found
        needs = await bindings.needs([row.id for row in rows])
        waiting = await _waiting(needs)
        taken = Claimed(times.prepare, look_from=look_from(integration.restored_at, times))
        events = [waiting.get(row.id, taken) for row in rows]
        changes = [Change(row, decide(row, event, now)) for row, event in zip(rows, events, strict=True)]
        await bindings.apply(changes, integration=integration.id)
    return level, changes, needs.parents, now


async def _waiting(needs: Needs) -> dict[int, Blocked]:
    circles = await bindings.circles(list(needs.unready))
    blocked = {id_: blocked_by(unready) for id_, unready in needs.unready.items()}
    return blocked | {id_: blocked_by_itself(through) for id_, through in circles.items()}


async def _settle_waiting(integration: Integration, changes: Sequence[Change]) -> None:
    """A parent may have succeeded or failed while its child was being blocked: its own drain did not see the child."""
    blocked = [change.after.id for change in changes if change.after.phase is Phase.BLOCKED]
    parked = [change.after.id for change in changes if change.after.phase is Phase.PARKED]
    children = await bindings.no_longer_waiting(blocked) if blocked else []
    children += await bindings.children_of(parked) if parked else []
    await settle_blocked(integration, children)
