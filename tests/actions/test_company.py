"""An integration stays with the company that it sent to."""

from typing import Any

import pytest

from backend.actions.integrations.update_integration import update_integration
from backend.cli.servers.preparing import COMPANY, PASSWORDS
from backend.domain.objects import Problem
from backend.runtime import Runtime
from tests.actions.intacct import Intacct
from tests.actions.make import department, make
from tests.connectors.third_parties import StandIn
from tests.factories import drain, make_integration, press, receive, sql

pytestmark = pytest.mark.anyio


async def _moved(runtime: Runtime, integration: int, **config: Any) -> tuple[Problem, ...]:
    return await update_integration(runtime, integration, {"config": config}, by="tests")


async def test_the_company_stays_once_an_object_is_there(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"company": "Ours"})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)

    (problem,) = await _moved(runtime, integration, company="Theirs")

    assert problem.field == "config.company"
    assert problem.sentence == (
        "stays: objects were sent to Ours, and their records and keys are there. Make a new integration for Theirs"
    )
    assert await _moved(runtime, integration, company="Ours", latency_seconds=0.1) == ()


@pytest.mark.parametrize(
    ("switch", "may_move"), [("broken", False), ("unreachable", True)], ids=["outcome unknown", "nothing arrived"]
)
async def test_what_may_have_arrived_holds_the_company_and_what_did_not_arrive_does_not(
    runtime: Runtime, switch: str, may_move: bool
) -> None:
    integration = await make_integration(runtime, config={switch: True})
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    assert (await _moved(runtime, integration, company="Theirs") == ()) is may_move


async def test_a_company_may_be_changed_before_anything_is_sent(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    assert await _moved(runtime, integration, company="Theirs") == ()


@pytest.mark.parametrize(
    ("config", "field"),
    [
        ({"company_id": "other"}, "config.company_id"),
        ({"endpoint": "https://api.intacct.com/ia/xml/xmlgw.phtml"}, "config.endpoint"),
        ({"endpoint": "http://127.0.0.1:8/ia/xml/xmlgw.phtml"}, ""),
        ({"item_type": "Inventory"}, ""),
    ],
)
async def test_a_stand_in_may_move_to_another_port_and_not_to_the_real_company(
    runtime: Runtime, config: dict[str, Any], field: str
) -> None:
    endpoint = {"endpoint": "http://127.0.0.1:9/ia/xml/xmlgw.phtml"}
    integration = await make_integration(runtime, "sage_intacct", config=COMPANY | endpoint, secrets=PASSWORDS)
    await receive(runtime, make("class", "D1", {"name": "Sales"}))
    await sql("UPDATE binding SET linked = true, level = 'top'")

    assert [one.field for one in await _moved(runtime, integration, **config)] == ([field] if field else [])


async def test_a_sign_in_that_leads_to_another_company_sends_nothing_and_says_so(
    runtime: Runtime, marking: StandIn
) -> None:
    office = await Intacct.of(runtime, marking)
    answered = {"old": "<companyid>demo</companyid>", "new": "<companyid>sandbox</companyid>"}
    marking.play("faults", [{"match": {"function": "getAPISession"}, "do": "rewrite", "value": answered}])
    await receive(runtime, department())
    await press(runtime, office.integration)
    await drain(runtime, office.integration)
    marking.play("faults", [])

    (row,) = await sql("SELECT b.status, i.trouble FROM binding b JOIN integration i ON i.id = b.integration")
    assert row["status"] == "pending"
    assert "Intacct signed us in to company sandbox, not demo" in row["trouble"]
    assert office.records("DEPARTMENT") == []
