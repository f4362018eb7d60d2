"""Store what became of one request."""

from collections.abc import Sequence

from backend.actions.answers.settle_answers import settle_answers
from backend.actions.push.commit_intents import Sent
from backend.actions.push.store_answers import store_answers
from backend.actions.push.unsent.settle_blocked import AT_ONCE
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.events import Answered
from backend.domain.protocol.times import Times
from backend.domain.pushes.outcome import Outcome
from backend.runtime import Runtime


async def complete(
    runtime: Runtime,
    integration: Integration,
    sent: Sequence[Sent],
    outcomes: Sequence[Outcome],
    times: Times,
    *,
    at_once: int = AT_ONCE,
) -> bool:
    """T26–T31. Late answers stay in the attempt. What is answered later may have its answer already. Whether breaker or
    pacing of the line have anything to say."""
    events = {
        one.prepared.row.id: Answered(intent=one.intent, outcome=outcome, times=times)
        for one, outcome in zip(sent, outcomes, strict=True)
    }
    unsettled = await store_answers(integration, events, at_once=at_once)
    deferred = {o.exchange.request_id for o in outcomes if o.exchange is not None and o.exchange.request_id}
    for request_id in deferred:
        await settle_answers(runtime, integration, request_id)
    return unsettled
