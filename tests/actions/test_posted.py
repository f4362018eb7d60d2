"""A newer version of a document that Intacct holds is for a person, and nothing of it is sent."""

from typing import Any

import pytest

from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from tests.actions.intacct import Intacct
from tests.actions.make import attempts_of, row_of
from tests.actions.test_relinking import bill, sent, supplier
from tests.connectors.third_parties import StandIn
from tests.factories import press, receive

pytestmark = pytest.mark.anyio

WHY = "Purchase invoice PI-1 has a record at Intacct already: documents go there as posted ones"
WAYS_OUT = (
    "reverse it there and send it again under a new number",
    "a document for the difference",
    "leave it as it is",
)


async def _newer(runtime: Runtime, marking: StandIn) -> Intacct:
    intacct = await sent(runtime, marking, supplier(), bill())
    assert (await row_of(intacct.integration, "PI-1"))["status"] == "success"
    await receive(runtime, bill(total="12.00"))
    return intacct


async def _attempts(intacct: Intacct) -> list[int]:
    return [one["id"] for one in await attempts_of(intacct.integration, "PI-1")]


def _totals(intacct: Intacct) -> list[Any]:
    return [one["TRX_TOTALENTERED"] for one in intacct.records("APBILL")]


async def test_it_is_desynchronized_and_after_a_press_an_error_with_the_ways_out(
    runtime: Runtime, marking: StandIn
) -> None:
    intacct = await _newer(runtime, marking)
    before, attempts = await row_of(intacct.integration, "PI-1"), await _attempts(intacct)
    assert (before["status"], before["phase"]) == ("desynchronized", "idle")

    await press(runtime, intacct.integration, "PI-1")
    await intacct.work()

    row = await row_of(intacct.integration, "PI-1")
    assert (row["status"], row["phase"], row["synced_version"], row["desired_version"]) == ("error", "parked", 1, 2)
    assert row["message"].startswith(WHY)
    assert [way for way in WAYS_OUT if way not in row["message"]] == []
    assert (await _attempts(intacct), _totals(intacct)) == (attempts, ["10.00"])


async def test_forcing_it_looks_and_changes_nothing_either(runtime: Runtime, marking: StandIn) -> None:
    intacct = await _newer(runtime, marking)
    await press(runtime, intacct.integration, "PI-1")
    await intacct.work()

    await press(runtime, intacct.integration, "PI-1", verb=Verb.FORCE_SYNCHRONIZE)
    await intacct.work()

    row = await row_of(intacct.integration, "PI-1")
    assert (row["status"], row["phase"], row["synced_version"]) == ("error", "parked", 1)
    assert row["message"].startswith(WHY)
    assert _totals(intacct) == ["10.00"]
