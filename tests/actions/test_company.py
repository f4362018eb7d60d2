"""An integration stays with the company that it sent to."""

import asyncio
from typing import Any

import pytest

from backend.actions.integrations.create_integration import create_integration
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


ACME = {
    "company_id": "Acme",
    "sender_id": "s",
    "user_id": "u",
    "endpoint": "https://api.intacct.com/ia/xml/xmlgw.phtml",
}
TWICE = (
    "%s is the company of Books already: both would send each object there, and make it twice. Change the settings of "
    "Books instead"
)


async def _made(runtime: Runtime, name: str, **config: str) -> int | tuple[Problem, ...]:
    settings = {"config": ACME | config, "secrets": PASSWORDS}
    return await create_integration(runtime, name=name, connector="sage_intacct", settings=settings, by="tests")


@pytest.mark.parametrize("config", [{}, {"company_id": "ACME"}, {"endpoint": "https://www.intacct.com/other.phtml"}])
async def test_a_company_is_not_linked_twice_however_it_is_written(runtime: Runtime, config: dict[str, str]) -> None:
    await _made(runtime, "Books")
    other = await _made(runtime, "Others", company_id="Elsewhere")
    assert isinstance(other, int)

    expected = (Problem("config.company_id", TWICE % (ACME | config)["company_id"]),)
    assert await _made(runtime, "Again", **config) == expected
    assert await _moved(runtime, other, **(ACME | config)) == expected
    assert len(await sql("SELECT FROM integration")) == 2


async def test_of_two_who_link_a_company_at_once_one_is_refused(runtime: Runtime) -> None:
    made = await asyncio.gather(_made(runtime, "Books"), _made(runtime, "Again"), _made(runtime, "Once more"))

    assert sum(isinstance(one, int) for one in made) == 1
    assert len(await sql("SELECT FROM integration")) == 1


async def test_what_was_linked_twice_before_can_be_changed_in_all_else(runtime: Runtime) -> None:
    await _made(runtime, "Books")
    twin = await _made(runtime, "Twin", company_id="Elsewhere")
    assert isinstance(twin, int)
    await sql('UPDATE integration SET config = config || \'{"company_id": "Acme"}\'')

    assert await _moved(runtime, twin, user_id="another", company_id="Acme") == ()


async def test_a_stand_in_may_be_linked_twice(runtime: Runtime) -> None:
    near = {"endpoint": "http://127.0.0.1:9/ia/xml/xmlgw.phtml"}

    assert isinstance(await _made(runtime, "Books", **near), int)
    assert isinstance(await _made(runtime, "Again", **near), int)


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
