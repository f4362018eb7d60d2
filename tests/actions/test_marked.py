"""A record that carries our key is bound and changed, whatever people did with its number."""

import pytest

from backend.runtime import Runtime
from tests.actions.intacct import Intacct
from tests.actions.make import attempts_of, make, row_of
from tests.connectors.third_parties import MARKER, StandIn
from tests.factories import drain, press, receive, statuses

pytestmark = pytest.mark.anyio


async def test_a_lost_create_that_people_renumbered_is_found_and_changed_under_its_own_number(
    runtime: Runtime, marking: StandIn
) -> None:
    intacct = await Intacct.of(runtime, marking)
    await receive(runtime, make("class", "PAPER", {"name": "Paper"}))
    marking.faults([{"match": {"function": "create"}, "do": "drop_after", "times": 1}])
    await press(runtime, intacct.integration)
    await drain(runtime, intacct.integration)
    (write,) = await attempts_of(intacct.integration, "PAPER")
    number = intacct.make_again("CLASS", "PAPER", as_number="OFFICE")
    await intacct.work()

    bound = await row_of(intacct.integration, "PAPER")
    await receive(runtime, make("class", "PAPER", {"name": "Paper & ink"}))
    await press(runtime, intacct.integration)
    await intacct.work()

    assert (bound["status"], bound["remote_id"]) == ("success", number)
    assert await statuses(intacct.integration) == {"PAPER": "success"}
    (record,) = intacct.records("CLASS")
    assert (record["CLASSID"], record["NAME"], record[MARKER]) == ("OFFICE", "Paper & ink", write["key"])


async def test_what_names_a_renumbered_record_is_found_equal(runtime: Runtime, marking: StandIn) -> None:
    intacct = await Intacct.of(runtime, marking)
    await receive(runtime, make("class", "PAPER", {"name": "Paper"}))
    marking.faults([{"match": {"function": "create"}, "do": "drop_after"}])
    await press(runtime, intacct.integration)
    await drain(runtime, intacct.integration)
    intacct.make_again("CLASS", "PAPER", as_number="OFFICE")
    await intacct.work()

    await receive(runtime, make("class", "A4", {"name": "A4", "parent": "PAPER"}))
    await press(runtime, intacct.integration, "A4")
    await intacct.work()

    assert await statuses(intacct.integration) == {"PAPER": "success", "A4": "success"}
    assert [one.get("PARENTID") for one in intacct.records("CLASS")] == [None, "OFFICE"]
    assert [one["operation"] for one in await attempts_of(intacct.integration, "A4")] == ["create", "look"]
