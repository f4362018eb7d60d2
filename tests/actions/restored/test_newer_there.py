"""What the third party holds may be newer than what a backup knows: nothing goes over it unseen."""

import pytest

from backend.actions.tend import tend
from backend.runtime import Runtime
from tests.actions.make import attempts_of, books, configure, department, let_time_pass, row_of, written
from tests.actions.restored.restoring import in_use, looked_up, put_back, release
from tests.factories import drain, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def test_what_was_in_error_is_no_success_unseen_when_its_old_content_comes_again(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await receive(runtime, department("D1", version=2, name="Wrong"))
    await sql("UPDATE binding SET phase = 'parked', park = 'ordinary' WHERE desired_version = 2")
    await put_back(runtime)  # then version 3 was sent, which nobody here knows of
    await tend(runtime)
    assert await release(runtime, integration) is None
    await receive(runtime, department("D1", version=4))
    await let_time_pass()
    await press(runtime, integration, "D1")
    await drain(runtime, integration)
    assert [one["operation"] for one in await attempts_of(integration, "D1")] == ["create", "update"]
    assert (await row_of(integration, "D1"))["status"] == "success"


async def test_what_a_manual_kind_hands_over_again_waits_for_a_press(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    await receive(runtime, department("D1", version=2, name="Newer"))
    assert await release(runtime, integration) is None
    await let_time_pass()
    for _ in range(3):
        await drain(runtime, integration)
    assert (await statuses(integration))["D1"] == "desynchronized"
    assert (await written(integration))["D1"] == 1


async def test_a_document_that_somebody_changed_is_not_sent_over_by_a_restoration(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    held_there = (await books(integration)).records["1"]
    (await books(integration)).change(held_there, {"name": "Theirs"})
    assert await release(runtime, integration) is None
    await let_time_pass()
    for _ in range(3):
        await drain(runtime, integration)
    row = await row_of(integration, "D1")
    assert (row["status"], (await books(integration)).records["1"].fields) == ("desynchronized", {"name": "Theirs"})
    assert "Changed at the third party, or sent from here after the backup" in row["message"]


async def _wanted_by_the_backup(runtime: Runtime) -> int:
    """Version 2 waits to be sent, and the third party holds version 3, which the backup does not know."""
    integration = await in_use(runtime)
    await receive(runtime, department("D1", version=2, name="Two"))
    await press(runtime, integration, "D1")
    there = await books(integration)
    there.change(there.records["1"], {"name": "Three"})
    await put_back(runtime)
    await tend(runtime)
    return integration


async def test_what_the_backup_wanted_does_not_go_over_something_newer_and_says_so(runtime: Runtime) -> None:
    integration = await _wanted_by_the_backup(runtime)
    assert await looked_up(runtime, integration) == "Three"
    row = await row_of(integration, "D1")
    assert row["status"] == "desynchronized"
    assert row["message"].startswith("What is there may be newer than what the backup knows")

    await press(runtime, integration, "D1")
    await drain(runtime, integration)
    assert (await books(integration)).records["1"].fields["name"] == "Two", "a person decided so"
    assert (await row_of(integration, "D1"))["status"] == "success"


async def test_what_is_handed_over_after_the_restoration_goes_over_it(runtime: Runtime) -> None:
    integration = await _wanted_by_the_backup(runtime)
    await receive(runtime, department("D1", version=4, name="Four"))
    assert await looked_up(runtime, integration) == "Four"
    assert (await statuses(integration))["D1"] == "success"


async def test_an_attempt_that_the_backup_has_open_is_not_repeated_over_something_newer(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await configure(runtime, integration, config={"broken": True})
    await receive(runtime, department("D1", version=2, name="Two"))
    await press(runtime, integration, "D1")
    await drain(runtime, integration)
    await configure(runtime, integration, config={"broken": False})
    there = await books(integration)
    there.change(there.records["1"], {"name": "Three"})
    await put_back(runtime)
    await tend(runtime)
    assert await looked_up(runtime, integration) == "Three"
    assert (await statuses(integration))["D1"] == "desynchronized"
