"""Check now: it looks at once, may only find before its time, and says so."""

import pytest

from backend.actions.tend import recheck_blocked
from backend.connectors.loopback.connector import Loopback
from backend.domain.objects import Problem
from backend.runtime import Runtime
from backend.storage.screens.objects.detail import detail
from backend.web.objects.explain import explain
from tests.actions.make import (
    attempts_of,
    books,
    come_to_rest,
    configure,
    customer,
    department,
    invoice,
    let_time_pass,
    row_of,
)
from tests.actions.resolve.acting import act, audited, in_the_way
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def _unknown(runtime: Runtime, **config: object) -> int:
    """A department whose answer was lost; nobody looks before five minutes are over."""
    integration = await make_integration(runtime, config=config)
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    await sql("UPDATE binding SET quarantine_until = now() + interval '5 min', next_at = now() + interval '5 min'")
    assert (await row_of(integration, "D1"))["phase"] == "confirming"
    return integration


async def test_what_a_create_made_is_found_at_once_also_of_master_data(runtime: Runtime) -> None:
    integration = await _unknown(runtime, lose_prefix="D")
    row = await row_of(integration, "D1")

    said = await act(runtime, integration, "D1", "check now")
    await drain(runtime, integration)

    until = row["quarantine_until"]
    assert said == f"It is looked up now. Nothing is sent before {until:%Y-%m-%d %H:%M:%S} UTC."
    assert await statuses(integration) == {"D1": "success"}
    assert await audited("look.asked") == [("Ada", "department D1", {})]


async def test_who_sees_nothing_yet_is_told_when_it_is_looked_up_again_and_nothing_is_sent_before(
    runtime: Runtime,
) -> None:
    integration = await _unknown(runtime, broken=True)
    before = await row_of(integration, "D1")
    await configure(runtime, integration, config={"broken": False})

    for _ in range(3):
        await sql("UPDATE slot SET lease_until = NULL")  # its connection has rested
        await act(runtime, integration, "D1", "check now")
        await drain(runtime, integration)

    row, found = await row_of(integration, "D1"), await detail(integration, "department", "D1")
    assert found is not None
    until, again = before["quarantine_until"], row["next_at"]
    assert (row["phase"], row["message"]) == ("confirming", "Nothing seen yet")
    assert again <= until
    assert (found.can_check, found.not_before) == (True, until)
    told = explain(found, "Loopback")
    assert told.schedule == f"confirming, outcome unknown; next look {again:%Y-%m-%d %H:%M:%S} UTC"
    assert f"nothing is sent before {until:%Y-%m-%d %H:%M:%S} UTC" in told.next_step
    assert [one["operation"] for one in await attempts_of(integration, "D1")] == ["create", "look", "look", "look"]
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    assert len((await books(integration)).records) == 1


async def test_a_number_that_became_free_is_taken(runtime: Runtime) -> None:
    integration = await in_the_way(runtime, "Theirs")
    (await books(integration)).records.clear()

    said = await act(runtime, integration, "D1", "check now")
    await drain(runtime, integration)

    assert said == "It is looked up now. If nothing stands in the way any more, it is sent."
    assert await statuses(integration) == {"D1": "success"}


async def test_what_stops_the_line_is_told(runtime: Runtime) -> None:
    integration = await _unknown(runtime, lose_prefix="D")
    await sql("UPDATE integration SET held_reason = 'month end' WHERE id = $1", integration)
    said = await act(runtime, integration, "D1", "check now")
    await drain(runtime, integration)
    assert isinstance(said, str)
    assert said.startswith("It is looked up once the integration is released")
    assert " now" not in said
    assert said.endswith(" Held: month end.")
    assert await statuses(integration) == {"D1": "pending"}


async def test_there_is_nothing_to_check_where_the_outcome_is_known(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    done = await act(runtime, integration, "D1", "check now")
    assert done == Problem("object", "There is nothing to look up: its outcome is known")
    assert await audited("look.asked") == []


class _CannotExpect(Loopback):
    def expected(self, *_: object, **__: object) -> dict[str, str]:
        raise KeyError("payment_term")


async def test_a_look_that_cannot_be_built_says_so_is_tried_seldom_and_stops_no_other(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration = await _unknown(runtime, lose_prefix="D")
    await let_time_pass()
    monkeypatch.setattr(runtime, "connectors", {**runtime.connectors, "loopback": _CannotExpect()})

    await drain(runtime, integration)

    row = await row_of(integration, "D1")
    (wait,) = await sql("SELECT next_at - now() > interval '9 min' AS seldom FROM binding")
    assert (row["phase"], row["lease_until"], wait["seldom"]) == ("confirming", None, True)
    assert "could not be built (KeyError: 'payment_term')" in row["message"]


async def test_who_was_blocked_by_an_error_waits_again_while_that_is_pending_again(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "C"})
    await receive(runtime, customer(), invoice())
    await press(runtime, integration)
    await come_to_rest(runtime, integration)
    assert (await row_of(integration, "INV1"))["message"].startswith("Blocked by customer C1")

    await configure(runtime, integration, config={"refuse_prefix": "", "lose_prefix": "C"})
    await receive(runtime, customer(name="Mended"))
    await press(runtime, integration, "C1")
    await drain(runtime, integration)
    await recheck_blocked()

    assert await statuses(integration) == {"C1": "pending", "INV1": "pending"}
    assert (await row_of(integration, "INV1"))["message"] == "Waiting for customer C1"
    await come_to_rest(runtime, integration)
    assert await statuses(integration) == {"C1": "success", "INV1": "success"}
