"""A person or a program wants very many objects synchronized: freeze them; they are marked chunk by chunk."""

from collections.abc import Sequence
from datetime import timedelta

from backend.actions.syncs.mark_chunks import mark_chunks
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage import audits, syncs
from backend.storage.postgres.database import transaction
from backend.storage.protocol import slots
from backend.storage.syncs import Frozen

MARK_SECONDS = 0.8  # before the press is answered; the rest goes on behind it


async def request_bulk(
    runtime: Runtime,
    integration_id: int,
    ids: Sequence[int],
    verb: Verb,
    *,
    by: str,
    given: str | None = None,
    expected: int | None = None,
    undo: timedelta = syncs.AT_ONCE,
) -> Frozen:
    """`given`: the filter that chose the ids. `expected`: the number on the button. When another one would be sent, or
    none, nothing is done, and the answer names no sync. `undo`: the time before the first of them is sent."""
    try:
        async with transaction():
            frozen = await syncs.freeze(integration_id, verb, by, given, ids, undo)
            if not frozen.items or (expected is not None and expected != frozen.items):
                raise _NothingDoneError(frozen)
            facts = {"sync": frozen.sync, "filter": given}
            await audits.write(by, f"sync.{verb}", integration_id, subject=f"{frozen.items} objects", facts=facts)
    except _NothingDoneError as refused:
        return Frozen(sync=None, items=refused.frozen.items, left_out=refused.frozen.left_out)
    await mark_chunks(seconds=MARK_SECONDS)
    await runtime.bell.ring(await slots.due_at(integration_id))
    return frozen


class _NothingDoneError(Exception):
    """Takes back what was frozen."""

    def __init__(self, frozen: Frozen) -> None:
        super().__init__(frozen)
        self.frozen = frozen
