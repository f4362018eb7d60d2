"""What people stop or hold while an intent waits for its rows is seen by it: nothing is sent."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.postgres.database import connection
from backend.storage.protocol import lines, marks
from tests.actions.make import department
from tests.actions.worker import Worker
from tests.factories import make_integration, press, receive, sql, waiting_for_locks
from tests.waiting import until

pytestmark = pytest.mark.anyio


async def _stop(integration: int) -> None:
    (sync,) = await sql("SELECT id FROM sync")
    assert await marks.stop(integration, sync["id"], "Ada") is not None


async def _hold(integration: int) -> None:
    await lines.hold(integration, "Month end", by="Ada", release_needs=Role.OPERATOR)


@pytest.mark.parametrize("says", [_stop, _hold])
async def test_what_is_said_while_an_intent_waits_for_its_rows_is_seen(
    runtime: Runtime, says: Callable[[int], Awaitable[None]]
) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    batch, taken = await worker.claim(), await worker.take_slot()

    async with connection() as another, another.transaction():
        await another.execute("SELECT FROM binding FOR UPDATE")
        intent = asyncio.create_task(worker.intend_at(taken, batch))
        await until(waiting_for_locks)
        await says(integration)

    assert not await intent
    assert await sql("SELECT FROM attempt") == []
