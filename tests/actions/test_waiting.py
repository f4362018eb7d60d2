"""Objects that need others: they wait, say for what, and go on by themselves."""

import asyncio

import pytest

from backend.actions.push.claim import claim
from backend.actions.push.complete import complete
from backend.actions.tend import recheck_blocked, tend
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.integrations import replace_map
from backend.storage.protocol.bindings import blocked_due
from tests.actions.make import (
    books,
    come_to_rest,
    configure,
    customer,
    invoice,
    make,
    project,
    receive_one,
    row_of,
    written,
)
from tests.actions.worker import Worker
from tests.factories import drain, make_integration, press, receive, rows, sql, statuses

pytestmark = pytest.mark.anyio


async def test_an_invoice_waits_for_its_customer_names_it_and_goes_on_by_itself(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, customer(), invoice())
    await press(runtime, integration, "INV1")
    await drain(runtime, integration)
    waiting = await row_of(integration, "INV1")
    assert (waiting["phase"], waiting["status"]) == ("blocked", "pending")
    assert waiting["message"] == "Waiting for customer C1, which nobody has sent yet"
    assert waiting["next_at"] is not None

    await press(runtime, integration, "C1")
    await drain(runtime, integration)
    assert await statuses(integration) == {"C1": "success", "INV1": "success"}
    assert (await row_of(integration, "INV1"))["message"] is None
    assert [record.number for record in (await books(integration)).records.values()] == ["C1", "INV1"]


async def test_an_invoice_that_came_before_its_customer_says_so_and_goes_after_it(runtime: Runtime) -> None:
    integration = await make_integration(runtime, automatic={"sales_invoice": True, "customer": True})
    await configure(runtime, integration, quiet_seconds={"sales_invoice": 0, "customer": 0})
    await receive_one(runtime, invoice())
    await drain(runtime, integration)
    assert (await row_of(integration, "INV1"))["message"] == "Waiting for customer C1, which was not received yet"
    await receive_one(runtime, customer())
    await drain(runtime, integration)
    assert await statuses(integration) == {"INV1": "success", "C1": "success"}


async def test_a_file_in_the_wrong_order_ends_in_step_each_after_what_it_needs(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    numbers = range(30)
    await receive(runtime, *[invoice(f"INV{n}", of=f"C{n}") for n in numbers], *[customer(f"C{n}") for n in numbers])
    await press(runtime, integration)
    await drain(runtime, integration)
    assert set((await statuses(integration)).values()) == {"success"}
    order = [record.number for record in (await books(integration)).records.values()]
    assert len(order) == 60
    assert all(order.index(f"C{n}") < order.index(f"INV{n}") for n in numbers)


async def test_a_parent_in_error_parks_its_children_and_theirs_and_its_success_releases_them(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "C"})
    await receive(runtime, customer(), project(), invoice())
    await press(runtime, integration)
    await drain(runtime, integration)
    assert await statuses(integration) == {"C1": "error", "P1": "error", "INV1": "error"}
    child = await row_of(integration, "INV1")
    assert (child["park"], child["message"]) == ("blocked", "Blocked by customer C1, which is in error")

    await configure(runtime, integration, config={"refuse_prefix": ""})
    await press(runtime, integration, "C1", verb=Verb.FORCE_SYNCHRONIZE)
    await drain(runtime, integration)
    assert await statuses(integration) == {"C1": "success", "P1": "success", "INV1": "success"}
    assert await written(integration) == {"C1": 1, "P1": 1, "INV1": 1}


async def test_a_child_that_waited_already_is_parked_when_its_parent_fails(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "C"})
    await receive(runtime, customer(), invoice())
    await press(runtime, integration, "INV1")
    await drain(runtime, integration)
    assert (await row_of(integration, "INV1"))["phase"] == "blocked"
    await press(runtime, integration, "C1")
    await drain(runtime, integration)
    assert (await row_of(integration, "INV1"))["park"] == "blocked"


