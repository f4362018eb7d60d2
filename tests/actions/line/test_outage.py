"""A line that is down, and comes back: one call at a time finds out, and all that waited goes on."""

from typing import Any

import pytest

from backend.actions.resolve.request_retry import request_retry
from backend.actions.tend import tend
from backend.domain.line.standing import Stands
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.protocol import slots
from backend.storage.screens.objects.detail import detail
from backend.web.objects.explain import explain
from tests.actions.make import configure, department, invoice, let_time_pass, row_of, standing
from tests.factories import drain, make_integration, press, receive, rows, sql, statuses

pytestmark = pytest.mark.anyio
AWAY: dict[str, Any] = {"unreachable": True}


async def calls() -> int:
    (row,) = await sql("SELECT count(*) AS n FROM exchange")
    return int(row["n"])


async def many_wanted(runtime: Runtime, count: int = 12, **settings: Any) -> int:
    integration = await make_integration(
        runtime, **{"config": AWAY, "batch_size": 2, "connections_allowed": 4} | settings
    )
    await receive(runtime, *(department(f"D{n}") for n in range(count)))
    await press(runtime, integration)
    return integration


async def come_down(runtime: Runtime, integration: int) -> None:
    for _ in range(6):
        await drain(runtime, integration)
        await let_time_pass()
    assert (await standing(integration)).stands is Stands.DOWN


async def let_probe(integration: int) -> None:
    await sql(
        'UPDATE integration SET breaker = breaker || \'{"probe_at": "2000-01-01T00:00:00Z"}\' WHERE id = $1',
        integration,
    )


async def reach(integration: int) -> None:
    """The third party is there again, and nobody told us."""
    await sql("UPDATE integration SET config = config || '{\"unreachable\": false}' WHERE id = $1", integration)


async def test_while_the_line_is_down_nothing_is_sent_and_nothing_is_in_error(runtime: Runtime) -> None:
    integration = await many_wanted(runtime)
    await come_down(runtime, integration)
    assert await calls() == 6

    for slot in range(1, 5):
        await drain(runtime, integration)
        assert (integration, slot) not in await slots.due()

    assert await calls() == 6
    assert set((await statuses(integration)).values()) == {"pending"}
    assert {(row["fail_count"], row["crash_count"]) for row in await rows(integration)} == {(0, 0)}


async def test_a_probe_is_one_call_with_one_object(runtime: Runtime) -> None:
    integration = await many_wanted(runtime)
    await come_down(runtime, integration)
    await let_probe(integration)

    await drain(runtime, integration)

    (last,) = await sql("SELECT count(*) AS n FROM attempt WHERE exchange = (SELECT max(id) FROM exchange)")
    assert (await calls(), last["n"]) == (7, 1)
    assert (await standing(integration)).stands is Stands.DOWN


async def test_a_look_goes_before_a_push_as_a_probe(runtime: Runtime) -> None:
    integration = await many_wanted(runtime, count=3, config={"broken": True})
    await drain(runtime, integration)
    await let_time_pass()
    await sql('UPDATE integration SET config = config || \'{"broken": false, "unreachable": true}\'')
    await come_down(runtime, integration)
    await let_probe(integration)
    await reach(integration)

    await drain(runtime, integration)

    (last,) = await sql("SELECT operation FROM attempt ORDER BY id DESC LIMIT 1")
    assert last["operation"] == "look"
    assert (await standing(integration)).stands is Stands.RETURNING


async def test_when_a_probe_succeeds_what_waited_is_due_and_goes_over_one_connection_first(runtime: Runtime) -> None:
    integration = await many_wanted(runtime)
    await come_down(runtime, integration)
    await sql("UPDATE binding SET next_at = now() + interval '1 hour' WHERE id > (SELECT min(id) FROM binding)")
    await let_probe(integration)
    await reach(integration)

    await drain(runtime, integration)
    assert sorted((await statuses(integration)).values()) == ["pending"] * 11 + ["success"]
    await tend(runtime)

    assert await slots.due() == [(integration, 1)]
    await drain(runtime, integration)
    assert set((await statuses(integration)).values()) == {"success"}


async def test_what_waits_for_quiet_or_whose_record_is_busy_goes_on_waiting(runtime: Runtime) -> None:
    integration = await many_wanted(runtime, count=3)
    await drain(runtime, integration)
    await sql("UPDATE binding SET next_at = now() + interval '1 hour'")
    ids = [row["id"] for row in await rows(integration)]
    await sql("UPDATE binding SET wanted_at = now() WHERE id = $1", ids[0])
    await sql("UPDATE binding SET fail_count = 2 WHERE id = $1", ids[1])

    await configure(runtime, integration, config={"latency_seconds": 0})
    await tend(runtime)

    due = await sql("SELECT id FROM binding WHERE next_at <= now()")
    assert [row["id"] for row in due] == [ids[2]]


async def test_a_password_that_is_refused_stops_at_once_and_its_correction_goes_on_by_itself(runtime: Runtime) -> None:
    integration = await many_wanted(runtime, config={"welcome_word": "changed"})
    await drain(runtime, integration)
    assert ((await standing(integration)).stands, await calls()) == (Stands.REFUSED, 1)
    assert await slots.due() == []

    await configure(runtime, integration, config={"welcome_word": "loopback"})
    trying = await standing(integration)
    assert (trying.stands, trying.ok, trying.why) == (Stands.TRYING, True, "")
    await tend(runtime)
    for _ in range(2):
        await drain(runtime, integration)

    assert set((await statuses(integration)).values()) == {"success"}


async def test_a_throttle_slows_down_and_is_no_trouble(runtime: Runtime) -> None:
    integration = await many_wanted(runtime, config={"throttled": True})

    await drain(runtime, integration)

    slowed = await standing(integration)
    assert (slowed.stands, slowed.ok) == (Stands.SLOWED, True)
    assert await slots.due() == []
    (row,) = await sql("SELECT trouble, last_push_at FROM integration")
    assert (row["trouble"], row["last_push_at"]) == ("", None)


async def test_retry_says_since_when_the_line_is_down_and_changes_nothing(runtime: Runtime) -> None:
    integration = await many_wanted(runtime)
    await receive(runtime, invoice())
    await press(runtime, integration, "INV1")
    await come_down(runtime, integration)
    await sql("UPDATE binding SET next_at = now() + interval '1 hour'")
    before, found = await row_of(integration, "INV1"), await integrations.read(integration)
    assert found is not None

    said = await request_retry(runtime, found, [before["id"]], by="Ada")

    assert said.startswith("The connection is down since ")
    assert said.endswith(" Nothing was changed: it goes on by itself once the connection is back.")
    assert await row_of(integration, "INV1") == before


async def test_what_is_queued_says_that_the_line_is_down(runtime: Runtime) -> None:
    integration = await many_wanted(runtime)
    await come_down(runtime, integration)
    found = await detail(integration, "department", "D11")
    assert found is not None

    said = explain(found, "Loopback", await standing(integration))

    assert said.why.startswith("The connection is down since ")
    assert "The third party cannot be reached" in said.why
    assert said.next_step == "Nothing to do for this object: it goes on by itself when the connection is back."
