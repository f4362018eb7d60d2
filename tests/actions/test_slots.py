"""Many drains at once: never more at work than the third party allows, and each object once."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import asyncpg
import pytest

from backend.actions.drain_slot import drain_slot
from backend.connectors.loopback.config import LoopbackConfig
from backend.connectors.loopback.connector import Loopback
from backend.connectors.loopback.remote import LoopbackRemote
from backend.domain.pushes.outcome import Outcome
from backend.domain.pushes.push import Push
from backend.runtime import Runtime
from tests.actions.make import come_to_rest, configure, customer, department, invoice, row_of, written
from tests.factories import drain, make_integration, press, receive, sql, statuses
from tests.waiting import until

pytestmark = pytest.mark.anyio


class _Watched(LoopbackRemote):
    at_work = most_at_work = 0

    async def push(self, batch: Sequence[Push]) -> Sequence[Outcome]:
        _Watched.at_work += 1
        _Watched.most_at_work = max(_Watched.most_at_work, _Watched.at_work)
        try:
            return await super().push(batch)
        finally:
            _Watched.at_work -= 1

    @staticmethod
    async def two_were_at_work() -> bool:
        return _Watched.most_at_work >= 2


class _WatchedLoopback(Loopback):
    """Counts how many calls are made at once."""

    def open(
        self, config: LoopbackConfig, secrets: Mapping[str, str], level: str
    ) -> AbstractAsyncContextManager[LoopbackRemote]:
        return _opened(config, secrets, level)


@asynccontextmanager
async def _opened(config: LoopbackConfig, secrets: Mapping[str, str], level: str) -> AsyncIterator[LoopbackRemote]:
    yield _Watched(config, secrets, level)


@pytest.fixture
def watched(runtime: Runtime) -> type[_Watched]:
    runtime.connectors = {**runtime.connectors, "loopback": _WatchedLoopback()}
    _Watched.at_work = _Watched.most_at_work = 0
    return _Watched


async def _forty_wanted(runtime: Runtime, connections_allowed: int) -> int:
    integration = await make_integration(
        runtime, batch_size=4, config={"latency_seconds": 0.1}, connections_allowed=connections_allowed
    )
    await receive(runtime, *(department(f"D{n}") for n in range(40)))
    await press(runtime, integration)
    return integration


@pytest.mark.parametrize("allowed", [1, 2, 3])
async def test_ten_rings_for_each_slot_never_open_more_connections_than_allowed(
    runtime: Runtime, watched: type[_Watched], allowed: int
) -> None:
    integration = await _forty_wanted(runtime, connections_allowed=allowed)
    rings = [drain_slot(runtime, integration, slot) for slot in range(1, 6) for _ in range(10)]
    await asyncio.gather(*rings)
    assert 1 <= watched.most_at_work <= allowed
    assert set((await statuses(integration)).values()) == {"success"}
    assert set((await written(integration)).values()) == {1}
    assert len(await sql("SELECT FROM attempt")) == 40
    assert await sql("SELECT FROM slot WHERE lease_until IS NOT NULL") == []


async def test_a_connection_that_is_not_allowed_any_more_sends_nothing_more(
    runtime: Runtime, watched: type[_Watched]
) -> None:
    integration = await _forty_wanted(runtime, connections_allowed=2)
    first, second = (asyncio.create_task(drain_slot(runtime, integration, slot)) for slot in (1, 2))
    await until(watched.two_were_at_work)
    await configure(runtime, integration, connections_allowed=1)
    await second
    assert await sql("SELECT FROM binding WHERE want AND phase = 'idle'") != []
    watched.most_at_work = watched.at_work
    await first
    assert watched.most_at_work <= 1
    await come_to_rest(runtime, integration)
    assert set((await statuses(integration)).values()) == {"success"}
    assert set((await written(integration)).values()) == {1}


async def test_an_integration_that_is_held_sends_nothing(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    await sql("UPDATE integration SET held_reason = 'Month end' WHERE id = $1", integration)
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "pending"}
    assert await written(integration) == {}
    await sql("UPDATE integration SET held_reason = NULL WHERE id = $1", integration)
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}


async def test_documents_of_several_entities_go_to_their_levels_in_requests_of_their_own(runtime: Runtime) -> None:
    integration = await make_integration(
        runtime, transaction_level="entity", level_overrides={"300": "top"}, automatic={"customer": True}
    )
    wanted = {"A": "100", "B": "200", "C": "100", "D": "", "E": "300"}
    await receive(runtime, customer(), *(invoice(key, entity=entity) for key, entity in wanted.items()))
    await press(runtime, integration)
    await come_to_rest(runtime, integration)
    levels = {key: (await row_of(integration, key))["level"] for key in (*wanted, "C1")}
    assert levels == {"A": "100", "B": "200", "C": "100", "D": "top", "E": "top", "C1": "top"}
    await configure(runtime, integration, transaction_level="top")
    await receive(runtime, invoice("A", entity="100", total="11.00"))
    await press(runtime, integration, "A")
    await drain(runtime, integration)
    row = await row_of(integration, "A")
    assert (row["status"], row["level"]) == ("success", "100")


async def test_a_parent_that_succeeds_while_its_child_is_being_blocked_releases_it(
    runtime: Runtime, database_url: str
) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, customer(), invoice())
    await press(runtime, integration, "INV1")
    child = (await row_of(integration, "INV1"))["id"]
    await sql("INSERT INTO binding_message (binding, text) VALUES ($1, 'as it was')", child)
    other = await asyncpg.connect(database_url)
    try:
        held = other.transaction()
        await held.start()
        await other.execute("SELECT FROM binding_message WHERE binding = $1 FOR UPDATE", child)
        blocking = asyncio.create_task(drain_slot(runtime, integration, 1))
        await until(lambda: sql("SELECT FROM pg_locks WHERE NOT granted"))
        await press(runtime, integration, "C1")
        await drain_slot(runtime, integration, 2)
        assert (await statuses(integration))["C1"] == "success"
        await held.rollback()
    finally:
        await other.close()
    await blocking
    assert (await statuses(integration))["INV1"] == "success"
