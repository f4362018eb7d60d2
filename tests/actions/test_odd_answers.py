"""What a third party says that is not as it should be harms nobody it is not about."""

import pytest

from backend.runtime import Runtime
from tests.actions.faults import id_of, refuse
from tests.actions.make import attempts_of, come_to_rest, configure, customer, department, row_of, standing
from tests.actions.remotes import BreaksAtOne, Remotely, Repeats, SaysOneTwice, with_connector
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def test_a_tax_number_that_the_third_party_repeats_is_not_kept(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, customer("C1", tax_id="DE123456789"))
    with_connector(runtime, Remotely(Repeats))

    await press(runtime, integration)
    await drain(runtime, integration)

    row = await row_of(integration, "C1")
    causes = await sql("SELECT fingerprint, sentence, sample FROM cause")
    assert row["message"] == "The tax ID *** is not valid."
    assert [one for one in causes if "DE123456789" in str(dict(one))] == []


@pytest.mark.parametrize("refuses", [False, True])
async def test_a_record_that_is_named_twice_is_nobodys_also_when_answers_are_stored_one_by_one(
    runtime: Runtime, refuses: bool
) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, *map(department, ("BAD", "D1", "D2")))
    with_connector(runtime, Remotely(SaysOneTwice))
    if refuses:
        when = "NEW.outcome = 'applied' AND NEW.learned_by = 'answer'"
        await refuse(await id_of(integration, "BAD"), "UPDATE", when)

    await press(runtime, integration)
    await drain(runtime, integration)

    found = await statuses(integration)
    assert (found["D1"], found["D2"]) == ("pending", "pending")


async def test_a_look_that_breaks_at_one_record_ends_for_the_others(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"broken": True})
    await receive(runtime, *map(department, ("BAD", "D1", "D2")))
    await press(runtime, integration)
    await drain(runtime, integration)
    await configure(runtime, integration, config={"broken": False})
    with_connector(runtime, Remotely(BreaksAtOne))

    await come_to_rest(runtime, integration)

    assert await statuses(integration) == {"BAD": "pending", "D1": "success", "D2": "success"}


async def test_a_read_back_that_breaks_stops_no_integration(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    with_connector(runtime, Remotely(BreaksAtOne))
    await receive(runtime, *map(department, ("BAD", "D1", "D2")))
    await press(runtime, integration)
    await drain(runtime, integration)

    for _ in range(8):
        await sql("UPDATE binding SET next_at = clock_timestamp() - interval '1 second'")
        await sql("UPDATE slot SET lease_until = NULL")
        await drain(runtime, integration)

    looks = [[one["outcome"] for one in await attempts_of(integration, key)][1:] for key in ("BAD", "D1")]
    assert looks == [["unseen"] * 8, ["found"] * 8]
    assert not (await standing(integration)).stops
