"""A record that was deleted there and made again is linked again when it is certainly ours, and no other object's."""

from typing import Any

import pytest

from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from tests.actions.intacct import Intacct
from tests.actions.make import attempts_of, make, row_of
from tests.connectors.third_parties import MARKER, StandIn
from tests.factories import press, receive, sql

pytestmark = pytest.mark.anyio


def supplier() -> Any:
    return make("supplier", "SUED", {"name": "Papierfabrik Süd"})


def bill(key: str = "PI-1", *, total: str = "10.00") -> Any:
    body = {"supplier": "SUED", "date": "2026-07-16", "due_date": "2026-08-16", "currency": "USD", "total": total}
    return make("purchase_invoice", key, body | {"lines": [{"account": "5000", "amount": total}]})


def paper(name: str = "Paper", key: str = "PAPER") -> Any:
    return make("class", key, {"name": name})


async def sent(runtime: Runtime, marking: StandIn, *envelopes: Any) -> Intacct:
    intacct = await Intacct.of(runtime, marking)
    await receive(runtime, *envelopes)
    await press(runtime, intacct.integration)
    await intacct.work()
    return intacct


async def send_newer(intacct: Intacct, envelope: Any) -> dict[str, Any]:
    """It is refused, as its record is gone or posted; then a person forces it."""
    await receive(intacct.runtime, envelope)
    await press(intacct.runtime, intacct.integration, envelope.ref.key)
    await intacct.work()
    before = await row_of(intacct.integration, envelope.ref.key)
    assert before["status"] == "error", before
    await press(intacct.runtime, intacct.integration, envelope.ref.key, verb=Verb.FORCE_SYNCHRONIZE)
    await intacct.work()
    return await row_of(intacct.integration, envelope.ref.key)


@pytest.mark.parametrize("mark", [None, ""], ids=["marked", "unmarked"])
async def test_a_bill_that_purchasing_changed_and_made_again_is_linked_again(
    runtime: Runtime, marking: StandIn, mark: str | None
) -> None:
    intacct = await sent(runtime, marking, supplier(), bill())
    before = await row_of(intacct.integration, "PI-1")
    unmarked = {} if mark is None else {MARKER: mark}
    after = intacct.make_again("APBILL", "PI-1", TRX_TOTALENTERED="12.00", **unmarked)

    row = await send_newer(intacct, bill(total="12.00"))

    told = f"Re-linked from record {before['remote_id']} to {after}"
    assert (row["status"], row["remote_id"], row["message"]) == ("success", after, told)
    assert after != before["remote_id"]
    *_, look = await attempts_of(intacct.integration, "PI-1")
    assert (look["operation"], look["outcome"], look["sentence"], look["remote_id"]) == ("look", "found", told, after)


async def test_a_record_made_again_that_carries_our_key_is_linked_again_and_changed(
    runtime: Runtime, marking: StandIn
) -> None:
    intacct = await sent(runtime, marking, paper())
    after = intacct.make_again("CLASS", "PAPER", NAME="Typed again")

    row = await send_newer(intacct, paper("Paper & ink"))

    assert (row["status"], row["remote_id"]) == ("success", after)
    assert [one["NAME"] for one in intacct.records("CLASS")] == ["Paper & ink"]
    looks = [one["sentence"] for one in await attempts_of(intacct.integration, "PAPER") if one["operation"] == "look"]
    assert looks == [f"Re-linked from record 1 to {after}. It differs in name"]


async def test_an_unmarked_record_under_its_number_that_is_not_equal_is_named_and_not_linked(
    runtime: Runtime, marking: StandIn
) -> None:
    intacct = await sent(runtime, marking, supplier(), bill())
    before = await row_of(intacct.integration, "PI-1")
    after = intacct.make_again("APBILL", "PI-1", TRX_TOTALENTERED="11.00", **{MARKER: ""})

    row = await send_newer(intacct, bill(total="12.00"))

    assert (row["status"], row["park"], row["remote_id"]) == ("error", "ordinary", before["remote_id"])
    assert row["message"] == (
        "Its record is no longer there: it was deleted at the third party. "
        f"Record {after} has its number now. It differs in total"
    )


async def test_a_record_that_belongs_to_another_object_is_not_taken_from_it(runtime: Runtime, marking: StandIn) -> None:
    intacct = await sent(runtime, marking, paper(), paper(key="OTHER"))
    before, other = [await row_of(intacct.integration, key) for key in ("PAPER", "OTHER")]
    after = intacct.make_again("CLASS", "PAPER", NAME="Paper & ink", **{MARKER: ""})
    await sql("UPDATE remote_record SET remote_id = $1 WHERE binding = $2", after, other["id"])

    row = await send_newer(intacct, paper("Paper & ink"))

    assert (row["status"], row["park"], row["remote_id"]) == ("error", "ordinary", before["remote_id"])
    assert row["message"].endswith(f"Record {after} has its number now. It belongs to class OTHER already")
    assert (await row_of(intacct.integration, "OTHER"))["remote_id"] == after


async def test_what_is_simply_gone_is_said_to_be_deleted(runtime: Runtime, marking: StandIn) -> None:
    intacct = await sent(runtime, marking, paper())
    intacct.delete("CLASS", "PAPER")

    row = await send_newer(intacct, paper("Paper & ink"))

    assert row["message"] == "Its record is no longer there: it was deleted at the third party"
