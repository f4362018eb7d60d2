"""⋯ of a row: exactly what may be pressed for its object as it stands, and who only looks is offered nothing."""

import re

import pytest
from msgspec.structs import replace

from backend.actions.people.create_user import create_user
from backend.actions.people.make_link import make_link
from backend.domain.roles import Role
from backend.settings import Settings
from tests.actions.make import customer
from tests.factories import drain, make_integration, press, receive, sql
from tests.web.causes.errors import refused
from tests.web.embeds.host import hosted
from tests.web.test_drawer import words
from tests.web.test_resolving import in_the_way
from tests.web.test_syncs import HTMX
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

LIST, VERBS = "/integrations/1/objects", "/integrations/1/verbs"
FORM = re.compile(r'<form method="post" action="([^"]+)".*?>([^<>]+)</button></form>')


def pressed(text: str) -> list[tuple[str, str]]:
    """Where each form of a press leads, and its words."""
    return [(path.rsplit("/", 1)[1], said) for path, said in FORM.findall(text)]


async def row(key: str, integration: int = 1) -> str:
    found = "SELECT b.id FROM binding b JOIN object o ON o.id = b.object WHERE o.key = $1 AND b.integration = $2"
    return f"{VERBS}?of={(await sql(found, key, integration))[0]['id']}"


async def offered(site: Whole, key: str) -> str:
    answer = await site.client.get(await row(key), headers=HTMX)
    assert answer.status_code == 200
    return answer.text


async def drawn(site: Whole, key: str, kind: str = "customer") -> list[tuple[str, str]]:
    answer = await site.client.get(f"/integrations/1/drawer/{kind}/{key}", headers=HTMX)
    return pressed(answer.text.split('id="tabs"')[0])


async def test_it_offers_what_the_details_offer_and_says_what_that_does(settings: Settings) -> None:
    async with whole(settings) as site:
        await refused(site)
        runtime = site.app.state.runtime
        await receive(runtime, customer("OLD"), customer("OK"))
        await press(runtime, 1, "OLD", "OK")
        await drain(runtime, 1)
        await receive(runtime, customer("NEW"), customer("OLD", name="Another"))
        shown = {key: await offered(site, key) for key in ("NEW", "OLD", "OK", "C0")}
        details = {key: await drawn(site, key) for key in shown}

    assert {key: pressed(text) for key, text in shown.items()} == details
    assert pressed(shown["NEW"]) == pressed(shown["OLD"]) == [("syncs", "Synchronize")]
    assert pressed(shown["C0"]) == [("syncs", "Force synchronize")]
    assert pressed(shown["OK"]) == []
    assert "Synchronize sends version 2 to" in words(shown["OLD"])
    assert "Force synchronize looks first, then creates or updates." in words(shown["C0"])
    assert "/integrations/1/maps/payment_term?code=N45" in shown["C0"]
    assert all("Open details" in text and "Copy key" in text for text in shown.values())


async def test_what_a_person_decides_is_decided_in_the_details_and_a_look_can_be_asked_for(settings: Settings) -> None:
    async with whole(settings) as site:
        await in_the_way(site, "beside")
        shown = await offered(site, "D/1 ä")

    assert pressed(shown) == [("looks", "Check now")]
    assert 'href="/integrations/1/objects/department/D%2F1%20%C3%A4"' in shown


async def test_who_only_looks_is_offered_nothing(settings: Settings) -> None:
    async with whole(settings) as site:
        await refused(site)
        asks = 'id="to-verbs"'
        assert asks in (await site.client.get(LIST)).text
        await create_user("vera", Role.VIEWER, by="tests")
        await site.client.get(str(await make_link(site.app.state.runtime, "vera", by="tests")))
        shown, listed = await offered(site, "C0"), (await site.client.get(LIST)).text

    assert pressed(shown) == []
    assert "Force" not in shown
    assert asks not in listed


async def test_where_nothing_is_pressed_it_offers_nothing(settings: Settings) -> None:
    async with whole(replace(settings, read_only=True)) as site:
        runtime = site.app.state.runtime
        await make_integration(runtime)
        await receive(runtime, customer("C1"))
        assert pressed(await offered(site, "C1")) == []


async def test_without_a_script_it_leads_to_the_details(settings: Settings) -> None:
    async with whole(settings) as site:
        await in_the_way(site, "plain")
        answer = await site.client.get(await row("D/1 ä"))

    assert (answer.status_code, answer.headers["location"]) == (303, f"{LIST}/department/D%2F1%20%C3%A4")


async def test_without_a_script_and_a_row_it_leads_to_the_list(settings: Settings) -> None:
    async with whole(settings) as site:
        answer = await site.client.get(VERBS)

    assert (answer.status_code, answer.headers["location"]) == (303, LIST)


async def test_a_row_of_another_integration_or_of_none_is_not_here(settings: Settings) -> None:
    async with hosted(settings) as host:
        theirs = await row("C1", 2)
        asked = [await host.site.client.get(path, headers=HTMX) for path in (theirs, VERBS, f"{VERBS}?of=x")]
        frame = await host.frame()
        of_a_frame = await frame.get(await row("C1"))

    assert [one.status_code for one in asked] == [404, 404, 404]
    assert of_a_frame.status_code == 404