async def test_who_waits_for_an_object_that_we_refuse_ourselves_is_parked_at_once(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await replace_map(integration, "payment_term", {"N10": "Net 10"})
    await receive(runtime, customer(payment_term="N30"), invoice())
    await press(runtime, integration, "INV1")
    await drain(runtime, integration)
    await press(runtime, integration, "C1")
    await drain(runtime, integration)
    assert await statuses(integration) == {"C1": "error", "INV1": "error"}
    parent, child = await row_of(integration, "C1"), await row_of(integration, "INV1")
    assert parent["message"].startswith("Payment term N30 has no entry in the value map")
    assert (parent["create_epoch"], child["park"]) == (1, "blocked")


async def test_a_version_that_needs_something_else_ends_the_old_wait(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, customer("C2"), invoice(of="C1"))
    await press(runtime, integration)
    await drain(runtime, integration)
    assert (await row_of(integration, "INV1"))["phase"] == "blocked"
    await receive(runtime, invoice(of="C3"))
    await drain(runtime, integration)
    assert (await row_of(integration, "INV1"))["message"] == "Waiting for customer C3, which was not received yet"
    await receive(runtime, invoice(of="C2"))
    await come_to_rest(runtime, integration)
    assert (await statuses(integration))["INV1"] == "success"


async def test_who_is_blocked_while_the_answer_of_what_it_needs_is_stored_goes_on_at_once(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, customer(), invoice())
    await press(runtime, integration, "C1")
    worker = await Worker.at(runtime, integration)
    sent, outcomes = await worker.send()
    await sql(
        """CREATE FUNCTION wait_a_second() RETURNS trigger LANGUAGE plpgsql AS
           'BEGIN PERFORM pg_sleep(1); RETURN NEW; END'"""
    )
    await sql("CREATE TRIGGER slowly BEFORE INSERT ON exchange FOR EACH ROW EXECUTE FUNCTION wait_a_second()")

    storing = asyncio.create_task(complete(runtime, worker.integration, sent, outcomes, worker.times))
    await asyncio.sleep(0.3)
    await press(runtime, integration, "INV1")
    await claim(runtime, worker.integration, worker.times, most=100)
    blocked = await row_of(integration, "INV1")
    await storing

    assert blocked["phase"] == "blocked"
    row = await row_of(integration, "INV1")
    assert (row["phase"], row["want"]) == ("idle", True)


async def test_many_who_wait_for_one_object_are_released_in_several_transactions(runtime: Runtime) -> None:
    integration = await _many_waited(runtime)
    assert await _transactions(integration) == [1, 2, 2]
    await drain(runtime, integration)
    assert set((await statuses(integration)).values()) == {"success"}


async def test_many_who_wait_for_an_object_in_error_are_parked_in_several_transactions(runtime: Runtime) -> None:
    integration = await _many_waited(runtime, refuse_prefix="C")
    assert await _transactions(integration) == [1, 2, 2]
    assert set((await statuses(integration)).values()) == {"error"}


async def _many_waited(runtime: Runtime, **config: str) -> int:
    """Five invoices waited for a customer, whose push was stored just now: two of them in each transaction."""
    integration = await make_integration(runtime, config=config)
    await receive(runtime, customer(), *[invoice(f"INV{n}") for n in range(5)])
    await press(runtime, integration, *[f"INV{n}" for n in range(5)])
    await drain(runtime, integration)
    await press(runtime, integration, "C1")
    worker = await Worker.at(runtime, integration)
    sent, outcomes = await worker.send()
    await complete(worker.runtime, worker.integration, sent, outcomes, worker.times, at_once=2)
    return integration


async def _transactions(integration: int) -> list[int]:
    """How many invoices the transactions wrote last."""
    found = await sql(
        "SELECT count(*) AS n FROM binding WHERE integration = $1 AND kind = 'sales_invoice' GROUP BY xmin::text",
        integration,
    )
    return sorted(row["n"] for row in found)


async def test_who_was_left_waiting_for_two_is_parked_when_one_of_them_is_in_error(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    body = {"customer": "C1", "project": "P1", "date": "2024-02-29", "currency": "EUR", "total": "10.00"}
    both = make("sales_invoice", "INV1", body | {"lines": [{"amount": "10.00", "project": "P1"}]})
    await receive(runtime, customer(), project(of="C2"), both)
    await press(runtime, integration, "INV1")
    await drain(runtime, integration)
    assert (await row_of(integration, "INV1"))["phase"] == "blocked"
    await sql("UPDATE binding SET phase = 'parked', park = 'ordinary' WHERE kind = 'project'")
    assert await statuses(integration) == {"C1": "not_integrated", "P1": "error", "INV1": "pending"}
    await recheck_blocked()
    child = await row_of(integration, "INV1")
    assert (child["park"], child["message"]) == ("blocked", "Blocked by project P1, which is in error")
    assert await blocked_due(integration, 100) == []


async def test_who_was_left_waiting_by_a_crash_is_found_by_the_next_turn(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, customer(), *[invoice(f"INV{n}") for n in range(3)])
    await press(runtime, integration, *[f"INV{n}" for n in range(3)])
    await drain(runtime, integration)
    await sql("UPDATE binding SET linked = true WHERE kind = 'customer'")
    await tend(runtime)
    assert {row["phase"] for row in await rows(integration) if row["key"] != "C1"} == {"idle"}
