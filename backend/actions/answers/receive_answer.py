"""Take an answer that the third party delivers to us: to a request that it has only acknowledged."""

from backend.actions.answers.settle_answers import settle_answers
from backend.connectors.masking import Masker
from backend.domain.integrations.integration import Integration
from backend.domain.objects import Problem
from backend.runtime import Runtime
from backend.security.seal import UnsealError
from backend.storage.protocol import deliveries


async def receive_answer(runtime: Runtime, integration: Integration, body: bytes) -> Problem | None:
    """None: it is kept. Idempotent: it may be delivered again, or before its request is stored as acknowledged."""
    later = runtime.connector(integration).later
    if later is None:
        return Problem("", f"{runtime.connector(integration).label} answers at once: nothing is awaited here")
    said = later.open(runtime.config(integration), body)
    if isinstance(said, Problem):
        return said
    try:
        masked = Masker(runtime.secrets(integration).values())
    except UnsealError as problem:
        return Problem("", str(problem))
    await deliveries.insert(integration.id, said.request_id, masked(said.text))
    await settle_answers(runtime, integration, said.request_id)
    return None
