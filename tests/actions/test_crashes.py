"""Whoever works may die at any point: the object ends in step, and is there once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from backend.actions.looks.claim_looks import claim_looks
from backend.actions.looks.complete_looks import complete_looks
from backend.actions.push.complete import complete
from backend.actions.resolve.check_now import check_now
from backend.actions.tend import tend
from backend.cli.servers.preparing import COMPANY, PASSWORDS
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.remote import RemoteRef
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from tests.actions.make import (
    attempts_of,
    come_to_rest,
    configure,
    department,
    is_in,
    let_time_pass,
    make,
    receive_one,
    row_of,
    written,
)
from tests.actions.worker import Worker
from tests.factories import drain, make_integration, press, receive, sql, statuses
from tests.waiting import until

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("dies_after", [Worker.claim, Worker.commit, Worker.send, Worker.look])
async def test_a_worker_that_dies_leaves_nothing_lost_and_nothing_doubled(
    runtime: Runtime, dies_after: Callable[[Worker], Awaitable[object]]
) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    await dies_after(await Worker.at(runtime, integration))
    assert set((await statuses(integration)).values()) == {"pending"}
    await drain(runtime, integration)
    assert set((await statuses(integration)).values()) == {"pending"}, "a lease holds"
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "success", "D2": "success"}
    assert await written(integration) == {"D1": 1, "D2": 1}
    assert await sql("SELECT FROM attempt WHERE outcome IS NULL") == []


async def test_after_a_crash_nothing_is_pending_without_a_next_step(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    await (await Worker.at(runtime, integration)).send()
    await let_time_pass()
    await tend(runtime)
    row = await row_of(integration, "D1")
    assert (row["phase"], row["crash_count"], row["epoch_unknown"]) == ("confirming", 1, True)
    assert row["next_at"] == row["quarantine_until"]
    assert row["open_attempt"] is not None


async def test_shorter_times_do_not_shorten_the_quarantine_of_a_call_under_way(runtime: Runtime) -> None:
    integration = await make_integration(runtime, "sage_intacct", config=COMPANY, secrets=PASSWORDS)
    await receive(runtime, make("class", "D1", {"name": "Sales"}))
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    await worker.commit()
    await configure(runtime, integration, config={"longest_processing_seconds": 0, "look_up_lag_seconds": 0})
    await sql("UPDATE binding SET lease_until = clock_timestamp() - interval '1 second'")
    await tend(runtime)
    (waits,) = await sql(
        "SELECT b.quarantine_until - a.intended_at AS for FROM binding b JOIN attempt a ON a.binding = b.id"
    )
    assert waits["for"] > worker.times.quarantine - timedelta(seconds=1)


async def test_an_intent_is_dated_as_its_row_was_locked_from_which_its_quarantine_counts(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    await sql(
        """CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN PERFORM pg_sleep(0.1); RETURN NEW; END $$"""
    )
    await sql("CREATE TRIGGER dawdle BEFORE INSERT ON attempt FOR EACH ROW EXECUTE FUNCTION dawdle()")
    worker = await Worker.at(runtime, integration)
    await worker.commit()
    (waits,) = await sql(
        "SELECT b.quarantine_until - a.intended_at AS for FROM binding b JOIN attempt a ON a.binding = b.id"
    )
    assert waits["for"] == worker.times.quarantine


async def test_a_drain_that_is_cancelled_in_a_call_is_confirmed(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"latency_seconds": 10})
    await receive(runtime, department())
    await press(runtime, integration)
    draining = asyncio.create_task(drain(runtime, integration))
    await until(lambda: is_in(integration, "D1", "sent"))
    await asyncio.sleep(1)  # it looks for more to send; cancelled before, it would wait for the answer and store it
    draining.cancel()
    await configure(runtime, integration, config={"latency_seconds": 0})
    with pytest.raises(asyncio.CancelledError):
        await draining
    assert (await row_of(integration, "D1"))["phase"] == "sent"
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    assert await written(integration) == {"D1": 1}


async def test_rows_that_lost_their_fence_since_the_claim_are_not_sent(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, *(department(f"D{n}") for n in range(3)))
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    batch = await worker.claim()
    lost = await row_of(integration, "D1")
    await sql("UPDATE binding SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1", lost["id"])
    await tend(runtime)
    theirs = await worker.claim()
    sent = await worker.intend(batch)
    assert sorted(one.prepared.push.ref.key for one in sent) == ["D0", "D2"]
    assert (await row_of(integration, "D1"))["phase"] == "claimed"
    (one,) = await worker.intend(theirs)
    assert one.prepared.push.ref.key == "D1"


async def test_a_row_with_a_newer_version_since_the_claim_is_not_sent(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    batch = await worker.claim()
    await receive_one(runtime, department("D1", name="Newer"))
    sent = await worker.intend(batch)
    assert [one.prepared.push.ref.key for one in sent] == ["D2"]
    assert await attempts_of(integration, "D1") == []
    await drain(runtime, integration)
    assert (await row_of(integration, "D1"))["synced_version"] == 2


async def test_the_late_answer_of_a_zombie_stays_in_its_attempt(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    sent, answers = await worker.send()
    lost = await row_of(integration, "D1")
    await sql("UPDATE binding SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1", lost["id"])
    await tend(runtime)
    await complete(worker.runtime, worker.integration, sent, answers, worker.times)
    row = await row_of(integration, "D1")
    assert (row["phase"], row["remote_id"], row["synced_version"]) == ("confirming", None, None)
    assert [one["learned_by"] for one in await attempts_of(integration, "D1")] == ["late_answer"]
    assert [one["learned_by"] for one in await attempts_of(integration, "D2")] == ["answer"]
    assert await statuses(integration) == {"D1": "pending", "D2": "success"}
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "success", "D2": "success"}
    assert await written(integration) == {"D1": 1, "D2": 1}


async def test_an_answer_that_a_zombie_stores_after_the_look_has_decided_changes_nothing(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"))
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    sent, answers = await worker.send()
    await let_time_pass()
    await tend(runtime)
    await come_to_rest(runtime, integration)
    before = await row_of(integration, "D1"), await attempts_of(integration, "D1")
    await complete(worker.runtime, worker.integration, sent, answers, worker.times)
    assert (await row_of(integration, "D1"), await attempts_of(integration, "D1")) == before
    assert before[0]["status"] == "success"
    assert [one["learned_by"] for one in before[1] if one["operation"] == "create"] == ["look"]


async def test_a_look_that_lost_its_fence_changes_nothing(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "D"})
    worker = await _two_forced(runtime, integration)
    batch = await claim_looks(runtime, worker.integration, worker.times, most=10)
    assert batch is not None
    await let_time_pass()
    await tend(runtime)
    before = await row_of(integration, "D1"), await row_of(integration, "D2")
    await complete_looks(worker.integration, batch, [Found(match=Match.ABSENT)] * 2)
    assert (await row_of(integration, "D1"), await row_of(integration, "D2")) == before


async def test_a_look_keeps_its_lease_through_the_call_before_it_and_its_own(runtime: Runtime) -> None:
    """It is claimed while the one before is on the wire: a shorter lease would lose each look of a slow third party."""
    integration = await make_integration(runtime, config={"refuse_prefix": "D", "call_timeout_seconds": 60})
    worker = await _two_forced(runtime, integration)
    batch = await claim_looks(runtime, worker.integration, worker.times, most=10)
    assert batch is not None
    await let_time_pass(2 * worker.times.call)
    await tend(runtime)
    found = [Found(match=Match.EQUAL, remote=RemoteRef(id=item.push.ref.key)) for item in batch.items]

    await complete_looks(worker.integration, batch, found)

    assert await statuses(integration) == {"D1": "success", "D2": "success"}


async def test_a_look_that_is_stored_once_more_undoes_nothing_that_a_person_did_meanwhile(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "D"})
    worker = await _two_forced(runtime, integration)
    batch = await claim_looks(runtime, worker.integration, worker.times, most=10)
    assert batch is not None
    theirs = [Found(match=Match.FOREIGN, remote=RemoteRef(id=str(number))) for number in (77, 78)]
    await complete_looks(worker.integration, batch, theirs)  # its commit was not confirmed
    for item in batch.items:
        await check_now(runtime, worker.integration, item.row.id, by="Ada")
    before = await row_of(integration, "D1"), await row_of(integration, "D2")
    await complete_looks(worker.integration, batch, theirs)
    assert (await row_of(integration, "D1"), await row_of(integration, "D2")) == before
    assert before[0]["status"] == "pending"
    assert [one["operation"] for one in await attempts_of(integration, "D1")].count("look") == 1


async def test_two_objects_that_find_the_same_record_do_not_both_get_it(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "D"})
    worker = await _two_forced(runtime, integration)
    batch = await claim_looks(runtime, worker.integration, worker.times, most=10)
    assert batch is not None
    same = Found(match=Match.EQUAL, remote=RemoteRef(id="77"))
    await complete_looks(worker.integration, batch, [same, same])
    assert await statuses(integration) == {"D1": "success", "D2": "error"}
    second = await row_of(integration, "D2")
    assert (second["park"], second["remote_id"]) == ("foreign", None)
    assert second["message"] == "The record found belongs to department D1 already"


async def _two_forced(runtime: Runtime, integration: int) -> Worker:
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    await drain(runtime, integration)
    await configure(runtime, integration, config={"refuse_prefix": ""})
    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    return await Worker.at(runtime, integration)
