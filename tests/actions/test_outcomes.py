"""What becomes of an object when the third party refuses, loses, or holds something else."""

from datetime import timedelta

import pytest

from backend.actions.preview_push import preview_push
from backend.actions.resolve.adopt_record import adopt_record
from backend.domain.pushes.advice import Who
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.screens.objects.detail import detail
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
from tests.actions.resolve.acting import held, in_the_way
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio
FORCE = Verb.FORCE_SYNCHRONIZE


async def test_a_lost_answer_is_looked_up_and_found_and_the_object_is_there_once(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"lose_prefix": "D"})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    waiting = await row_of(integration, "D1")
    assert (waiting["status"], waiting["phase"]) == ("pending", "confirming")
    assert waiting["next_at"] < waiting["quarantine_until"]
    assert "may have been carried out" in waiting["message"]

    await let_time_pass()
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    assert await written(integration) == {"D1": 1}
    write, look = await attempts_of(integration, "D1")
    assert (write["outcome"], write["learned_by"], look["operation"], look["outcome"]) == (
        "applied",
        "look",
        "look",
        "found",
    )


async def test_a_push_that_never_arrived_is_sent_again_with_the_same_key(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"broken": True})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    await configure(runtime, integration, config={"broken": False})
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    first, look, second, *_ = await attempts_of(integration, "D1")  # and what was in doubt is read back
    assert (first["outcome"], look["outcome"], second["outcome"]) == ("not_applied", "absent", "applied")
    assert (first["key"], first["epoch"]) == (second["key"], second["epoch"])


async def test_what_nobody_can_look_up_stays_pending_for_days_and_is_never_sent_again(runtime: Runtime) -> None:
    """T36."""
    integration = await make_integration(runtime, config={"broken": True})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    await configure(runtime, integration, config={"broken": False, "unreachable": True})
    for _ in range(3):
        await let_time_pass(timedelta(days=1))
        await drain(runtime, integration)
    row, tried = await row_of(integration, "D1"), [one["operation"] for one in await attempts_of(integration, "D1")]
    assert (row["phase"], row["status"]) == ("confirming", "pending")
    assert tried == ["create", "look", "look", "look"]


async def test_a_refused_object_says_why_and_its_correction_goes_through_under_a_new_key(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "D"})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    refused = await row_of(integration, "D1")
    assert (refused["status"], refused["create_epoch"]) == ("error", 2)
    assert refused["message"] == "The third party refuses department D1"

    await configure(runtime, integration, config={"refuse_prefix": ""})
    await receive(runtime, department(name="Corrected"))
    assert await statuses(integration) == {"D1": "not_integrated"}
    await press(runtime, integration)
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    first, second = await attempts_of(integration, "D1")
    assert (first["outcome"], second["outcome"]) == ("rejected", "applied")
    assert first["key"] != second["key"]


async def test_force_looks_before_it_sends(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "D"})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    await configure(runtime, integration, config={"refuse_prefix": ""})
    await press(runtime, integration, verb=FORCE)
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    assert [one["operation"] for one in await attempts_of(integration, "D1")] == ["create", "look", "create"]


async def test_force_finds_what_somebody_made_by_hand_and_sends_nothing(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "D"})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    (await books(integration)).add(kind="department", number="D1", level="top", fields={"name": "Sales"})
    await press(runtime, integration, verb=FORCE)
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    assert [one["operation"] for one in await attempts_of(integration, "D1")] == ["create", "look"]


