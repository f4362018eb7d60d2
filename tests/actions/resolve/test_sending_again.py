"""T16: what is gone there is created anew, under a new key, never while anything is unknown, and never twice."""

import pytest

from backend.domain.objects import Problem
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.screens.objects.detail import detail
from tests.actions.make import attempts_of, books, come_to_rest, configure, department, let_time_pass, row_of
from tests.actions.resolve.acting import act, audited, in_the_way
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def _gone(runtime: Runtime) -> int:
    """D1 was written and deleted there; Force found that out."""
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    (await books(integration)).records.clear()
    await receive(runtime, department(name="Newer"))
    await press(runtime, integration)
    await drain(runtime, integration)
    return integration


async def _forced(runtime: Runtime, integration: int) -> None:
    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    await drain(runtime, integration)


async def test_a_record_that_was_deleted_there_is_created_anew(runtime: Runtime) -> None:
    integration = await _gone(runtime)
    refused = await act(runtime, integration, "D1", "send again")
    assert isinstance(refused, Problem)
    assert refused.sentence == "The last look did not say that it is gone. Press Force synchronize: it looks first"

    await _forced(runtime, integration)
    before = await row_of(integration, "D1")
    shown = await detail(integration, "department", "D1")
    assert shown is not None
    assert (before["status"], before["linked"], shown.can_send_again) == ("error", True, True)
    said = await act(runtime, integration, "D1", "send again")
    await drain(runtime, integration)

    assert said == "It is looked up once more now; if it is still not there, it is created anew."
    row = await row_of(integration, "D1")
    assert (row["status"], row["synced_version"], row["create_epoch"]) == ("success", 2, before["create_epoch"] + 1)
    assert row["remote_id"] != before["remote_id"]
    keys = [one["key"] for one in await attempts_of(integration, "D1") if one["operation"] == "create"]
    assert len(set(keys)) == 2
    facts = {"record": before["remote_id"], "number": "D1", "epoch": before["create_epoch"], "synced_version": None}
    assert await audited("object.sent_again") == [("Ada", "department D1", facts)]


async def test_what_came_back_meanwhile_is_linked_and_not_made_twice(runtime: Runtime) -> None:
    integration = await _gone(runtime)
    await _forced(runtime, integration)
    there = await books(integration)
    made = there.add(kind="department", number="D1", level="top", fields={"name": "Newer"})

    await act(runtime, integration, "D1", "send again")
    await drain(runtime, integration)

    row = await row_of(integration, "D1")
    assert (row["status"], row["remote_id"]) == ("success", made.id)
    assert list(there.records) == [made.id]


async def test_nothing_is_created_anew_while_an_outcome_is_unknown(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"broken": True})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    done = await act(runtime, integration, "D1", "send again")
    assert isinstance(done, Problem)
    assert "not known yet" in done.sentence
    row = await row_of(integration, "D1")
    assert (row["phase"], row["create_epoch"]) == ("confirming", 1)


@pytest.mark.parametrize("there", [["Theirs"], ["Sales", "Theirs"]], ids=["foreign", "several"])
async def test_what_stands_in_the_way_is_resolved_first(runtime: Runtime, there: list[str]) -> None:
    integration = await in_the_way(runtime, *there)
    done = await act(runtime, integration, "D1", "send again")
    assert isinstance(done, Problem)
    assert done.sentence.startswith("Resolve first")
    assert len((await books(integration)).records) == len(there)


async def test_a_key_that_is_spent_without_a_record_ends_when_a_person_says_so(runtime: Runtime) -> None:
    """The create was lost, and its record deleted there before anybody looked."""
    integration = await make_integration(runtime, config={"lose_prefix": "D"})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    (await books(integration)).records.clear()
    await let_time_pass()
    await configure(runtime, integration, config={"lose_prefix": ""})
    await come_to_rest(runtime, integration)
    row = await row_of(integration, "D1")
    assert (row["status"], row["create_epoch"]) == ("error", 1)
    assert "a look-up does not find it" in row["message"]

    await _forced(runtime, integration)
    await come_to_rest(runtime, integration)
    assert (await row_of(integration, "D1"))["status"] == "error"
    await act(runtime, integration, "D1", "send again")
    await come_to_rest(runtime, integration)

    assert await statuses(integration) == {"D1": "success"}
    assert len((await books(integration)).records) == 1
    assert await sql("SELECT FROM attempt WHERE outcome IS NULL") == []
