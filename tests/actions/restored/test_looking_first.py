"""After a restoration everything is looked for before it is sent."""

import pytest

from backend.actions.looks.claim_looks import claim_looks
from backend.actions.push.claim import claim
from backend.actions.push.give_back import give_back
from backend.actions.resolve.check_now import check_now
from backend.actions.tend import tend
from backend.domain.keys import create_key
from backend.domain.objects import ObjectRef
from backend.runtime import Runtime
from backend.storage import integrations
from tests.actions.make import attempts_of, books, department, let_time_pass, row_of, written
from tests.actions.restored.restoring import ended, in_use, looked_up, put_back, release, released
from tests.actions.worker import Worker
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def test_what_was_sent_is_pending_until_it_was_looked_up_and_then_in_step_again(runtime: Runtime) -> None:
    """T42."""
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    assert set((await statuses(integration)).values()) == {"pending"}
    assert await release(runtime, integration) is None
    await let_time_pass()
    await drain(runtime, integration)
    assert set((await statuses(integration)).values()) == {"success"}
    assert [one["operation"] for one in await attempts_of(integration, "D1")] == ["create", "look"]


async def test_what_was_made_after_the_backup_is_found_and_not_doubled(runtime: Runtime) -> None:
    """T42."""
    integration = await released(runtime)
    (await books(integration)).add(kind="department", number="D9", level="top", fields={"name": "Sales"})
    await receive(runtime, department("D9"))
    await press(runtime, integration, "D9")
    for _ in range(3):
        await drain(runtime, integration)
        await let_time_pass()
    assert (await written(integration))["D9"] == 1
    row = await row_of(integration, "D9")
    assert (row["status"], row["remote_id"]) == ("success", "3")
    assert [one["operation"] for one in await attempts_of(integration, "D9")] == ["look"]


async def test_what_is_not_there_is_made_after_the_look(runtime: Runtime) -> None:
    integration = await released(runtime)
    await receive(runtime, department("NEW"))
    await press(runtime, integration, "NEW")
    await drain(runtime, integration)
    assert "NEW" not in await written(integration)
    await let_time_pass()
    await drain(runtime, integration)
    assert [one["operation"] for one in await attempts_of(integration, "NEW")] == ["look", "create"]
    assert (await row_of(integration, "NEW"))["status"] == "success"


async def test_an_integration_that_the_backup_does_not_know_looks_first_too(runtime: Runtime) -> None:
    """It is made again, and what it sent after the backup is there."""
    await in_use(runtime)
    await put_back(runtime)
    integration = await make_integration(runtime)
    (await books(integration)).add(kind="department", number="D1", level="top", fields={"name": "Sales"})
    await press(runtime, integration, "D1")
    for _ in range(3):
        await drain(runtime, integration)
        await let_time_pass()
    assert (await written(integration))["D1"] == 1
    assert [one["operation"] for one in await attempts_of(integration, "D1")] == ["look"]
    assert await ended(runtime, integration) == "From now on objects are created without a look before."


async def test_what_was_looked_for_before_a_second_restoration_is_looked_for_again(runtime: Runtime) -> None:
    integration = await released(runtime)
    await receive(runtime, department("NEW"))
    await press(runtime, integration, "NEW")
    await sql("UPDATE binding SET forced = true WHERE want")  # the look saw nothing; then the backup was made
    await put_back(runtime)
    await tend(runtime)
    assert await release(runtime, integration) is None
    await drain(runtime, integration)
    assert "NEW" not in await written(integration)
    assert (await row_of(integration, "NEW"))["status"] == "pending"


async def test_who_wants_to_know_now_is_told_when_that_will_be(runtime: Runtime) -> None:
    integration = await released(runtime)
    found, row = await integrations.read(integration), await row_of(integration, "D1")
    assert found is not None
    asked = await check_now(runtime, found, row["id"], by="Ada")
    assert "once nothing of before the restoration can be carried out any more" in str(asked)
    await let_time_pass()
    found = await integrations.read(integration)
    assert found is not None
    assert str(await check_now(runtime, found, row["id"], by="Ada")).startswith("It is looked up now")


async def test_a_press_before_all_is_marked_is_looked_up_first_too(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    await receive(runtime, department("D1", version=2, name="Two"))
    await press(runtime, integration, "D1")
    assert (await row_of(integration, "D1"))["phase"] == "idle", "not marked yet"
    await tend(runtime)
    assert await looked_up(runtime, integration) == "Two"
    assert [one["operation"] for one in await attempts_of(integration, "D1")] == ["create", "look", "update"]


async def test_what_was_claimed_while_it_was_noticed_is_looked_for_first(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await receive(runtime, department("NEW"), department("D1", version=2, name="Two"))
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    batch = await claim(runtime, worker.integration, worker.times, most=100)
    assert batch is not None
    await put_back(runtime)
    await tend(runtime)
    await give_back(worker.integration, [item.row for item in batch.items])
    assert await looked_up(runtime, integration) == "Sales", "what was wanted before may be old"
    for _ in range(2):
        await let_time_pass()
        await drain(runtime, integration)
    assert [one["operation"] for one in await attempts_of(integration, "NEW")] == ["look", "create"]


async def test_a_look_after_a_restoration_knows_the_keys_before_the_present_one(runtime: Runtime) -> None:
    """After the backup it may have been created under the key that renumbering, or sending again, now leaves behind."""
    integration = await released(runtime)
    await receive(runtime, department("NEW"))
    await sql(
        "UPDATE binding SET phase = 'confirming', forced = true, create_epoch = 2, next_at = now() WHERE NOT linked"
    )
    await let_time_pass()
    worker = await Worker.at(runtime, integration)
    batch = await claim_looks(runtime, worker.integration, worker.times, most=100)
    assert batch is not None
    (looking,) = batch.items
    company = runtime.company(worker.integration)
    assert create_key(company, ObjectRef("department", "NEW"), 1) in looking.push.markers
