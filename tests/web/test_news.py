"""What happened since a person was here: told once, to them alone, and never noted by a poll."""

import re
from html import unescape

import httpx
import pytest

from backend.actions.people.create_user import create_user
from backend.domain.roles import Role
from backend.domain.syncs.verbs import Verb
from backend.settings import Settings
from backend.storage.integrations import replace_map
from tests.actions.make import customer
from tests.factories import drain, make_integration, press, receive, sql, statuses
from tests.waiting import until
from tests.web.browsers import another
from tests.web.hidden import hidden
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

LIST = "/integrations/1/objects"


async def make(site: Whole) -> None:
    """One customer in error, for a reason that others may have; another one in step for long."""
    assert await make_integration(site.app.state.runtime) == 1
    await replace_map(1, "payment_term", {"N10": "Net 10"})
    await send(site, C0="N45", C9="N10")
    await sql("UPDATE binding SET changed_at = changed_at - interval '2 hours'")


async def send(site: Whole, **terms: str) -> None:
    """Until nothing moves: what was in error is looked up first."""
    runtime = site.app.state.runtime

    async def rests() -> bool:
        await drain(runtime, 1)
        return "pending" not in (await statuses(1)).values()

    await receive(runtime, *[customer(key, payment_term=term) for key, term in terms.items()])
    for verb in Verb:
        await press(runtime, 1, *terms, verb=verb)
        await until(rests)


async def go_away(site: Whole, hours: float = 1) -> None:
    await sql("UPDATE visit SET seen_at = seen_at - $1 * interval '1 hour'", hours)
    site.views.lately.forget()  # as everything is after two seconds


def told(page: httpx.Response) -> str:
    found = re.search(r'<form id="news".*?<span>(.*?)</span>', page.text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split()) if found else ""


async def happened(site: Whole) -> None:
    """Two causes are new, one is resolved, three customers came into step."""
    await send(site, C1="N60", C2="N70", C3="N10", C4="N10", C0="N10")


async def test_who_comes_again_is_told_what_happened_meanwhile_and_no_one_else_is(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await create_user("bea", Role.VIEWER, by="tests")
        first = await site.client.get(LIST)
        await go_away(site)
        await happened(site)
        again, still = await site.client.get(LIST), await site.client.get(f"{LIST}?status=error")
        async with another(site, "bea") as bea:
            newcomer = await bea.get(LIST)

    assert [told(first), told(newcomer)] == ["", ""]
    assert re.fullmatch(r"Since \d{4}-\d\d-\d\d \d\d:\d\d UTC: 2 new causes, 1 cause resolved, 3 in step", told(again))
    assert told(still) == told(again)


async def test_it_is_said_in_the_readers_language_and_leads_to_what_it_counts(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await site.client.get(LIST)
        await go_away(site)
        await happened(site)
        page = await site.client.get(LIST, headers={"accept-language": "de"})
        causes, in_step = [unescape(one) for one in re.findall(r'<a class="link" href="([^"]*)">\d', page.text)]
        listed, grouped = await site.client.get(in_step), await site.client.get(causes)

    assert told(page).partition("UTC: ")[2] == "2 neue Ursachen, 1 Ursache behoben, 3 auf gleichem Stand"
    assert sorted(re.findall(r'<tr id="o-\d+".*?>(C\d)</a>', listed.text, flags=re.DOTALL)) == ["C0", "C3", "C4"]
    assert grouped.status_code == 200


async def test_nothing_is_said_where_nothing_happened_or_nobody_went_away(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await site.client.get(LIST)
        await go_away(site)
        quiet = await site.client.get(LIST)
        (began,) = await sql("SELECT before_at FROM visit")
        await go_away(site, 0.1)
        await happened(site)
        here = await site.client.get(LIST)
        (still,) = await sql("SELECT before_at FROM visit")
        await sql("DELETE FROM visit")
        site.views.lately.forget()
        never = await site.client.get(LIST)

    assert (told(quiet), told(never)) == ("", "")
    assert told(here).endswith("3 in step")
    assert began == still  # they are told of the visit before this one


async def test_it_is_told_until_it_is_dismissed_with_a_script_or_without(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await create_user("bea", Role.VIEWER, by="tests")
        async with another(site, "bea") as bea:
            for one in (site.client, bea):
                await one.get(LIST)
            await go_away(site)
            await happened(site)
            answers = [await dismiss(site.client), await dismiss(bea, {"hx-request": "true"})]
            after = [told(await one.get(LIST)) for one in (site.client, bea)]
        unsigned = await site.client.post("/integrations/1/news/dismiss")

    assert [one.status_code for one in answers] == [303, 200]
    assert "news/dismiss" not in answers[1].text
    assert after == ["", ""]
    assert unsigned.status_code == 403


async def dismiss(client: httpx.AsyncClient, headers: dict[str, str] | None = None) -> httpx.Response:
    page = (await client.get(LIST)).text
    assert 'id="dismiss"' in page
    csrf = hidden(page, "csrf")
    return await client.post("/integrations/1/news/dismiss", data={"csrf": csrf}, headers=headers)


async def test_the_next_visit_is_told_of_what_happened_after_this_one(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await site.client.get(LIST)
        await go_away(site)
        await happened(site)
        await site.client.get(LIST)
        await go_away(site)
        await send(site, C1="N10")
        page = await site.client.get(LIST)

    assert told(page).partition("UTC: ")[2] == "1 cause resolved, 4 in step"


async def test_a_visit_is_noted_every_few_minutes_at_most_and_never_by_a_poll(settings: Settings) -> None:
    async def noted() -> list[object]:
        return [row["seen_at"] for row in await sql("SELECT seen_at FROM visit")]

    async with whole(settings) as site:
        await make(site)
        await site.client.get(LIST)
        first = await noted()
        site.views.lately.forget()
        await site.client.get(LIST)
        again = await noted()
        await go_away(site, 0.1)
        moved = await noted()
        await site.client.get("/integrations/1/rows")
        polled = await noted()
        await site.client.get(LIST)
        later = await noted()

    assert first == again
    assert moved == polled
    assert later > first
