"""Wait for the answer to a question that was only acknowledged: does it find the way to us?"""

import asyncio
import time

from backend.domain.integrations.findings import About, Finding, unwell
from backend.domain.integrations.integration import Integration
from backend.domain.pushes.advice import Who
from backend.domain.pushes.health import Health
from backend.domain.sentence import Sentence, counted
from backend.runtime import Runtime
from backend.storage.protocol import deliveries

WAIT_SECONDS = 15
LOOK_EVERY_SECONDS = 0.25
NEXT_STEP = Sentence(
    "Compare the response address of the policy with the one that GET /api/v1/integrations/%(id)s/answers-address "
    "names, and see whether it can be reached from there. Until then only a look-up tells, long "
    "after, what became of a push."
)


async def await_answer(runtime: Runtime, integration: Integration, request_id: str, *, seconds: float) -> list[Finding]:
    """No connection is held meanwhile. Without a request there is nothing to find."""
    if not request_id:
        return []
    began, label = time.monotonic(), runtime.connector(integration).label
    while time.monotonic() - began < seconds:
        if await deliveries.forget(integration.id, request_id):
            sentence = _CAME.with_values(third_party=label, after=_after(began))
            return [Finding(about=About.LATER, ok=True, sentence=sentence)]
        await asyncio.sleep(LOOK_EVERY_SECONDS)
    sentence = _NONE_CAME.with_values(third_party=label, num=f"{seconds:g}")
    health = Health(ok=False, sentence=sentence, who=Who.THERE)
    return [unwell(About.LATER, health, label, stuck=(), next_step=NEXT_STEP.filled(id=integration.id))]


def _after(began: float) -> Sentence:
    seconds = time.monotonic() - began
    return Sentence("less than a second") if seconds < 1 else counted("a second", "%(num)s seconds", round(seconds))


_CAME = Sentence("%(third_party)s acknowledges requests, and its answer came %(after)s later")
_NONE_CAME = Sentence("%(third_party)s acknowledges requests, but no answer came here within %(num)s seconds")
