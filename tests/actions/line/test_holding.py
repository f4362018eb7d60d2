"""Hold and Release: nothing is sent meanwhile, nothing is lost, and everybody sees who did it and why."""

from typing import Any

import pytest

from backend.actions.line.hold_integration import hold_integration
from backend.actions.line.release_integration import release_integration
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage.screens.objects.detail import detail
from backend.web.objects.explain import explain
from tests.actions.make import department, standing
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def audits() -> list[tuple[str, str, Any]]:
    found = await sql(
        "SELECT actor, action, facts ->> 'reason' AS reason FROM audit WHERE action ~ 'held|released' ORDER BY id"
    )
    return [(row["actor"], row["action"], row["reason"]) for row in found]


async def test_what_is_held_sends_nothing_and_goes_on_when_it_is_released(runtime: Runtime) -> None:
    """T40."""
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)

    assert await hold_integration(integration, " Month end ", by="Ada") is None
    await drain(runtime, integration)

    held = await standing(integration)
    assert (held.stands, held.why, held.by, held.stops) == ("held", "Month end", "Ada", True)
    assert held.told.startswith("Held since ")
    assert await statuses(integration) == {"D1": "pending"}

    assert await release_integration(runtime, integration, by="Bo", role=Role.OPERATOR) is None
    await drain(runtime, integration)

    assert await statuses(integration) == {"D1": "success"}
    assert await audits() == [("Ada", "integration.held", "Month end"), ("Bo", "integration.released", "Month end")]


async def test_holding_or_releasing_twice_changes_nothing(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    for reason in ("Month end", "Something else"):
        assert await hold_integration(integration, reason, by="Ada") is None
    assert (await standing(integration)).why == "Month end"

    for _ in range(2):
        assert await release_integration(runtime, integration, by="Ada", role=Role.OPERATOR) is None

    assert len(await audits()) == 2


@pytest.mark.parametrize("reason", [None, "", "  ", 7, "x" * 501, "a\u0000b", "a\nb"])
async def test_a_hold_needs_a_reason_that_can_be_shown(runtime: Runtime, reason: Any) -> None:
    integration = await make_integration(runtime)

    problem = await hold_integration(integration, reason, by="Ada")

    assert isinstance(problem, Problem)
    assert problem.field == "reason"
    assert (await standing(integration)).stands == "untried"


async def test_what_only_an_administrator_may_release_stays_held_for_others(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await hold_integration(integration, "Month end", by="Ada")
    await hold_integration(integration, "The database was restored", by="Syncline", release_needs=Role.ADMIN)
    await hold_integration(integration, "Month end", by="Ada")
    assert (await standing(integration)).why == "The database was restored"

    refused = await release_integration(runtime, integration, by="Ada", role=Role.OPERATOR)

    assert isinstance(refused, Problem)
    assert refused.sentence == "Only an administrator may release it: The database was restored"
    assert (await standing(integration)).stands == "held"
    assert await release_integration(runtime, integration, by="Root", role=Role.ADMIN) is None
    assert not (await standing(integration)).stops


async def test_what_is_queued_says_that_it_is_held_and_until_when(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    await hold_integration(integration, "Month end", by="Ada")
    found = await detail(integration, "department", "D1")
    assert found is not None

    said = explain(found, "Loopback", await standing(integration))

    assert said.why.startswith("Held since ")
    assert said.why.endswith(" UTC by Ada: Month end. It is queued.")
    assert said.next_step == "Nothing to do for this object: it goes on when the integration is released."
