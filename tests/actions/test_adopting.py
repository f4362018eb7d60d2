"""A person adopts a record, perhaps at the moment when another does."""

import asyncio

import pytest

from backend.actions.adopt_record import adopt_record
from backend.domain.objects import Problem
from backend.domain.verbs import Verb
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import attempts
from tests.actions.make import books, configure, department, row_of
from tests.factories import drain, make_integration, press, receive, rows, sql

pytestmark = pytest.mark.anyio


async def _two_who_saw_one_record(runtime: Runtime) -> tuple[int, str]:
    """(integration, the record): both departments are parked because of it."""
    integration = await make_integration(runtime, config={"refuse_prefix": "D"})
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    await drain(runtime, integration)
    there = await books(integration)
    record = there.add(kind="department", number="D1", level="top", fields={"name": "Theirs"})
    there.add(kind="department", number="D2", level="top", fields={"name": "Theirs, too"})
    await configure(runtime, integration, config={"refuse_prefix": ""})
    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    await drain(runtime, integration)
    await sql("ALTER TABLE attempt DISABLE TRIGGER attempt_stays")
    await sql("UPDATE attempt SET remote_id = $1 WHERE operation = 'look'", record.id)
    assert [row["park"] for row in await rows(integration)] == ["foreign", "foreign"]
    return integration, record.id


async def test_of_two_who_adopt_one_record_at_once_one_is_told_whose_it_is(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration, record = await _two_who_saw_one_record(runtime)
    held = await integrations.read(integration)
    assert held is not None
    owner_of, asked, both = attempts.owner_of, list[int](), asyncio.Event()

    async def asked_by_both(integration: int, binding: int, remote_id: str) -> str | None:
        found = await owner_of(integration, binding, remote_id)
        asked.append(binding)
        if len(asked) == 2:
            both.set()
        await both.wait()
        return found

    monkeypatch.setattr(attempts, "owner_of", asked_by_both)
    ids = [(await row_of(integration, key))["id"] for key in ("D1", "D2")]

    async with asyncio.timeout(60):
        done = await asyncio.gather(*[adopt_record(held, id_, record, by="Ada") for id_ in ids])

    (problem,) = [one for one in done if isinstance(one, Problem)]
    winner = "D2" if done[0] is problem else "D1"
    assert problem.sentence == f"Record {record} belongs to department {winner} already"
    parks = {row["key"]: row["park"] for row in await rows(integration)}
    assert [key for key, park in parks.items() if park != "foreign"] == [winner]
    assert len(await sql("SELECT FROM remote_record")) == 1
