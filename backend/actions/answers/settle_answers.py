"""Store what delivered answers say. An answer may come before it is stored that its request was acknowledged."""

from collections.abc import Sequence

from backend.actions.push.store_answers import store_answers
from backend.connectors.protocol import Connector
from backend.domain.integration import Integration
from backend.domain.protocol.events import Delivered
from backend.domain.protocol.times import Times
from backend.domain.push import Operation, Payload, Push
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import deliveries
from backend.storage.protocol.deliveries import Acknowledged

_SENT = Payload(content=b"", hash=b"")


async def settle_answers(runtime: Runtime, integration: Integration, request_id: str) -> None:
    """Idempotent, also when two do it at once: what is no longer awaited changes nothing."""
    for delivery, answer in await deliveries.answers_to(integration.id, request_id):
        waiting = await deliveries.acknowledged(integration.id, request_id)
        if waiting:
            await store_answers(integration, _events(runtime, integration, waiting, answer))
        await deliveries.end(delivery)


async def settle_open_answers(runtime: Runtime) -> None:
    """Those that a crash left, or that came too early."""
    for integration_id, request_id in await deliveries.open_requests():
        integration = await integrations.read(integration_id)
        assert integration is not None
        await settle_answers(runtime, integration, request_id)


def _events(
    runtime: Runtime, integration: Integration, waiting: Sequence[Acknowledged], answer: str
) -> dict[int, Delivered]:
    connector, config = runtime.connector(integration), runtime.config(integration)
    assert connector.later is not None
    times = Times.of(runtime.promises(integration))
    pushes = [_push(connector, one) for one in waiting]
    outcomes = connector.later.read(config, answer, pushes, level=waiting[0].level)
    return {
        one.binding: Delivered(intent=one.intent, outcome=outcome, times=times)
        for one, outcome in zip(waiting, outcomes, strict=True)
    }


def _push(connector: Connector, one: Acknowledged) -> Push:
    return Push(
        ref=one.ref,
        operation=Operation.CREATE if one.intent.create else Operation.UPDATE,
        key=one.key,
        payload=_SENT,
        natural_key=connector.natural_key(one.ref),
        remote=one.remote,
    )
