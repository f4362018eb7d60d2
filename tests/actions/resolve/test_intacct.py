"""Through the whole engine to the stand-in: levels that change while an outcome is unknown, keys that are spent, and
what a person decides about an invoice."""

from collections.abc import Iterator
from typing import Any

import pytest

from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.integrations import replace_map
from tests.actions.intacct import Intacct
from tests.actions.make import attempts_of, configure, customer, make, row_of
from tests.actions.resolve.acting import act
from tests.connectors.third_parties import StandIn
from tests.factories import drain, press, receive

pytestmark = pytest.mark.anyio

LOST = {"match": {"function": "create_invoice"}, "do": "drop_after", "times": 1}
NEVER_ARRIVED = {"match": {"function": "create_invoice"}, "do": "drop_before", "times": 1}


def bill_to(customer: str = "C1", *, total: str = "10.00", term: str = "N30", key: str = "INV-1") -> Any:
    body = {"customer": customer, "date": "2026-07-16", "due_date": "2026-08-16", "currency": "USD", "total": total}
    lines = [{"account": "4000", "amount": total}]
    return make("sales_invoice", key, body | {"payment_term": term, "lines": lines}, entity="100")


@pytest.fixture
async def intacct(runtime: Runtime, marking: StandIn) -> Intacct:
    """With customer C1 there, and a term that its books do not have."""
    made = await Intacct.of(runtime, marking)
    await replace_map(made.integration, "payment_terms", {"N30": "Net 30", "N99": "Net 99"})
    await receive(runtime, customer())
    await press(runtime, made.integration)
    await made.work()
    return made


@pytest.fixture(params=[False, True], ids=["refused ids may come again", "refused ids are spent"])
def spent(marking: StandIn, intacct: Intacct, request: pytest.FixtureRequest) -> Iterator[bool]:
    marking.play("settings", {"spent_control_ids": request.param})
    yield request.param
    marking.play("settings", {"spent_control_ids": False})


async def _sent(intacct: Intacct, envelope: Any, *, verb: Verb = Verb.SYNCHRONIZE) -> dict[str, Any]:
    await receive(intacct.runtime, envelope)
    await press(intacct.runtime, intacct.integration, envelope.ref.key, verb=verb)
    for _ in range(3):
        await intacct.work()
    return await row_of(intacct.integration, envelope.ref.key)


def _invoices(intacct: Intacct) -> list[tuple[str, str]]:
    """(number, level) of each write that was carried out."""
    lines = [line for line in intacct.stand_in.ledger() if line["kind"] == "sales_invoice"]
    return [(line["natural_key"], line["level"]) for line in lines]


@pytest.mark.parametrize("arrived", [True, False], ids=["carried out", "never arrived"])
@pytest.mark.parametrize(("before", "after", "level"), [("top", "entity", "top"), ("entity", "top", "100")])
async def test_a_level_setting_that_changes_while_the_outcome_is_unknown_doubles_nothing(
    intacct: Intacct, before: str, after: str, level: str, *, arrived: bool
) -> None:
    await configure(intacct.runtime, intacct.integration, transaction_level=before)
    intacct.stand_in.faults([LOST if arrived else NEVER_ARRIVED])
    await receive(intacct.runtime, bill_to())
    await press(intacct.runtime, intacct.integration, "INV-1")
    await drain(intacct.runtime, intacct.integration)
    assert (await row_of(intacct.integration, "INV-1"))["phase"] == "confirming"

    await configure(intacct.runtime, intacct.integration, transaction_level=after)
    for _ in range(2):
        await intacct.work()

    row = await row_of(intacct.integration, "INV-1")
    assert (row["status"], row["level"]) == ("success", level)
    assert _invoices(intacct) == [("INV-1", level)]
    assert {one["level"] for one in await attempts_of(intacct.integration, "INV-1")} == {level}


