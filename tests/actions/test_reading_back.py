"""What is in step is read back when nothing else is due: T37, T38."""

from datetime import timedelta
from typing import Any

import pytest

from backend.actions.drain_slot import drain_slot
from backend.actions.read_backs.claim_read_backs import claim_read_backs
from backend.actions.read_backs.complete_read_backs import complete_read_backs
from backend.domain.pushes.found import Found, Match
from backend.runtime import Runtime
from backend.storage.protocol import slots
from tests.actions.intacct import Intacct
from tests.actions.make import attempts_of, books, configure, customer, department, invoice, let_time_pass, row_of
from tests.actions.test_relinking import bill, supplier
from tests.actions.worker import Worker
from tests.connectors.third_parties import StandIn
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio

A_QUARTER_OF_AN_HOUR = timedelta(minutes=15)


async def pushed(runtime: Runtime, *envelopes: Any) -> int:
    integration = await make_integration(runtime)
    await receive(runtime, *envelopes)
    await press(runtime, integration)
    for _ in range(2):
        await drain(runtime, integration)
    assert set((await statuses(integration)).values()) == {"success"}
    return integration


async def operations(integration: int, key: str) -> list[str]:
    return [one["operation"] for one in await attempts_of(integration, key)]


async def test_a_document_is_read_back_once_after_its_push_and_stays_in_step(runtime: Runtime) -> None:
    integration = await pushed(runtime, customer(), invoice())
    await drain(runtime, integration)
    assert await operations(integration, "INV1") == ["create"], "not at once"
    await let_time_pass(A_QUARTER_OF_AN_HOUR)
    before = await row_of(integration, "INV1")
    assert await slots.due() == [(integration, 1), (integration, 2)]

    await drain(runtime, integration)

    row = await row_of(integration, "INV1")
    assert (row["status"], row["message"], row["fence"]) == ("success", None, before["fence"])
    assert (row["revision"], row["changed_at"]) == (before["revision"], before["changed_at"]), "nothing is drawn anew"
    assert await operations(integration, "INV1") == ["create", "look"]
    assert await operations(integration, "C1") == ["create"], "the rest is spread over a hundred days"
    await let_time_pass(A_QUARTER_OF_AN_HOUR)
    await drain(runtime, integration)
    assert await operations(integration, "INV1") == ["create", "look"]
    assert await slots.due() == []


async def test_a_changed_document_is_out_of_step_and_its_message_names_the_fields(runtime: Runtime) -> None:
    integration = await pushed(runtime, customer(), invoice())
    record = next(one for one in (await books(integration)).records.values() if one.number == "INV1")
    (await books(integration)).change(record, record.fields | {"total": "10.01"})
    await let_time_pass(A_QUARTER_OF_AN_HOUR)

    await drain(runtime, integration)

    row = await row_of(integration, "INV1")
    assert (row["status"], row["want"]) == ("desynchronized", False)
    assert row["message"] == "It was changed at the third party. It differs in total"
    (look,) = [one for one in await attempts_of(integration, "INV1") if one["operation"] == "look"]
    assert '"there": "10.01"' in look["differences"]
    await let_time_pass(A_QUARTER_OF_AN_HOUR)
    await drain(runtime, integration)
    assert (await books(integration)).records[record.id].fields["total"] == "10.01", "never overwritten by itself"


async def test_a_value_that_the_third_party_changed_while_it_accepted_is_told_with_both(
    runtime: Runtime, marking: StandIn
) -> None:
    intacct = await Intacct.of(runtime, marking)
    marking.play("settings", {"rewrites": {"APBILL": {"TRX_TOTALENTERED": "10.01"}}})
    await receive(runtime, supplier(), bill())
    await press(runtime, intacct.integration)
    await intacct.work()
    assert await statuses(intacct.integration) == {"SUED": "success", "PI-1": "success"}, "nobody said"
    await let_time_pass(A_QUARTER_OF_AN_HOUR)

    await drain(runtime, intacct.integration)

    row = await row_of(intacct.integration, "PI-1")
    assert (row["status"], row["want"]) == ("desynchronized", False)
    assert row["message"] == "It was changed at the third party. It differs in total"
    look = (await attempts_of(intacct.integration, "PI-1"))[-1]
    assert '"there": "10.01"' in look["differences"]
    assert [one["TRX_TOTALENTERED"] for one in intacct.records("APBILL")] == ["10.01"], "never overwritten by itself"


