"""One object, all the way to the third party and back."""

import pytest

from backend.runtime import Runtime
from tests.factories import drain, make_envelope, make_integration, press, receive, rows, statuses

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
