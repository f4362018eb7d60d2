"""What takes workers down, or is never answered, goes alone and in the end not at all."""

from datetime import timedelta

import pytest

from backend.actions.looks.claim_looks import claim_looks
from backend.actions.looks.complete_looks import complete_looks
from backend.actions.tend import tend
from backend.domain.pushes.found import Found, Match
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from tests.actions.make import come_to_rest, department, let_time_pass, row_of, written
from tests.actions.worker import Worker
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def _claimed_one_by_one(worker: Worker, batches: int) -> list[list[str]]:
    """The keys of each batch."""
    return [[one.push.ref.key for one in (await worker.claim()).items] for _ in range(batches)]


async def test_what_a_worker_died_of_goes_alone_until_it_succeeds(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, *(department(f"D{n}") for n in range(4)))
    await press(runtime, integration)
    await sql("UPDATE binding SET crash_count = 1 WHERE id IN (SELECT id FROM binding ORDER BY id LIMIT 2)")
    worker = await Worker.at(runtime, integration)
    assert await _claimed_one_by_one(worker, 3) == [["D0"], ["D1"], ["D2", "D3"]]

    await let_time_pass()
    await tend(runtime)
    await drain(runtime, integration)
    assert set((await statuses(integration)).values()) == {"success"}
    assert {row["crash_count"] for row in await sql("SELECT crash_count FROM binding")} == {0}


async def test_a_suspect_that_is_not_the_oldest_does_not_travel_with_others(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, *(department(f"D{n}") for n in range(3)))
    await press(runtime, integration)
    await sql("UPDATE binding SET epoch_unknown = true, fail_count = 1 WHERE id = (SELECT max(id) - 1 FROM binding)")
    worker = await Worker.at(runtime, integration)
    assert await _claimed_one_by_one(worker, 2) == [["D0", "D2"], ["D1"]]


async def test_outcomes_that_are_unknown_twice_are_sent_one_by_one(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"broken": True})
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    for _ in range(2):  # a push; a look that sees nothing, and the same push again
        await drain(runtime, integration)
        await let_time_pass()
    worker = await Worker.at(runtime, integration)
    looks = await claim_looks(runtime, worker.integration, worker.times, most=100)
    assert looks is not None
    await complete_looks(worker.integration, looks, [Found(match=Match.ABSENT)] * 2)
    assert await _claimed_one_by_one(worker, 2) == [["D1"], ["D2"]]


async def test_three_dead_workers_make_an_error_and_a_force_tries_it_again(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    for _ in range(3):
        await worker.claim()
        await let_time_pass()
        await tend(runtime)
        await let_time_pass()
    row = await row_of(integration, "D1")
    assert (row["status"], row["park"]) == ("error", "crashed")
    assert row["message"] == "3 workers died while they worked on it. Force synchronize tries it again, alone"

    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}


async def test_a_third_death_in_a_call_is_looked_up_before_anybody_is_troubled(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    await sql("UPDATE binding SET crash_count = 2")
    worker = await Worker.at(runtime, integration)
    await worker.send()
    await worker.commit()
    await let_time_pass(timedelta(hours=1))
    await tend(runtime)
    await let_time_pass(timedelta(hours=1))
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success", "D2": "error"}
    assert (await row_of(integration, "D2"))["park"] == "crashed"
    assert await written(integration) == {"D1": 1}