async def test_a_refused_invoice_that_was_corrected_goes_through(intacct: Intacct, spent: bool) -> None:
    refused = await _sent(intacct, bill_to(term="N99"))
    assert (refused["status"], refused["create_epoch"]) == ("error", 2)
    again = await _sent(intacct, bill_to(term="N99", total="11.00"))
    assert (again["status"], again["create_epoch"]) == ("error", 3)

    row = await _sent(intacct, bill_to(total="12.00"))

    assert (row["status"], row["synced_version"]) == ("success", 3)
    assert _invoices(intacct) == [("INV-1", "top")]


async def test_a_refused_invoice_of_which_an_earlier_attempt_was_unknown_goes_through_once_corrected(
    intacct: Intacct, spent: bool
) -> None:
    """Its key stays, since the unknown attempt might still be carried out. Where refused ids are spent, the next one is
    refused as a duplicate of nothing, and a person says that nothing is there."""
    intacct.stand_in.faults([NEVER_ARRIVED])
    refused = await _sent(intacct, bill_to(term="N99"))
    assert (refused["status"], refused["create_epoch"], refused["epoch_unknown"]) == ("error", 1, True)

    row = await _sent(intacct, bill_to())
    if spent:
        assert (row["status"], row["create_epoch"]) == ("error", 1)
        assert "a look-up does not find it" in row["message"]
        await act(intacct.runtime, intacct.integration, "INV-1", "send again")
        await intacct.work()
        row = await row_of(intacct.integration, "INV-1")

    assert (row["status"], row["synced_version"], row["create_epoch"]) == ("success", 2, 2 if spent else 1)
    assert _invoices(intacct) == [("INV-1", "top")]


async def test_an_invoice_that_was_deleted_there_is_created_anew(intacct: Intacct) -> None:
    row = await _sent(intacct, bill_to())
    assert row["status"] == "success"
    intacct.delete("ARINVOICE", "INV-1")
    gone = await _sent(intacct, bill_to(total="12.00"))
    assert gone["status"] == "error"  # a newer version of a document is refused here already
    await press(intacct.runtime, intacct.integration, "INV-1", verb=Verb.FORCE_SYNCHRONIZE)
    await intacct.work()

    await act(intacct.runtime, intacct.integration, "INV-1", "send again")
    await intacct.work()

    row = await row_of(intacct.integration, "INV-1")
    assert (row["status"], row["synced_version"]) == ("success", 2)
    assert [one["TRX_TOTALENTERED"] for one in intacct.records("ARINVOICE")] == ["12.00"]


async def test_an_invoice_whose_number_is_taken_goes_under_another_and_stays_there(intacct: Intacct) -> None:
    theirs = {"CUSTOMERID": "C1", "WHENCREATED": "07/01/2026", "TRX_TOTALENTERED": "99.00", "CURRENCY": "USD"}
    intacct.stand_in.play("state/ARINVOICE/INV-1", theirs)
    row = await _sent(intacct, bill_to())
    assert row["park"] == "foreign"

    await act(intacct.runtime, intacct.integration, "INV-1", "renumber", "INV-1-B")
    await intacct.work()

    assert (await row_of(intacct.integration, "INV-1"))["status"] == "success"
    assert _invoices(intacct)[-1] == ("INV-1-B", "top")
    assert sorted(one["RECORDID"] for one in intacct.records("ARINVOICE")) == ["INV-1", "INV-1-B"]


async def test_an_adopted_invoice_with_other_content_is_never_written_over(intacct: Intacct) -> None:
    theirs = {"CUSTOMERID": "C1", "WHENCREATED": "07/01/2026", "TRX_TOTALENTERED": "99.00", "CURRENCY": "USD"}
    intacct.stand_in.play("state/ARINVOICE/INV-1", theirs)
    await _sent(intacct, bill_to())
    (record,) = intacct.records("ARINVOICE")

    await act(intacct.runtime, intacct.integration, "INV-1", "adopt", record["RECORDNO"])
    await intacct.work()

    row = await row_of(intacct.integration, "INV-1")
    assert row["status"] == "desynchronized"
    assert row["message"].endswith("Nothing was sent over it")
    assert intacct.records("ARINVOICE") == [record]
