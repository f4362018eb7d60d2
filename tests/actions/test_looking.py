"""Look-ups: in what company, and in whose turn."""

import pytest

from backend.actions.push.claim_looks import claim_looks
from backend.domain.objects import ObjectRef
from backend.runtime import Runtime
from tests.actions.make import configure, customer, department, let_time_pass
from tests.actions.test_crashes import Worker
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
