"""Store what delivered answers say. An answer may come before it is stored that its request was acknowledged."""

import asyncio
from collections.abc import Sequence

from backend.actions.line.apart import apart
from backend.actions.push.conceal import conceal
from backend.actions.push.store_answers import store_answers
from backend.connectors.protocol import Connector
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.events import Delivered
from backend.domain.protocol.times import Times
from backend.domain.pushes.push import NO_PAYLOAD, Operation, Push
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import deliveries
from backend.storage.protocol.deliveries import Deferred


async def settle_answers(runtime: Runtime, integration: Integration, request_id: str) -> None:
    """Idempotent, also when two do it at once: what is no longer awaited changes nothing."""
    for delivery, answer in await deliveries.answers_to(integration.id, request_id):
        sent = await deliveries.attempts_of(integration.id, request_id)
        if any(one.open for one in sent):
            await store_answers(integration, _events(runtime, integration, sent, answer))
        await deliveries.end(delivery)


async def settle_open_answers(runtime: Runtime) -> None:
    """Those that a crash left, or that came too early. One that breaks us holds up no other."""
    waiting = await deliveries.open_requests()
    ended = await asyncio.gather(*[_settle(runtime, *one) for one in waiting], return_exceptions=True)
    for problem in ended:
        if problem is not None:
            raise problem


async def _settle(runtime: Runtime, integration_id: int, request_id: str) -> None:
    integration = await integrations.read(integration_id)
    assert integration is not None
    async with apart(runtime, integration_id):
        await settle_answers(runtime, integration, request_id)


def _events(runtime: Runtime, integration: Integration, sent: Sequence[Deferred], answer: str) -> dict[int, Delivered]:
    """The answer is read whole; what is settled already stays as it is."""
    connector, config = runtime.connector(integration), runtime.config(integration)
    assert connector.later is not None
    times = Times.of(runtime.promises(integration))
    pushes = [_push(connector, one) for one in sent]
    read = connector.later.read(config, answer, pushes, level=sent[0].level)
    outcomes = conceal([one.body for one in sent], read)
    return {
        one.binding: Delivered(intent=one.intent, outcome=outcome, times=times)
        for one, outcome in zip(sent, outcomes, strict=True)
        if one.open
    }


def _push(connector: Connector, one: Deferred) -> Push:
    return Push(
        ref=one.ref,
        operation=Operation.CREATE if one.intent.create else Operation.UPDATE,
        key=one.key,
        payload=NO_PAYLOAD,
        natural_key=connector.natural_key(one.ref),
        remote=one.remote,
    )
