"""A person does not want to wait for the next try or look of a finance document."""

from collections.abc import Sequence

from backend.actions.resolve.take import soon
from backend.domain.integrations.integration import Integration
from backend.domain.line.standing import standing_of
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Retried
from backend.domain.sentence import Sentence, joined
from backend.runtime import Runtime
from backend.storage import audits, syncs
from backend.storage.postgres.again import retried
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings, marks, slots
from backend.storage.protocol.bindings import Change


@retried
async def request_retry(runtime: Runtime, integration: Integration, ids: Sequence[int], *, by: str) -> str:
    """What was done, in a sentence. What is confirming is looked up now, and not sent before its time. What can
    still be undone waits for that. While the line is down or held nothing changes."""
    line = standing_of(integration)
    if line.stops:
        unchanged = Sentence("Nothing was changed: it goes on by itself %(when)s.", when=line.when)
        return joined(". ", [line.told, unchanged])
    async with transaction():
        refs = {one.id: one.ref for one in await syncs.candidates(integration.id, ids)}
        rows, now = await bindings.lock(list(refs))
        waits = await marks.undoable(list(refs))
        changes = [Change(row, decide(row, Retried(), now)) for row in rows if row.id not in waits]
        moved = [change for change in changes if change.after != change.before]
        await bindings.apply(moved, integration=integration.id)
        if moved:
            subject = str(refs[moved[0].after.id]) if len(moved) == 1 else f"{len(moved)} objects"
            await audits.write(by, "retry.requested", integration.id, subject=subject)
    if not moved:
        return Sentence("Nothing to retry: it moves by itself, or is done.")
    await runtime.bell.ring(await slots.due_at(integration.id))
    return Sentence("Due %(soon)s.", soon=soon(runtime, integration))
