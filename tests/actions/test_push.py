"""One object, all the way to the third party and back; and how those after it follow."""

import asyncio

import pytest

from backend.runtime import Runtime
from tests.actions.make import department, written
from tests.factories import drain, make_envelope, make_integration, press, receive, rows, sql, statuses
from tests.waiting import until

pytestmark = pytest.mark.anyio


async def test_an_object_that_was_pressed_is_pushed_and_turns_green(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, make_envelope(key="INV/2024/07 Ä&?#"))
    assert await statuses(integration) == {"INV/2024/07 Ä&?#": "not_integrated"}

    await press(runtime, integration)
    assert await statuses(integration) == {"INV/2024/07 Ä&?#": "pending"}
    await drain(runtime, integration)

    (row,) = await rows(integration)
    assert row["status"] == "success"
    assert row["remote_id"]
    assert row["level"] == "top"


async def test_while_a_request_is_on_the_wire_the_one_before_is_stored_and_the_one_after_is_built(
    runtime: Runtime,
) -> None:
    integration = await make_integration(runtime, batch_size=1, config={"latency_seconds": 1})
    await receive(runtime, *(department(f"D{n}") for n in range(3)))
    await press(runtime, integration)
    at_once = """SELECT FROM binding HAVING bool_or(status = 'success') AND bool_or(phase = 'sent')
                 AND bool_or(phase = 'claimed')"""
    draining = asyncio.create_task(drain(runtime, integration))

    async def overlap() -> bool:
        assert not draining.done(), "one after the other"
        return bool(await sql(at_once)) and len(await written(integration)) == 1

    await until(overlap)
    await draining
