"""See what began and what is over at each integration, and make the notifications of it in the same transaction."""

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from backend.actions.line.apart import apart
from backend.actions.notifications.message_of import message_of
from backend.domain.integrations.integration import Integration
from backend.domain.line.standing import standing_of
from backend.domain.notifications.messages import BEGAN, OVER
from backend.domain.notifications.troubles import Event, Trouble, cause_troubles, line_troubles
from backend.domain.protocol.times import UNCONFIRMED_AFTER
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.notifications import episodes
from backend.storage.notifications.episodes import ToldCause
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings

Unconfirmed = dict[int, Trouble]  # by integration


async def note_episodes(runtime: Runtime) -> None:
    """Any process may do it at any time: of two that do, one goes on."""
    unconfirmed = await _unconfirmed()
    for integration in await integrations.every():
        async with apart(runtime, integration.id):
            await _note(runtime, integration.id, unconfirmed)


async def _note(runtime: Runtime, integration_id: int, unconfirmed: Unconfirmed) -> None:
    async with transaction():
        if not await episodes.alone(integration_id):
            return
        integration = await integrations.read(integration_id)  # as it is now that nobody else looks
        assert integration is not None
        standing = await _standing(integration)
        standing += [unconfirmed[integration_id]] if integration_id in unconfirmed else []
        await episodes.note(integration_id, standing)
        await _tell_begun(runtime, integration, standing)
        await _tell_over(runtime, integration)


async def _unconfirmed() -> Unconfirmed:
    return {
        integration: Trouble(event=Event.UNCONFIRMED, since=since, count=count)
        for integration, count, since in await bindings.unconfirmed(UNCONFIRMED_AFTER)
    }


async def _standing(integration: Integration) -> list[Trouble]:
    still, numbers = await episodes.still_open(integration.id), await episodes.standing_causes(integration.id)
    causes = cause_troubles(numbers, still, waits=standing_of(integration).stops)
    return causes + line_troubles(integration, {event for event, _ in still})


async def _tell_begun(runtime: Runtime, integration: Integration, standing: Sequence[Trouble]) -> None:
    now = {(one.event, one.cause): one for one in standing}
    found = await episodes.to_tell(integration.id, down=timedelta(minutes=runtime.settings.notify_down_minutes))
    troubles = await _with_words(integration.id, [now[one.event, one.cause] for one in found])
    told = [(e.id, message_of(runtime, integration, t, BEGAN, e)) for e, t in zip(found, troubles, strict=True)]
    if told:
        await episodes.tell_begun(integration.id, told)


async def _tell_over(runtime: Runtime, integration: Integration) -> None:
    """Only of what was told before."""
    found = [one for one in await episodes.ended(integration.id) if one.told]
    gone = [Trouble(event=one.event, cause=one.cause) for one in found]
    troubles = await _with_words(integration.id, gone)
    told = [(e.id, message_of(runtime, integration, t, OVER, e)) for e, t in zip(found, troubles, strict=True)]
    if told:
        await episodes.tell_over(told)


async def _with_words(integration: int, troubles: Sequence[Trouble]) -> list[Trouble]:
    """Of causes what they are, and how many objects have them now."""
    numbers = [one.cause for one in troubles if one.cause]
    causes = await episodes.told_causes(integration, numbers) if numbers else {}
    return [_worded(one, causes[one.cause]) if one.cause else one for one in troubles]


def _worded(trouble: Trouble, cause: ToldCause) -> Trouble:
    return replace(trouble, why=cause.sentence, next_step=cause.next_step, count=cause.count)
