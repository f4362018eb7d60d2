"""Release an integration that is held: what waits goes on."""

from backend.actions.line.mend_line import mend_line
from backend.actions.line.unusable import unusable
from backend.domain.line.standing import held_mark, standing_of
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.runtime import Runtime
from backend.storage import audits, integrations, people
from backend.storage.instances import restorations
from backend.storage.postgres.database import transaction
from backend.storage.protocol import lines, slots

_ANEW = Sentence("It was released meanwhile, and is held anew. %(told)s. Press again if that shall end")


async def release_integration(
    runtime: Runtime, integration_id: int, *, by: str, role: Role, seen: str = ""
) -> Problem | None:
    """None when it is not held, also when it was not before. `seen`: the mark of the hold that is meant."""
    async with transaction():
        await integrations.lock(integration_id)
        integration = await integrations.read(integration_id)
        assert integration is not None
        if integration.held_reason is None:
            return None
        if seen and seen != held_mark(integration):
            return Problem("", _ANEW.with_values(told=standing_of(integration).told))
        if not role.may(Role(integration.release_needs)):
            return Problem("", await _not_yours(integration.held_reason))
        if integration_id in await restorations.still_open():
            return Problem("", _not_marked(unusable(runtime, integration)))
        await lines.release(integration_id)
        await mend_line(integration_id)
        facts = {"reason": integration.held_reason, "held_by": integration.held_by}
        await audits.write(by, "integration.released", integration_id, facts=facts)
    await runtime.bell.ring(await slots.due_at(integration_id))
    return None


def _not_marked(why: str) -> Sentence:
    if why:
        return Sentence("After the restoration its objects cannot be marked. %(why)s", why=why)
    return Sentence("After the restoration its objects are still being marked: try again in a moment")


async def _not_yours(reason: str) -> Sentence:
    """And whom to ask."""
    names = await people.admins()
    if not names:
        return Sentence("Only an administrator may release it: %(reason)s", reason=reason)
    return Sentence(
        "Only an administrator (%(names)s) may release it: %(reason)s", names=", ".join(names), reason=reason
    )
