"""A person adopts a record, perhaps at the moment when another does."""

import asyncio

import pytest

from backend.actions.resolve.adopt_record import adopt_record
from backend.domain.objects import Problem
from backend.domain.status import Park
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import records
from backend.storage.screens.objects.detail import detail
from tests.actions.make import books, come_to_rest, configure, department, row_of
from tests.actions.resolve.acting import act, audited, in_the_way
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
    seen = f'[{{"id": "{record.id}", "number": "D1", "url": ""}}]'
    await sql("UPDATE attempt SET remote_id = $1, records = $2 WHERE operation = 'look'", record.id, seen)
    assert [row["park"] for row in await rows(integration)] == ["foreign", "foreign"]
    return integration, record.id


async def test_of_two_who_adopt_one_record_at_once_one_is_told_whose_it_is(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration, record = await _two_who_saw_one_record(runtime)
    held = await integrations.read(integration)
    assert held is not None
    owner_of, asked, both = records.owner_of, list[int](), asyncio.Event()

    async def asked_by_both(integration: int, binding: int, remote_id: str) -> str | None:
        found = await owner_of(integration, binding, remote_id)
        asked.append(binding)
        if len(asked) == 2:
            both.set()
        await both.wait()
        return found

    monkeypatch.setattr(records, "owner_of", asked_by_both)
    ids = [(await row_of(integration, key))["id"] for key in ("D1", "D2")]

    async with asyncio.timeout(60):
        done = await asyncio.gather(*[adopt_record(runtime, held, id_, record, by="Ada") for id_ in ids])

    (problem,) = [one for one in done if isinstance(one, Problem)]
    winner = "D2" if done[0] is problem else "D1"
    assert problem.sentence == f"Record {record} belongs to department {winner} already"
    parks = {row["key"]: row["park"] for row in await rows(integration)}
    assert [key for key, park in parks.items() if park != "foreign"] == [winner]
    assert len(await sql("SELECT FROM remote_record")) == 1


async def test_an_adopted_record_with_our_content_is_a_success(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")
    there = await books(integration)
    there.change(there.records["1"], {"name": "Sales"})

    said = await act(runtime, integration, "D1", "adopt")
    pending = await row_of(integration, "D1")
    await drain(runtime, integration)

    assert said == "Adopted record D1. What it holds is compared now; nothing is sent over it by itself."
    assert (pending["status"], pending["phase"]) == ("pending", "confirming")
    assert (await row_of(integration, "D1"))["status"] == "success"
    facts = {"record": "1", "number": "D1", "seen": ["1"]}
    assert await audited("record.adopted") == [("Ada", "department D1", facts)]


async def test_nothing_is_written_over_an_adopted_record_with_other_content(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")
    await act(runtime, integration, "D1", "adopt")
    await come_to_rest(runtime, integration)

    row = await row_of(integration, "D1")
    assert (row["status"], row["message"]) == ("desynchronized", "It differs in name. Nothing was sent over it")
    assert (await books(integration)).records["1"].fields == {"name": "Theirs"}
    assert (await books(integration)).requests == 1

    await press(runtime, integration)
    await drain(runtime, integration)
    assert (await row_of(integration, "D1"))["status"] == "success"
    assert (await books(integration)).records["1"].fields["name"] == "Sales"


async def test_of_several_records_a_person_chooses_one_of_those_that_were_seen(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Sales", "Theirs")
    seen = await detail(integration, "department", "D1")
    assert seen is not None
    assert (seen.row.park, [one.id for one in seen.foreign]) == (Park.DUPLICATE, ["1", "2"])

    refused = await act(runtime, integration, "D1", "adopt", "3")
    await act(runtime, integration, "D1", "adopt", "1")
    await drain(runtime, integration)

    assert refused == Problem("record", "The last look did not see a record '3'; it saw 1, 2")
    row = await row_of(integration, "D1")
    assert (row["status"], row["remote_id"]) == ("success", "1")
    assert (await books(integration)).records["2"].fields == {"name": "Theirs"}
