"""Look-ups: in what company, and in whose turn."""

import pytest

from backend.actions.looks.claim_looks import claim_looks
from backend.domain.keys import coming_create_keys
from backend.domain.objects import ObjectRef
from backend.runtime import Runtime
from tests.actions.make import attempts_of, books, configure, customer, department, let_time_pass, row_of
from tests.actions.worker import Worker
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def test_a_look_is_for_one_kind_with_or_without_known_records_so_that_one_time_limit_holds(
    runtime: Runtime,
) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("KNOWN"))
    await press(runtime, integration)
    await drain(runtime, integration)
    await configure(runtime, integration, config={"lose_prefix": "", "broken": True})
    await receive(runtime, department("KNOWN", name="Newer"), department("D1"), department("D2"), customer("C1"))
    await press(runtime, integration)
    await drain(runtime, integration)
    await let_time_pass()

    worker = await Worker.at(runtime, integration)
    looks = [await claim_looks(runtime, worker.integration, worker.times, most=100) for _ in range(4)]

    seen = [sorted(item.push.ref for item in one.items) for one in looks if one]
    expected = [[("customer", "C1")], [("department", "D1"), ("department", "D2")], [("department", "KNOWN")]]
    assert sorted(seen) == [[ObjectRef(*ref) for ref in batch] for batch in expected]


async def test_looks_and_pushes_take_turns(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"lose_prefix": "L"})
    await receive(runtime, *[department(f"L{n}") for n in range(3)])
    await press(runtime, integration)
    await drain(runtime, integration)
    await configure(runtime, integration, batch_size=1)
    await receive(runtime, *[department(f"D{n}") for n in range(3)])
    await press(runtime, integration, *[f"D{n}" for n in range(3)])
    await let_time_pass()

    await drain(runtime, integration)

    assert set((await statuses(integration)).values()) == {"success"}
    done = await sql("SELECT operation FROM attempt ORDER BY id OFFSET 3")
    assert [one["operation"] for one in done] == ["create", "look"] * 3


async def test_an_equal_record_that_was_there_before_a_lost_create_is_for_a_person(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"broken": True})
    theirs = (await books(integration)).add(kind="department", number="D1", level="top", fields={"name": "Sales"})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    await sql("ALTER TABLE attempt DISABLE TRIGGER attempt_stays")
    await sql("UPDATE attempt SET intended_at = intended_at + interval '10 minutes'")
    await let_time_pass()
    await drain(runtime, integration)
    row = await row_of(integration, "D1")
    assert (row["status"], row["park"], row["remote_id"]) == ("error", "foreign", None)
    assert row["message"] == f"It was created there on {theirs.created_at:%Y-%m-%d at %H:%M} UTC, before ours was sent"


async def test_what_the_first_of_several_lost_creates_made_is_ours(runtime: Runtime) -> None:
    """The second had the same key, and the record is older than its intent."""
    integration = await make_integration(runtime, config={"broken": True})
    await receive(runtime, department())
    await press(runtime, integration)
    for _ in range(2):
        await drain(runtime, integration)
        await let_time_pass()
    (await books(integration)).add(kind="department", number="D1", level="top", fields={"name": "Sales"})
    await sql("ALTER TABLE attempt DISABLE TRIGGER attempt_stays")
    await sql("UPDATE attempt SET intended_at = intended_at + interval '10 minutes' WHERE outcome IS NULL")
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}


async def test_a_look_knows_all_keys_under_which_the_record_may_have_been_made(runtime: Runtime) -> None:
    """What was refused made none. A restored console may have forgotten its last refusals."""
    integration = await make_integration(runtime, config={"refuse_prefix": "D"})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    await configure(runtime, integration, config={"refuse_prefix": "", "broken": True})
    await receive(runtime, department(name="Corrected"))
    await press(runtime, integration)
    await drain(runtime, integration)
    await let_time_pass()

    worker = await Worker.at(runtime, integration)
    looks = await claim_looks(runtime, worker.integration, worker.times, most=100)

    assert looks is not None
    (looking,) = looks.items
    refused, lost = await attempts_of(integration, "D1")
    assert looking.push.key == lost["key"]
    assert {lost["key"], *coming_create_keys(worker.runtime.company(worker.integration), looking.push.ref, 2)} == {
        *looking.push.markers
    }
    assert refused["key"] not in looking.push.markers
