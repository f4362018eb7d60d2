"""A stop meets what happens at the same time, and what was asked for before and after it."""

import pytest

from backend.actions.syncs.stop_sync import stop_sync
from backend.actions.tend import tend
from backend.runtime import Runtime
from tests.actions.make import come_to_rest, department, written
from tests.actions.test_crashes import Worker
from tests.factories import make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def _stop(integration: int) -> None:
    (row,) = await sql("SELECT max(id) AS id FROM sync WHERE integration = $1", integration)
    assert await stop_sync(integration, row["id"], by="Ada")


async def test_what_is_built_when_the_stop_of_very_many_is_answered_is_not_sent(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, *(department(key) for key in ("D1", "D2", "D3")))
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    batch = await worker.claim()
    assert batch.items
    monkeypatch.setattr("backend.actions.syncs.stop_sync.WITHDRAW_SECONDS", 0.0)
    await _stop(integration)

    assert await worker.intend(batch) == []

    await tend(runtime)
    await come_to_rest(runtime, integration)
    assert set((await statuses(integration)).values()) == {"not_integrated"}
    assert await written(integration) == {}
