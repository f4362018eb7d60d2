"""A connection that is down, refused or held is told of, and when it is over; objects unconfirmed for a day, too."""

from datetime import timedelta

import pytest

from backend.actions.instances.declare_restored import declare_restored
from backend.actions.line.hold_integration import hold_integration
from backend.actions.line.note_call import note_call
from backend.actions.line.note_trouble import mended_here, note_trouble
from backend.actions.line.release_integration import release_integration
from backend.actions.notifications.note_episodes import note_episodes
from backend.domain.line.breaker import MOST_FAILURES
from backend.domain.line.showing import WORKS, Showed, Showing
from backend.domain.roles import Role
from backend.runtime import Runtime
from tests.actions.make import department, let_time_pass
from tests.actions.notifications.telling import MINUTE, after, subscribe
from tests.factories import drain, make_integration, press, receive, sql

pytestmark = pytest.mark.anyio

FAILS = Showing(showed=Showed.FAILS, why="No connection")
REFUSED = Showing(showed=Showed.REFUSED, why="Wrong password", credentials=True)


async def show(integration: int, showing: Showing, *, probe: bool = False) -> None:
    await note_call(integration, showing, call=timedelta(seconds=10), probe=probe)


@pytest.mark.parametrize("connections", [1, 2])
async def test_a_connection_that_is_down_for_minutes_is_told_of_and_that_it_is_back(
    runtime: Runtime, connections: int
) -> None:
    """Also while it goes on with one of several connections, and nothing more is to be sent."""
    integration = await make_integration(runtime, connections_allowed=connections)
    await subscribe(runtime, integration)
    for _ in range(MOST_FAILURES + 1):
        await show(integration, FAILS)
    early = await after(runtime, 4 * MINUTE)
    late = await after(runtime, 2 * MINUTE)
    await show(integration, WORKS, probe=True)

    assert early == []
    assert late == [("line.down.began", "The connection is down: No connection")]
    assert (await after(runtime))[1:] == [("line.down.over", "The connection is back")]


async def test_a_sign_in_that_was_mended_is_no_outage(runtime: Runtime) -> None:
    integration = await make_integration(runtime, connections_allowed=2)
    await subscribe(runtime, integration)
    await show(integration, REFUSED)
    assert await after(runtime) == [("line.refused.began", "Signing in is refused: Wrong password")]
    ago = "jsonb_build_object('open_since', now() - interval '2 hours')"
    await sql(f"UPDATE integration SET breaker = breaker || {ago}")

    await show(integration, WORKS, probe=True)

    assert (await after(runtime, 10 * MINUTE))[1:] == [("line.refused.over", "Signing in works again")]


async def test_a_fault_of_ours_is_told_as_ours(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await subscribe(runtime, integration)
    await note_trouble(integration, mended_here("Its settings cannot be used: batch_size"))
    began = await after(runtime)
    await show(integration, WORKS, probe=True)

    assert began == [("line.broken.began", "Nothing can be sent: Its settings cannot be used: batch_size")]
    assert (await after(runtime))[1:] == [("line.broken.over", "What kept it from sending is mended: it goes on")]


async def test_an_outage_that_is_over_sooner_is_not_told_of(runtime: Runtime) -> None:
    integration = await make_integration(runtime, connections_allowed=1)
    await subscribe(runtime, integration)
    for _ in range(MOST_FAILURES + 1):
        await show(integration, FAILS)
    await note_episodes(runtime)
    await show(integration, WORKS, probe=True)
    await after(runtime, 10 * MINUTE)

    assert await after(runtime, 10 * MINUTE) == []


async def test_a_refused_sign_in_is_told_of_after_a_minute_with_its_reason(runtime: Runtime) -> None:
    integration = await make_integration(runtime, connections_allowed=1)
    await subscribe(runtime, integration)
    await show(integration, REFUSED)
    first = await after(runtime)
    await show(integration, FAILS, probe=True)
    still = await after(runtime)
    await show(integration, WORKS, probe=True)

    assert first == [("line.refused.began", "Signing in is refused: Wrong password")]
    assert ("line.refused.over", "Signing in works again") not in still
    assert ("line.refused.over", "Signing in works again") in await after(runtime)


async def test_held_and_released_are_told_of(runtime: Runtime) -> None:
    integration = await make_integration(runtime, connections_allowed=1)
    await subscribe(runtime, integration)
    await hold_integration(integration, "Month end", by="ada")
    held = await after(runtime)
    await release_integration(runtime, integration, by="ada", role=Role.ADMIN)

    assert held == [("line.held.began", "Held: Month end")]
    assert (await after(runtime))[1:] == [("line.held.over", "Released: it goes on")]


async def test_a_restored_database_that_is_held_says_so(runtime: Runtime) -> None:
    integration = await make_integration(runtime, connections_allowed=1)
    await subscribe(runtime, integration)
    await declare_restored(runtime, why="was put back", by="ada")
    ((event, sentence),) = await after(runtime)

    assert event == "line.restored.began"
    assert sentence.startswith("The database was restored, so nothing is sent: ")


async def test_objects_unconfirmed_for_more_than_a_day_are_told_of_with_their_number(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"lose_prefix": "D"})
    await subscribe(runtime, integration)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    await drain(runtime, integration)
    early = await after(runtime)
    await let_time_pass(timedelta(hours=25))

    assert early == []
    assert await after(runtime) == [("unconfirmed.began", "2 objects unconfirmed for more than a day")]
