"""After a stop nothing of the sync is sent, nor sent again; what was sent is never forgotten."""

import pytest

from backend.actions.looks.claim_looks import LookBatch, claim_looks
from backend.actions.looks.complete_looks import complete_looks
from backend.actions.push.complete import complete
from backend.actions.syncs.stop_sync import stop_sync
from backend.actions.tend import tend
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.screens.syncs.progress import SyncPage, sync_page
from tests.actions.make import (
    attempts_of,
    books,
    come_to_rest,
    configure,
    department,
    let_time_pass,
    receive_one,
    row_of,
    written,
)
from tests.actions.worker import Worker
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio
FORCE = Verb.FORCE_SYNCHRONIZE
REFUSED = "The third party refuses department D1"


async def _stop(integration: int) -> None:
    (row,) = await sql("SELECT max(id) AS id FROM sync WHERE integration = $1", integration)
    assert await stop_sync(integration, row["id"], by="Ada")


async def _page(integration: int) -> SyncPage:
    (row,) = await sql("SELECT max(id) AS id FROM sync WHERE integration = $1", integration)
    found = await sync_page(integration, row["id"])
    assert found is not None
    return found


async def _pressed(runtime: Runtime, **switches: object) -> int:
    integration = await make_integration(runtime, config=switches)
    await receive(runtime, department())
    await press(runtime, integration)
    return integration


async def _forced(runtime: Runtime) -> int:
    """Refused, mended, and asked for again."""
    integration = await _pressed(runtime, refuse_prefix="D")
    await drain(runtime, integration)
    await configure(runtime, integration, config={"refuse_prefix": ""})
    await press(runtime, integration, verb=FORCE)
    return integration


async def _look(runtime: Runtime, integration: int) -> tuple[Worker, LookBatch]:
    worker = await Worker.at(runtime, integration)
    batch = await claim_looks(runtime, worker.integration, worker.times, most=100)
    assert batch is not None
    return worker, batch


async def _is_as_it_was_before_the_force(runtime: Runtime, integration: int) -> None:
    await come_to_rest(runtime, integration)
    row = await row_of(integration, "D1")
    assert (row["status"], row["park"], row["message"]) == ("error", "ordinary", REFUSED)
    assert await written(integration) == {}
    page = await _page(integration)
    assert (page.stopped, page.moving, page.withdrawing) == (1, 0, False)


async def test_what_was_sent_and_is_unknown_is_looked_for_and_found(runtime: Runtime) -> None:
    integration = await _pressed(runtime, lose_prefix="D")
    await drain(runtime, integration)
    await _stop(integration)
    assert (await row_of(integration, "D1"))["phase"] == "confirming"

    await come_to_rest(runtime, integration)

    assert await statuses(integration) == {"D1": "success"}
    assert await written(integration) == {"D1": 1}
    page = await _page(integration)
    assert (page.success, page.stopped) == (1, 0)


async def test_what_a_look_does_not_find_is_not_created_anew(runtime: Runtime) -> None:
    integration = await _pressed(runtime, broken=True)
    await drain(runtime, integration)
    await _stop(integration)
    await configure(runtime, integration, config={"broken": False})

    await come_to_rest(runtime, integration)

    assert await statuses(integration) == {"D1": "not_integrated"}
    assert await written(integration) == {}
    assert [(one["operation"], one["outcome"]) for one in await attempts_of(integration, "D1")] == [
        ("create", "not_applied"),
        ("look", "absent"),
    ]
    page = await _page(integration)
    assert (page.stopped, page.moving) == (1, 0)


async def test_who_asks_again_after_that_sends_it_under_the_same_key(runtime: Runtime) -> None:
    integration = await _pressed(runtime, broken=True)
    await drain(runtime, integration)
    await _stop(integration)
    await configure(runtime, integration, config={"broken": False})
    await come_to_rest(runtime, integration)
    await press(runtime, integration)
    await come_to_rest(runtime, integration)
    first, _, second, *_ = await attempts_of(integration, "D1")
    assert (second["outcome"], second["key"]) == ("applied", first["key"])
    assert await written(integration) == {"D1": 1}


