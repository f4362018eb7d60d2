"""The strip above the grid tells the truth about the line."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from structlog.testing import capture_logs

from backend.actions.tend import tend
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.screens.health import Health, entities, unconfirmed
from backend.storage.screens.health import health as read_health
from tests.factories import drain, make_envelope, make_integration, press, receive, sql

pytestmark = pytest.mark.anyio


async def health(integration: int, *, workers: int = 0) -> Health:
    found = await integrations.read(integration)
    assert found is not None
    return await read_health(found, workers=workers)


async def test_a_new_integration_was_not_tried_yet(runtime: Runtime) -> None:
    found = await health(await make_integration(runtime))

    assert (found.line.ok, found.line.sentence, found.line.since, found.last_push_at) == (
        True,
        "Not tried yet",
        None,
        None,
    )
    assert (found.waiting, found.per_hour, found.workers) == (0, 0, 0)


async def test_pushes_and_waiting_objects_are_counted_for_this_integration(runtime: Runtime) -> None:
    integration, other = await make_integration(runtime), await make_integration(runtime)
    await receive(runtime, *(make_envelope(key=f"D{n}") for n in range(3)))
    await press(runtime, integration, "D0", "D1")
    await drain(runtime, integration)
    await press(runtime, integration, "D2")

    found = await health(integration, workers=2)

    assert (found.line.ok, found.line.sentence, found.workers) == (True, "Connected", 2)
    assert found.line.since is not None
    assert found.last_push_at is not None
    assert (found.per_hour, found.waiting) == (2, 1)
    assert ((await health(other)).per_hour, (await health(other)).waiting) == (0, 0)


async def test_a_hand_over_is_seen_though_it_changed_nothing(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    assert (await health(integration)).handed_over_at is None
    await receive(runtime, make_envelope())
    first = (await health(integration)).handed_over_at
    assert first is not None

    await sql("UPDATE handed_over SET at = at - interval '1 minute', told_at = told_at - interval '1 minute'")
    async with connected(runtime.settings.database_url) as other:
        heard = asyncio.Event()
        await other.add_listener("syncline", lambda *_: heard.set())
        await receive(runtime, make_envelope())
        await asyncio.wait_for(heard.wait(), 60)  # so are those who look at the list
    again = (await health(integration)).handed_over_at
    assert again is not None
    assert again >= first


async def test_hand_overs_that_follow_each_other_closely_are_told_of_now_and_then(runtime: Runtime) -> None:
    await make_integration(runtime)
    await receive(runtime, make_envelope())
    assert await told_at_another(runtime, last="2 seconds", told="1 minute")
    assert not await told_at_another(runtime, last="2 seconds", told="2 seconds")


async def told_at_another(runtime: Runtime, *, last: str, told: str) -> bool:
    """Whether who looks is told of one more, so long after the last one and after they were told."""
    await sql(f"UPDATE handed_over SET at = now() - interval '{last}', told_at = now() - interval '{told}'")
    ended = asyncio.Event()
    heard: list[str] = []

    def hear(*given: Any) -> None:
        heard.append(given[-1])
        if given[-1] == "end":
            ended.set()

    async with connected(runtime.settings.database_url) as other:
        await other.add_listener("syncline", hear)
        await receive(runtime, make_envelope())
        await sql("SELECT pg_notify('syncline', 'end')")
        await asyncio.wait_for(ended.wait(), 60)
    return len(heard) > 1


async def test_no_hand_over_waits_until_another_is_noted(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    async with connected(runtime.settings.database_url) as other, other.transaction():
        await other.execute("SELECT FROM handed_over FOR UPDATE")
        await asyncio.wait_for(receive(runtime, make_envelope()), 20)

    assert (await health(integration)).handed_over_at is None
    assert len(await sql("SELECT FROM object")) == 1


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def test_only_the_last_hour_counts(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, make_envelope())
    await sql(
        "INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, outcome,"
        " outcome_at) SELECT id, 'create', 1, 'h', 'top', 1, 'k', 'h', 1, 'applied', now() - interval '61 minutes'"
        " FROM binding"
    )

    assert (await health(integration)).per_hour == 0


async def test_trouble_and_a_hold_are_said(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await sql("UPDATE integration SET trouble = 'The password was refused', trouble_since = now()")
    broken = await health(integration)
    assert (broken.line.ok, broken.line.sentence) == (False, "Not answering: The password was refused")
    assert broken.line.since is not None

    await sql("UPDATE integration SET held_reason = 'month end'")
    held = await health(integration)
    assert (held.line.ok, held.line.sentence) == (False, "Held: month end")


async def test_the_entities_are_those_that_have_objects(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(
        runtime, make_envelope(key="A", entity="200"), make_envelope(key="B"), make_envelope(key="C", entity="100")
    )

    assert await entities(integration) == ["top", "100", "200"]

    await receive(runtime, make_envelope(key="A", entity="100"))
    assert await entities(integration) == ["top", "100"]


@pytest.mark.parametrize(("hours", "count"), [(23, 0), (25, 1)])
async def test_what_is_unknown_for_more_than_a_day_is_counted_and_written_to_the_log(
    runtime: Runtime, hours: int, count: int
) -> None:
    """T36."""
    integration, other = await make_integration(runtime, config={"broken": True}), await make_integration(runtime)
    await receive(runtime, make_envelope())
    await press(runtime, integration)
    await drain(runtime, integration)
    await sql("ALTER TABLE attempt DISABLE TRIGGER attempt_stays")
    await sql("UPDATE attempt SET intended_at = now() - $1::interval", timedelta(hours=hours))

    with capture_logs() as logs:
        await tend(runtime)

    assert ((await health(integration)).unconfirmed, (await health(other)).unconfirmed) == (count, 0)
    assert await unconfirmed(integration) == count
    told = [(one["integration_id"], one["count"]) for one in logs if one["event"] == "objects.unconfirmed"]
    assert told == [(integration, 1)] * count
    (row,) = await sql("SELECT phase, status FROM binding WHERE integration = $1", integration)
    assert (row["phase"], row["status"]) == ("confirming", "pending")