async def test_synchronize_sends_ours_over_it_again_and_again(runtime: Runtime) -> None:
    """The key of an update that was carried out is spent; each time there is another."""
    integration = await pushed(runtime, department())
    for name in ("Theirs", "Theirs again"):
        (record,) = (await books(integration)).records.values()
        (await books(integration)).change(record, {"name": name})
        await let_time_pass(timedelta(days=200))
        await drain(runtime, integration)
        assert await statuses(integration) == {"D1": "desynchronized"}
        await press(runtime, integration)
        await drain(runtime, integration)
        assert await statuses(integration) == {"D1": "success"}
        (record,) = (await books(integration)).records.values()
        assert record.fields["name"] == "Sales"


async def test_a_deleted_document_is_out_of_step_and_is_not_made_again(runtime: Runtime) -> None:
    integration = await pushed(runtime, customer(), invoice())
    records = (await books(integration)).records
    del records[next(id_ for id_, one in records.items() if one.number == "INV1")]
    await let_time_pass(A_QUARTER_OF_AN_HOUR)
    for _ in range(2):
        await drain(runtime, integration)
    row = await row_of(integration, "INV1")
    assert (row["status"], row["message"]) == ("desynchronized", "It was deleted at the third party")
    assert [one.number for one in records.values()] == ["C1"]


async def test_pushes_go_first(runtime: Runtime) -> None:
    integration = await pushed(runtime, customer(), invoice())
    await configure(runtime, integration, batch_size=1)
    await let_time_pass(A_QUARTER_OF_AN_HOUR)
    await receive(runtime, *[department(f"D{n}") for n in range(3)])
    await press(runtime, integration, *[f"D{n}" for n in range(3)])
    await drain(runtime, integration)
    done = await sql("SELECT operation FROM attempt ORDER BY id OFFSET 2")
    assert [one["operation"] for one in done] == ["create", "create", "create", "look"]


async def test_a_held_integration_reads_nothing_back(runtime: Runtime) -> None:
    integration = await pushed(runtime, customer(), invoice())
    await let_time_pass(A_QUARTER_OF_AN_HOUR)
    await sql("UPDATE integration SET held_reason = 'Month end'")
    assert await slots.due() == []
    await drain_slot(runtime, integration, 1)
    assert await operations(integration, "INV1") == ["create"]


async def test_what_cannot_be_read_stays_in_step_and_is_tried_again(runtime: Runtime) -> None:
    integration = await pushed(runtime, customer(), invoice())
    await configure(runtime, integration, config={"unreachable": True})
    await let_time_pass(A_QUARTER_OF_AN_HOUR)
    await drain(runtime, integration)
    row = await row_of(integration, "INV1")
    assert row["status"] == "success"
    assert row["next_at"] is not None
    assert [one["outcome"] for one in await attempts_of(integration, "INV1")] == ["applied", "unseen"]


async def test_what_is_out_of_step_is_not_read_back(runtime: Runtime) -> None:
    integration = await pushed(runtime, customer(), invoice())
    await let_time_pass(A_QUARTER_OF_AN_HOUR)
    await receive(runtime, invoice(total="12.00"))
    await drain(runtime, integration)
    assert await operations(integration, "INV1") == ["create"]


@pytest.mark.parametrize("seen", [Match.ABSENT, Match.OLDER])
async def test_a_version_that_comes_during_the_reading_is_not_lost(runtime: Runtime, seen: Match) -> None:
    """What was seen is about a record that nobody compares with any more."""
    integration = await pushed(runtime, customer(), invoice())
    await let_time_pass(A_QUARTER_OF_AN_HOUR)
    worker = await Worker.at(runtime, integration)
    batch = await claim_read_backs(runtime, worker.integration, worker.times, most=100)
    assert batch is not None

    await receive(runtime, invoice(total="12.00"))
    before = await row_of(integration, "INV1")
    await complete_read_backs(worker.integration, batch, [Found(match=seen)] * len(batch.items))

    assert [item.row.id for item in batch.items] == [before["id"]]
    assert await row_of(integration, "INV1") == before
    assert (before["status"], before["desired_version"], before["synced_version"]) == ("desynchronized", 2, 1)