async def test_what_the_line_did_not_take_is_not_sent_again(runtime: Runtime) -> None:
    integration = await _pressed(runtime)
    worker = await Worker.at(runtime, integration)
    sent = await worker.commit()
    await _stop(integration)
    away = Outcome(result=Result.NOT_APPLIED, error_class=ErrorClass.CONNECTION, sentence="It cannot be reached")
    await complete(runtime, worker.integration, sent, [away], worker.times)
    assert await statuses(integration) == {"D1": "not_integrated"}
    assert (await _page(integration)).stopped == 1


async def test_what_a_worker_is_building_is_not_sent(runtime: Runtime) -> None:
    integration = await _pressed(runtime)
    worker = await Worker.at(runtime, integration)
    batch = await worker.claim()
    await _stop(integration)
    assert await worker.intend(batch) == []
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "not_integrated"}
    assert await written(integration) == {}


async def test_while_very_many_are_being_withdrawn_no_worker_takes_any(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration = await _pressed(runtime)
    monkeypatch.setattr("backend.actions.syncs.stop_sync.WITHDRAW_SECONDS", 0.0)
    await _stop(integration)
    assert (await _page(integration)).withdrawing
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "not_integrated"}
    assert await written(integration) == {}
    await tend(runtime)
    page = await _page(integration)
    assert (page.stopped, page.withdrawing) == (1, False)


async def test_what_is_looked_up_after_a_force_is_in_error_again_whatever_is_seen(runtime: Runtime) -> None:
    integration = await _forced(runtime)
    worker, batch = await _look(runtime, integration)
    await _stop(integration)
    await complete_looks(worker.integration, batch, [Found(match=Match.ABSENT)])
    await _is_as_it_was_before_the_force(runtime, integration)


async def test_what_was_looked_up_after_a_force_is_not_created(runtime: Runtime) -> None:
    integration = await _forced(runtime)
    worker, batch = await _look(runtime, integration)
    await complete_looks(worker.integration, batch, [Found(match=Match.ABSENT)])
    assert (await row_of(integration, "D1"))["want"]
    await _stop(integration)
    await _is_as_it_was_before_the_force(runtime, integration)


async def test_a_force_that_was_sent_and_not_found_is_in_error_again(runtime: Runtime) -> None:
    integration = await _forced(runtime)
    await configure(runtime, integration, config={"broken": True})
    worker, batch = await _look(runtime, integration)
    await complete_looks(worker.integration, batch, [Found(match=Match.ABSENT)])
    await drain(runtime, integration)
    assert (await row_of(integration, "D1"))["open_attempt"] is not None
    await _stop(integration)
    await configure(runtime, integration, config={"broken": False})
    await _is_as_it_was_before_the_force(runtime, integration)


async def test_a_newer_version_that_came_meanwhile_waits_for_a_press_of_its_own(runtime: Runtime) -> None:
    """Its kind is manual: what the sync asked for is there, and nothing more is sent."""
    integration = await _pressed(runtime, lose_prefix="D")
    await drain(runtime, integration)
    await receive_one(runtime, department(name="Newer"))
    await _stop(integration)

    await come_to_rest(runtime, integration)

    assert await statuses(integration) == {"D1": "desynchronized"}
    (record,) = (await books(integration)).records.values()
    assert record.fields["name"] == "Sales"
    page = await _page(integration)
    assert (page.changed, page.stopped, page.moving) == (1, 0, 0)


async def test_a_newer_version_that_is_wanted_by_itself_is_sent(runtime: Runtime) -> None:
    integration = await _pressed(runtime, lose_prefix="D")
    await configure(runtime, integration, automatic={"department": True})
    await drain(runtime, integration)
    await receive_one(runtime, department(name="Newer"))
    await _stop(integration)
    await configure(runtime, integration, config={"lose_prefix": ""})
    await let_time_pass()
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    (record,) = (await books(integration)).records.values()
    assert record.fields["name"] == "Newer"
