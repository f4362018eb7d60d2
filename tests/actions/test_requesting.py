"""People press: the number on the button, the rows that change and the sync's items are one number."""

import asyncio
from collections import Counter
from typing import Any

import asyncpg
import pytest

from backend.actions.syncs.request_sync import ChangedMeanwhile, Requested, request_sync
from backend.domain.syncs.selection import LeftOut
from backend.domain.syncs.verbs import ANSWERS, Verb
from backend.runtime import Runtime
from tests.actions.make import configure, customer, department, invoice, receive_one
from tests.factories import drain, make_integration, press, receive, rows, sql, statuses, waiting_for_locks
from tests.waiting import until

pytestmark = pytest.mark.anyio
KEYS = ["not_integrated", "desynchronized", "pending", "success", "error"]


async def _one_of_each_status(runtime: Runtime) -> int:
    """The key of each object is its status."""
    integration = await make_integration(runtime, config={"refuse_prefix": "error"})
    await receive(runtime, *(department(key) for key in KEYS), invoice("pending-too"))
    await press(runtime, integration, "desynchronized", "success", "error")
    await drain(runtime, integration)
    await press(runtime, integration, "pending")
    await receive_one(runtime, department("desynchronized", name="Newer"))
    found = await statuses(integration)
    assert {key: found[key] for key in KEYS} == {key: key for key in KEYS}
    return integration


@pytest.mark.parametrize("verb", Verb)
async def test_each_cell_of_the_verb_table_end_to_end(runtime: Runtime, verb: Verb) -> None:
    integration = await _one_of_each_status(runtime)
    before = {row["key"]: row["revision"] for row in await rows(integration)}
    asked = await press(runtime, integration, *KEYS, verb=verb)
    table = {status.value: reason for (status, cell), reason in ANSWERS.items() if cell is verb}
    sent = {key for key, reason in table.items() if reason is None}
    reasons = [reason for reason in table.values() if reason is not None]
    assert {one.ref.key for one in asked.plan.sent} == sent
    assert {one.reason: one.count for one in asked.plan.left_out} == dict(Counter(reasons))
    moved = {row["key"] for row in await rows(integration) if row["revision"] != before[row["key"]]}
    assert moved == sent
    assert (await statuses(integration))["pending"] == "pending"


async def _two_wait() -> bool:
    return await waiting_for_locks() == 2


async def test_two_operators_who_press_at_once_send_each_object_once(runtime: Runtime, database_url: str) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, *(department(f"D{n}") for n in range(100)))
    some = [f"D{n}" for n in range(60)]
    others = [f"D{n}" for n in range(99, 39, -1)]
    held = await asyncpg.connect(database_url)
    holding = held.transaction()
    await holding.start()
    await held.execute("SELECT FROM binding ORDER BY id LIMIT 50 FOR UPDATE")
    both = asyncio.gather(press(runtime, integration, *some, by="Ada"), press(runtime, integration, *others, by="Ben"))
    await until(_two_wait)
    await holding.rollback()
    await held.close()
    first, second = await both
    assert isinstance(first, Requested)
    assert isinstance(second, Requested)
    assert len(first.plan.sent) + len(second.plan.sent) == 100
    assert sum(one.count for plan in (first.plan, second.plan) for one in plan.left_out) == 20
    assert {one.reason for plan in (first.plan, second.plan) for one in plan.left_out} == {"already synchronizing"}
    for asked in (first, second):
        (sync,) = await sql("SELECT items FROM sync WHERE id = $1", asked.sync)
        items = await sql("SELECT binding FROM sync_item WHERE sync = $1", asked.sync)
        assert sync["items"] == len(items) == len(asked.plan.sent)
    assert set((await statuses(integration)).values()) == {"pending"}
    assert {row["revision"] for row in await rows(integration)} == {2}


async def test_a_number_that_is_not_true_any_more_sends_nothing(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration, "D1")
    before = await rows(integration)
    ids = [row["id"] for row in before]
    asked = await request_sync(runtime, integration, ids, Verb.SYNCHRONIZE, by="Ada", expected=2)
    assert isinstance(asked, ChangedMeanwhile)
    assert [one.ref.key for one in asked.plan.sent] == ["D2"]
    assert asked.plan.left_out == [LeftOut("already synchronizing", 1, "D1")]
    assert await rows(integration) == before
    assert len(await sql("SELECT FROM sync")) == 1


async def test_a_press_that_sends_nobody_makes_no_sync(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    asked = await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    assert isinstance(asked, Requested)
    assert asked.sync is None
    assert await sql("SELECT FROM sync") == []


async def test_objects_of_another_integration_are_not_touched(runtime: Runtime) -> None:
    mine, other = await make_integration(runtime), await make_integration(runtime)
    await receive(runtime, department())
    ids = [row["id"] for row in await rows(other)]
    asked = await request_sync(runtime, mine, ids, Verb.SYNCHRONIZE, by="Ada")
    assert isinstance(asked, Requested)
    assert (asked.sync, await statuses(other)) == (None, {"D1": "not_integrated"})


async def _items(asked: Any) -> dict[str, str | None]:
    found = await sql(
        """SELECT o.key, i.outcome FROM sync_item i JOIN binding b ON b.id = i.binding JOIN object o ON o.id = b.object
           WHERE i.sync = $1""",
        asked.sync,
    )
    return {row["key"]: row["outcome"] for row in found}


async def test_a_sync_says_what_became_of_each_of_its_objects(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "bad"})
    await receive(runtime, department("good"), department("bad"), invoice("waits"))
    asked = await press(runtime, integration)
    await drain(runtime, integration)
    assert await _items(asked) == {"good": "success", "bad": "error", "waits": None}
    await configure(runtime, integration, automatic={"customer": True}, quiet_seconds={"customer": 0})
    await receive(runtime, customer())
    await drain(runtime, integration)
    assert await _items(asked) == {"good": "success", "bad": "error", "waits": "success"}


async def test_who_pressed_what_is_written_down(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration, by="Ada")
    (act,) = await sql("SELECT actor, subject FROM audit WHERE action = 'sync.synchronize'")
    assert tuple(act) == ("Ada", "department D1")
