"""Hold an integration: nothing is claimed any more, nothing is looked up; what runs ends."""

from typing import Any

from backend.domain.kinds.body.hygiene import flaw
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.domain.sentence import Sentence
from backend.storage import audits, integrations
from backend.storage.postgres.database import joined
from backend.storage.protocol import lines

LONGEST = 500


async def hold_integration(
    integration_id: int, reason: Any, *, by: str, release_needs: Role = Role.OPERATOR
) -> Problem | None:
    """None when it is held, also when it was before: then nothing changes, unless `release_needs` (the lowest role that
    may release it) rises."""
    problem = _check(reason)
    if problem:
        return problem
    async with joined():
        await integrations.lock(integration_id)
        integration = await integrations.read(integration_id)
        assert integration is not None
        if integration.held_reason is not None and Role(integration.release_needs).may(release_needs):
            return None
        await lines.hold(integration_id, reason.strip(), by=by, release_needs=release_needs)
        await audits.write(by, "integration.held", integration_id, facts={"reason": reason.strip()})
    return None


def _check(reason: Any) -> Problem | None:
    if not isinstance(reason, str) or not reason.strip():
        return Problem("reason", Sentence("Say why, for those who find it held"))
    if len(reason) > LONGEST:
        return Problem("reason", Sentence("At most %(most)s characters", most=LONGEST))
    wrong = flaw(reason, None)
    return Problem("reason", wrong) if wrong else None
