"""Of one trouble a receiver hears first that it began and then that it is over, or nothing at all."""

import pytest
from msgspec.structs import replace

from backend.actions.line.hold_integration import hold_integration
from backend.actions.line.release_integration import release_integration
from backend.actions.notifications.deliver_notifications import deliver_notifications
from backend.domain.roles import Role
from backend.runtime import Runtime
from tests.actions.notifications.telling import after, subscribe
from tests.channels.receivers import Hook, hook
from tests.factories import make_integration, sql

pytestmark = pytest.mark.anyio

OOPS = b"HTTP/1.1 500 Oops\r\n\r\n"
GONE = b"HTTP/1.1 410 Gone\r\n\r\n"


async def held_and_released(runtime: Runtime, receiver: Hook) -> None:
    """The receiver is told of the beginning once before it is over."""
    runtime.settings = replace(runtime.settings, demo=True)
    integration = await make_integration(runtime)
    await subscribe(runtime, integration, address=receiver.address)
    assert await hold_integration(integration, "Closing", by="Ada") is None
    await after(runtime)
    await deliver_notifications(runtime)
    assert await release_integration(runtime, integration, by="Ada", role=Role.OPERATOR) is None
    await after(runtime)


async def told_of(receiver: Hook) -> list[object]:
    return [one["type"] for one in receiver.told]


async def wait_is_over() -> None:
    await sql("UPDATE notification SET due = clock_timestamp()")


async def test_an_end_waits_for_a_beginning_that_is_tried_again(runtime: Runtime) -> None:
    async with hook(OOPS) as receiver:
        await held_and_released(runtime, receiver)
        await deliver_notifications(runtime)
        early = await told_of(receiver)
        for _ in range(3):
            await wait_is_over()
            await deliver_notifications(runtime)

    assert early == ["line.held.began"]
    assert await told_of(receiver) == ["line.held.began", "line.held.began", "line.held.over"]


@pytest.mark.parametrize("already", [True, False])
async def test_who_could_not_be_told_of_a_beginning_is_not_told_of_its_end(runtime: Runtime, already: bool) -> None:
    """`already`: the beginning was given up before it was over."""
    async with hook(*([GONE] if already else [OOPS, GONE])) as receiver:
        await held_and_released(runtime, receiver)
        for _ in range(3):
            await wait_is_over()
            await deliver_notifications(runtime)

    assert set(await told_of(receiver)) == {"line.held.began"}
    assert await sql("SELECT FROM notification WHERE delivered_at IS NULL AND given_up_at IS NULL") == []
