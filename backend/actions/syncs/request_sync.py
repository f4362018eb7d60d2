"""A person or a program wants objects synchronized: plan, freeze, mark; then ring."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Pressed
from backend.domain.syncs.selection import Candidate, Plan, plan_sync, verb_for
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage import audits, syncs
from backend.storage.postgres.again import retried
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings, slots
from backend.storage.protocol.bindings import Change


class Requested(msgspec.Struct, frozen=True, kw_only=True):
    sync: int | None  # None: nothing was sent
    plan: Plan


class ChangedMeanwhile(msgspec.Struct, frozen=True):
    """The number on the button is not what would be sent any more: nothing was done."""

    plan: Plan


@retried
async def request_sync(
    runtime: Runtime,
    integration_id: int,
    ids: Sequence[int],
    verb: Verb,
    *,
    by: str,
    given: str | None = None,
    expected: int | None = None,
    needed: Sequence[int] = (),
    undo: timedelta = syncs.AT_ONCE,
) -> Requested | ChangedMeanwhile:
    """`expected`: the number on the button; another one sends nothing. Ids that do not exist are left out. `given`: the
    filter that chose the ids. `needed`: is sent with them, each by the verb that sends it. `undo`: the
    time before they are sent, where it is more than one."""
    ids = sorted({*ids, *needed})
    async with transaction():
        rows, now = await bindings.lock(ids)
        candidates = await syncs.candidates(integration_id, ids, takes_over=True)
        plan = plan_sync(candidates, verb, needed)
        if expected is not None and expected != len(plan.sent):
            return ChangedMeanwhile(plan)
        undo = undo if len(plan.sent) > 1 else syncs.AT_ONCE
        sync = await _freeze(integration_id, plan, verb, by, given, undo) if plan.sent else None
        verbs = {one.id: verb_for(one, verb, needed) for one in plan.sent}
        changes = [Change(row, decide(row, Pressed(verbs[row.id], undo), now)) for row in rows if row.id in verbs]
        await bindings.apply(changes, integration=integration_id)
    await runtime.bell.ring(await slots.due_at(integration_id))
    return Requested(sync=sync, plan=plan)


async def _freeze(integration_id: int, plan: Plan, verb: Verb, by: str, given: str | None, undo: timedelta) -> int:
    sync = await syncs.insert(integration_id, verb, by, plan, given=given, undo=undo)
    facts = {"sync": sync} | ({} if given is None else {"filter": given})
    await audits.write(by, f"sync.{verb}", integration_id, subject=_subject(plan.sent), facts=facts)
    return sync


def _subject(sent: Sequence[Candidate]) -> str:
    return str(sent[0].ref) if len(sent) == 1 else f"{len(sent)} objects"
