"""An administrator says that all which was made after the backup is known again: creations need no look any more."""

from backend.actions.line.unusable import unusable
from backend.domain.integrations.integration import Integration
from backend.domain.objects import Problem
from backend.domain.protocol.times import Times
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.storage import audits
from backend.storage.instances import restorations
from backend.storage.postgres.database import transaction


async def end_restoration(runtime: Runtime, integration: Integration, *, by: str) -> str | Problem:
    if integration.restored_at is None:
        return Problem(
            "integration", Sentence("There is nothing to end: its database was not restored, or that was ended before")
        )
    if integration.held_reason is not None:
        return Problem(
            "integration",
            Sentence("It is held: release it first. What was sent is looked up then, and this can be ended"),
        )
    if why := unusable(runtime, integration):
        return Problem("integration", why)
    quarantine = Times.of(runtime.promises(integration)).quarantine
    async with transaction():
        if integration.id in await restorations.still_open():
            return Problem("integration", _MARKING)
        if not await restorations.end(integration.id, quarantine):
            until = f"{integration.restored_at + quarantine:%Y-%m-%d %H:%M:%S} UTC"
            return Problem("integration", _TOO_EARLY.with_values(until=until))
        await audits.write(by, "restoration.ended", integration.id)
    return Sentence("From now on objects are created without a look before.")


_MARKING = Sentence("Its objects are still being marked to be looked up: try again in a moment")
_TOO_EARLY = Sentence("What was sent before may still be carried out there: end it after %(until)s")
