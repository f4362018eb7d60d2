"""A drain that cannot go on loses no answer, holds no row, and counts no death."""

from typing import Any

import pytest

from backend.actions.push.give_back import give_back
from backend.connectors.loopback.connector import Loopback
from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.push import Rendered
from backend.runtime import Runtime
from tests.actions.make import attempts_of, configure, department, row_of, written
from tests.actions.worker import Worker
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


class Brittle(Loopback):
    """A connector with a bug: on one object it takes all that the process has."""

    def render(self, version: Version, **given: Any) -> Rendered:
        if version.ref.key == "BAD":
            raise RecursionError
        return super().render(version, **given)


async def test_an_answer_is_stored_though_the_next_request_cannot_be_built(runtime: Runtime) -> None:
    runtime.connectors = {**runtime.connectors, "loopback": Brittle()}
    integration = await make_integration(runtime, batch_size=1, config={"latency_seconds": 0.2})
    await receive(runtime, department("D1"))
    await press(runtime, integration)
    await receive(runtime, department("BAD"))
    await press(runtime, integration, "BAD")
    with pytest.raises(RecursionError):
        await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success", "BAD": "pending"}
    (attempt,) = await attempts_of(integration, "D1")
    assert attempt["outcome"] == "applied"


async def test_after_a_call_without_an_answer_nothing_more_goes_out_on_its_connection(runtime: Runtime) -> None:
    slow = {"latency_seconds": 1.5, "call_timeout_seconds": 1}
    integration = await make_integration(runtime, batch_size=1, config=slow)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    await drain(runtime, integration)
    assert (await row_of(integration, "D1"))["phase"] == "confirming"
    waiting = await row_of(integration, "D2")
    assert (waiting["phase"], waiting["want"], waiting["crash_count"]) == ("idle", True, 0)
    assert await attempts_of(integration, "D2") == []


async def test_what_is_given_back_waits_in_its_turn_and_nobody_died(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"))
    await press(runtime, integration)
    before = await row_of(integration, "D1")
    worker = await Worker.at(runtime, integration)
    batch = await worker.claim()
    for _ in range(2):
        await give_back(worker.integration, [item.row for item in batch.items])
    row = await row_of(integration, "D1")
    assert (row["phase"], row["want"], row["next_at"]) == ("idle", True, before["next_at"])
    assert (row["crash_count"], row["lease_until"]) == (0, None)
    await drain(runtime, integration)
    assert await written(integration) == {"D1": 1}


async def test_what_was_claimed_for_one_company_is_not_sent_to_another(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"))
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    batch = await worker.claim()
    await configure(runtime, integration, config={"company": "Theirs"})
    with pytest.raises(AssertionError):
        await worker.intend(batch)
    assert (await row_of(integration, "D1"))["phase"] == "claimed"
    assert await attempts_of(integration, "D1") == []


class Circular(Loopback):
    """Each object names itself."""

    def needs(self, version: Version, maps: Maps) -> tuple[ObjectRef, ...]:
        return (version.ref, *super().needs(version, maps))


async def test_nobody_waits_for_himself(runtime: Runtime) -> None:
    runtime.connectors = {**runtime.connectors, "loopback": Circular()}
    first = await make_integration(runtime)
    await receive(runtime, department("D1"))
    late = await make_integration(runtime)
    for integration in (first, late):
        await press(runtime, integration)
        await drain(runtime, integration)
        assert await statuses(integration) == {"D1": "success"}
    assert await sql("SELECT FROM edge") == []
