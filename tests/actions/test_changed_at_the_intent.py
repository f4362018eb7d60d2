"""What others commit while an intent waits for its locks is seen by it: what may not be sent leaves nothing behind."""

import asyncio

import pytest

from backend.actions.push.commit_intents import Sent
from backend.runtime import Runtime
from backend.storage.postgres.database import connection
from tests.actions.make import department
from tests.actions.worker import Worker
from tests.factories import make_integration, press, receive, sql, waiting_for_locks
from tests.waiting import until

pytestmark = pytest.mark.anyio

KEYS = ("D1", "D2", "D3")


async def _intend_while(runtime: Runtime, statement: str, *, behind: str = "") -> list[Sent] | None:
    """Three objects, of which another transaction changes something that the intent has to wait for. `behind`: it holds
    what the intent waits for, and the change is committed by others meanwhile."""
    integration = await make_integration(runtime)
    await receive(runtime, *(department(key) for key in KEYS))
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    batch, taken = await worker.claim(), await worker.take_slot()
    async with connection() as another, another.transaction():
        await another.execute(behind or statement)
        intent = asyncio.create_task(worker.intend_at(taken, batch))
        await until(waiting_for_locks)
        if behind:
            await sql(statement)
    return await intent


_SECOND = "(SELECT min(id) + 1 FROM binding)"


@pytest.mark.parametrize("behind", ["", "SELECT FROM binding WHERE id = (SELECT min(id) FROM binding) FOR UPDATE"])
@pytest.mark.parametrize(
    "harmless",
    [
        f"UPDATE binding SET revision = revision + 1 WHERE id = {_SECOND}",
        f"UPDATE binding SET changed_at = clock_timestamp() WHERE id >= {_SECOND}",
    ],
)
async def test_rows_that_others_wrote_without_harm_are_sent_under_one_intent_each(
    runtime: Runtime, harmless: str, behind: str
) -> None:
    sent = await _intend_while(runtime, harmless, behind=behind)

    assert sent is not None
    assert sorted(one.prepared.load.version.ref.key for one in sent) == list(KEYS)
    open_ones = await sql("SELECT a.id FROM attempt a JOIN binding b ON b.open_attempt = a.id AND b.phase = 'sent'")
    assert sorted(one["id"] for one in open_ones) == sorted(one.intent.attempt for one in sent)
    assert len(await sql("SELECT FROM attempt")) == len(KEYS)
    assert [one["n"] for one in await sql("SELECT sum(transactions)::int AS n FROM usage")] == [len(KEYS)]


@pytest.mark.parametrize("behind", ["", "SELECT FROM binding WHERE id = (SELECT min(id) FROM binding) FOR UPDATE"])
@pytest.mark.parametrize(
    "taken_away",
    [
        f"UPDATE binding SET fence = fence + 1 WHERE id = {_SECOND}",
        f"UPDATE binding SET phase = 'idle', lease_until = NULL, next_at = clock_timestamp() WHERE id = {_SECOND}",
        f"UPDATE binding SET lease_until = clock_timestamp() WHERE id = {_SECOND}",
    ],
    ids=["claimed by another", "given back", "lease over"],
)
async def test_a_row_that_was_lost_meanwhile_stays_behind_and_the_others_go(
    runtime: Runtime, taken_away: str, behind: str
) -> None:
    sent = await _intend_while(runtime, taken_away, behind=behind)

    assert sent is not None
    assert [one.prepared.load.version.ref.key for one in sent] == ["D1", "D3"]
    assert len(await sql("SELECT FROM attempt")) == len(sent)
    assert len(await sql("SELECT FROM binding WHERE phase = 'sent'")) == len(sent)


_FORBIDS = {
    "held": "UPDATE integration SET held_reason = 'Month end'",
    "another setting": """UPDATE integration SET config = config || '{"company": "Other"}'""",
    "fewer connections": "UPDATE integration SET connections_allowed = 1",
    "its breaker is open": """UPDATE integration SET breaker = '{"probe_at": "2000-01-01T00:00:00Z"}'""",
    "its breaker lets one through": """UPDATE integration SET breaker = '{"slots": 1}'""",
    "it has to wait": """UPDATE integration SET pacing = '{"not_before": "2999-01-01T00:00:00Z"}'""",
    "restored": "UPDATE integration SET restored_at = clock_timestamp()",
    "its slot was taken": "UPDATE slot SET fence = fence + 1",
    "its slot is free": "UPDATE slot SET lease_until = NULL",
}


@pytest.mark.parametrize("behind", ["SELECT FROM binding FOR UPDATE", ""], ids=["its rows", "what changes"])
@pytest.mark.parametrize("forbids", _FORBIDS.values(), ids=_FORBIDS)
async def test_what_forbids_it_meanwhile_leaves_nothing_behind(runtime: Runtime, forbids: str, behind: str) -> None:
    sent = await _intend_while(runtime, forbids, behind=behind)

    assert not sent
    assert await sql("SELECT FROM attempt") == []
    assert await sql("SELECT FROM usage WHERE transactions > 0") == []
    assert await sql("SELECT FROM binding WHERE phase <> 'claimed'") == []


async def test_a_line_that_was_only_noted_meanwhile_lets_it_go(runtime: Runtime) -> None:
    sent = await _intend_while(runtime, "UPDATE integration SET last_push_at = clock_timestamp()")

    assert sent is not None
    assert len(sent) == len(await sql("SELECT FROM attempt")) == len(KEYS)