async def test_a_record_of_somebody_else_under_our_number_is_for_a_person(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")
    row = await row_of(integration, "D1")
    assert (row["status"], row["park"], row["remote_id"]) == ("error", "foreign", None)
    asked = await press(runtime, integration, verb=FORCE)
    assert [one.reason for one in asked.plan.left_out] == ["resolve first"]
    assert (await books(integration)).records["1"].fields == {"name": "Theirs"}


async def test_what_would_be_sent_waits_for_the_decision_about_a_foreign_record(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")
    row = await row_of(integration, "D1")

    before = await preview_push(runtime, integration, row["id"])
    await adopt_record(runtime, await held(integration), row["id"], "1", by="ada")
    after = await preview_push(runtime, integration, row["id"])

    assert "until you decide" in before.refused
    assert "Adopt it, or give this object another number" in before.refused
    assert (after.refused, after.operation) == ("", "update")


async def test_an_update_that_was_changed_over_there_is_not_sent_in_circles(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    await configure(runtime, integration, config={"lose_prefix": "D"})
    await receive(runtime, department(name="Newer"))
    await press(runtime, integration)
    await drain(runtime, integration)
    held = await books(integration)
    held.change(held.records["1"], {"name": "by hand"})
    await come_to_rest(runtime, integration)
    row = await row_of(integration, "D1")
    assert (row["status"], row["park"]) == ("error", "ordinary")
    assert "somebody changed it there" in row["message"]
    assert len(await attempts_of(integration, "D1")) == 5


async def test_a_deleted_record_is_an_error_and_old_content_does_not_turn_it_green(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    await configure(runtime, integration, config={"broken": True})
    await receive(runtime, department(name="Newer"))
    await press(runtime, integration)
    await drain(runtime, integration)
    (await books(integration)).records.clear()
    await let_time_pass()
    await drain(runtime, integration)
    assert "deleted at the third party" in (await row_of(integration, "D1"))["message"]
    await receive(runtime, department())
    await press(runtime, integration)
    await come_to_rest(runtime, integration)
    assert await statuses(integration) != {"D1": "success"}


async def test_an_outage_spends_no_tries_and_says_since_when(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"unreachable": True})
    await receive(runtime, department())
    await press(runtime, integration)
    await come_to_rest(runtime, integration, turns=12)
    row = await row_of(integration, "D1")
    assert (row["status"], row["phase"], row["fail_count"], row["create_epoch"]) == ("pending", "idle", 0, 1)
    (line,) = await sql("SELECT trouble, trouble_since FROM integration WHERE id = $1", integration)
    assert line["trouble"] == "The third party cannot be reached"
    assert line["trouble_since"] is not None

    await configure(runtime, integration, config={"unreachable": False})
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    (line,) = await sql("SELECT trouble, trouble_since FROM integration WHERE id = $1", integration)
    assert (line["trouble"], line["trouble_since"]) == ("", None)


async def test_a_throttled_push_waits_as_long_as_it_was_told(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"throttled": True})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    (row,) = await sql("SELECT next_at - changed_at AS wait FROM binding")
    assert timedelta(seconds=29) < row["wait"] <= timedelta(seconds=30)


async def test_an_entity_that_changes_after_the_first_push_is_an_error_with_a_sentence(runtime: Runtime) -> None:
    integration = await make_integration(runtime, transaction_level="entity")
    await receive(runtime, department("D9", entity="100"))
    await press(runtime, integration)
    await drain(runtime, integration)
    await receive_one(runtime, department("D9", name="Moved", entity="200"))
    await press(runtime, integration)
    await drain(runtime, integration)
    row = await row_of(integration, "D9")
    assert (row["status"], row["park"]) == ("error", "ordinary")
    assert row["message"].startswith("Version 2 belongs to 200, but the object was sent for 100 (level top).")
    found = await detail(integration, "department", "D9")
    assert found is not None
    assert found.advice is not None
    assert found.advice.who is Who.ERP
    assert "send it under a new key" in found.advice.next_step
    assert len(await attempts_of(integration, "D9")) == 1


async def test_an_entity_may_change_until_the_first_push(runtime: Runtime) -> None:
    integration = await make_integration(runtime, transaction_level="entity")
    await receive(runtime, department("D9", entity="100"))
    await receive(runtime, department("D9", entity="200"))
    await press(runtime, integration)
    await drain(runtime, integration)
    row = await row_of(integration, "D9")
    assert (row["status"], row["entity"]) == ("success", "200")
