"""A stop meets what happens at the same time, and what was asked for before and after it."""

import pytest

from backend.actions.looks.claim_looks import claim_looks
from backend.actions.looks.complete_looks import complete_looks
from backend.actions.push.complete import complete
from backend.actions.resolve.check_now import check_now
from backend.actions.syncs.request_bulk import request_bulk
from backend.actions.syncs.request_sync import Requested
from backend.actions.syncs.stop_sync import stop_sync
from backend.actions.tend import tend
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import ReadBack
from backend.domain.pushes.found import Found, Match
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings
from backend.storage.protocol.bindings import Change
from backend.storage.screens.syncs.plans import preflight
from tests.actions.make import come_to_rest, configure, customer, department, project, row_of, written
from tests.actions.worker import Worker
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def _stop(integration: int) -> None:
    (row,) = await sql("SELECT max(id) AS id FROM sync WHERE integration = $1", integration)
    assert await stop_sync(integration, row["id"], by="Ada")


async def _outcomes(integration: int) -> list[str]:
    text = "SELECT i.outcome FROM sync_item i JOIN sync s ON s.id = i.sync WHERE s.integration = $1 ORDER BY s.id"
    return [row["outcome"] for row in await sql(text, integration)]


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


async def _in_flight_when_stopped(runtime: Runtime) -> int:
    integration = await make_integration(runtime, config={"broken": True})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    await _stop(integration)
    assert (await row_of(integration, "D1"))["open_attempt"] is not None
    await configure(runtime, integration, config={"broken": False})
    return integration


async def test_who_synchronizes_what_is_in_flight_after_a_stop_takes_it_over(runtime: Runtime) -> None:
    integration = await _in_flight_when_stopped(runtime)
    before = await row_of(integration, "D1")
    plan = await preflight(integration, [before["id"]])
    assert (plan.synchronize, plan.force, plan.left_out) == (1, 0, [])

    asked = await press(runtime, integration)

    assert isinstance(asked, Requested)
    assert asked.sync is not None
    assert await row_of(integration, "D1") == before
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    assert await written(integration) == {"D1": 1}
    assert await _outcomes(integration) == ["stopped", "success"]


async def test_what_was_taken_over_can_be_stopped_again(runtime: Runtime) -> None:
    integration = await _in_flight_when_stopped(runtime)
    await press(runtime, integration)
    await _stop(integration)
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "not_integrated"}
    assert await written(integration) == {}
    assert await _outcomes(integration) == ["stopped", "stopped"]


async def test_an_error_that_was_taken_over_comes_back_with_the_second_stop(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "D"})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    error = await row_of(integration, "D1")
    await configure(runtime, integration, config={"refuse_prefix": "", "broken": True})
    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    worker = await Worker.at(runtime, integration)
    batch = await claim_looks(runtime, worker.integration, worker.times, most=100)
    assert batch is not None
    await complete_looks(worker.integration, batch, [Found(match=Match.ABSENT)])
    await drain(runtime, integration)
    await _stop(integration)
    await press(runtime, integration)
    await _stop(integration)
    await configure(runtime, integration, config={"broken": False})
    await come_to_rest(runtime, integration)
    row = await row_of(integration, "D1")
    assert (row["status"], row["park"], row["message"]) == ("error", "ordinary", error["message"])
    assert row["changed_at"] == error["changed_at"]


async def test_check_now_says_that_a_stopped_one_is_not_sent_again(runtime: Runtime) -> None:
    integration = await _in_flight_when_stopped(runtime)
    found = await integrations.read(integration)
    assert found is not None
    said = await check_now(runtime, found, (await row_of(integration, "D1"))["id"], by="Ada")
    assert said == "It is looked up now. Its sync was stopped: it is not sent again."


@pytest.mark.parametrize("many", [False, True])
async def test_what_was_changed_there_is_said_again_after_a_stop(runtime: Runtime, many: bool) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    id_ = (await row_of(integration, "D1"))["id"]
    async with transaction():
        (row,), now = await bindings.lock([id_])
        found = Found(match=Match.OLDER, sentence="name: Sales here, Marketing there")
        await bindings.apply(
            [Change(row, decide(row, ReadBack(found=found, fence=row.fence), now))], integration=integration
        )
    before = await row_of(integration, "D1")
    assert before["status"] == "desynchronized"
    assert "Marketing there" in before["message"]

    if many:
        await request_bulk(runtime, integration, [id_], Verb.SYNCHRONIZE, by="Ada")
    else:
        await press(runtime, integration)
    await _stop(integration)

    after = await row_of(integration, "D1")
    assert (after["status"], after["message"]) == (before["status"], before["message"])


async def test_what_was_blocked_before_its_force_goes_on_by_itself_once_what_it_needs_is_there(
    runtime: Runtime,
) -> None:
    """As before the press; also if that is an object of the stopped sync, which was on its way."""
    integration = await make_integration(runtime, config={"refuse_prefix": "C"})
    await receive(runtime, customer(), project())
    await press(runtime, integration)
    await drain(runtime, integration)
    await configure(runtime, integration, config={"refuse_prefix": ""})
    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    worker = await Worker.at(runtime, integration)
    for _ in range(2):
        batch = await claim_looks(runtime, worker.integration, worker.times, most=100)
        assert batch is not None
        await complete_looks(worker.integration, batch, [Found(match=Match.ABSENT)] * len(batch.items))
    sent, outcomes = await worker.send()
    await _stop(integration)
    row = await row_of(integration, "P1")
    assert (row["status"], row["park"]) == ("error", "blocked")
    assert "in error" in row["message"]

    await complete(runtime, worker.integration, sent, outcomes, worker.times)
    await come_to_rest(runtime, integration)

    assert await statuses(integration) == {"C1": "success", "P1": "success"}
    assert await written(integration) == {"C1": 1, "P1": 1}
