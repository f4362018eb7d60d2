"""A person wants an object created again whose record is gone."""

from typing import Any

from backend.actions.resolve.take import Taken, go_on, put, soon, take
from backend.domain.integrations.integration import Integration
from backend.domain.objects import Problem
from backend.domain.protocol.events import SentAgain
from backend.domain.sentence import Sentence
from backend.domain.status import RESOLVE_FIRST, Park, Phase
from backend.runtime import Runtime
from backend.storage.postgres.database import transaction
from backend.storage.protocol import attempts, records


async def send_again(runtime: Runtime, integration: Integration, binding: int, *, by: str) -> str | Problem:
    """T16: under a new key, and only if the last thing known of it is a look that saw nothing."""
    async with transaction():
        taken = await take(integration, binding)
        if isinstance(taken, Problem):
            return taken
        if problem := await _refusal(taken):
            return problem
        facts = await _forget(taken)
        await put(integration, taken, SentAgain(), by=by, deed="object.sent_again", facts=facts)
    said = Sentence(
        "It is looked up once more %(soon)s; if it is still not there, it is created anew.",
        soon=soon(runtime, integration),
    )
    return await go_on(runtime, integration, binding, said)


async def _refusal(taken: Taken) -> Problem | None:
    row = taken.row
    if row.phase is Phase.CONFIRMING:
        return Problem(
            "object", Sentence("What became of the last attempt is not known yet: nothing is created before it is")
        )
    if row.park in RESOLVE_FIRST:
        return Problem(
            "object", Sentence("Resolve first: adopt a record that is there, or give this object another number")
        )
    if row.park is not Park.ORDINARY:
        return Problem(
            "object", Sentence("Only what a look did not find any more is created anew: synchronize it instead")
        )
    if not await attempts.was_last_absent(row.id):
        sentence = Sentence("The last look did not say that it is gone. Press Force synchronize: it looks first")
        return Problem("object", sentence)
    return None


async def _forget(taken: Taken) -> dict[str, Any]:
    """What the audit trail keeps of the old creation."""
    record = await records.unlink(taken.row.id)
    gone = {"record": record.id, "number": record.number} if record else {}
    return {"epoch": taken.row.create_epoch, "synced_version": taken.row.synced_version} | gone
