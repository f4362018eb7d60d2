"""Settings as a page: shown to all, changed by administrators, refused beside their field, secrets never shown."""

import re
from html import unescape
from typing import Any

import pytest

from backend.actions.people.create_user import create_user
from backend.actions.people.make_link import make_link
from backend.domain.integrations.integration import Integration
from backend.domain.integrations.settings_seen import settings_mark
from backend.domain.roles import Role
from backend.settings import Settings
from backend.storage.integrations import read
from tests.factories import sql
from tests.frontend.sample import HOSTILE
from tests.web.hidden import hidden
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

PAGE = "/integrations/1/settings"
NEW = "/integrations/new"


async def make(site: Whole) -> None:
    books = {"name": "Books", "connector": "loopback", "secrets": {"password": "loopback 4711"}}
    assert (await site.client.post("/api/v1/integrations/", json=books, headers=site.key)).status_code == 201


def filled(page: str) -> dict[str, str]:
    """The page's form as a browser sends it back."""
    form = page.split('class="stack"')[1].split("</form>", maxsplit=1)[0]
    fields = {}
    for one in re.finditer(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', one[0]))
        if attributes.get("type") != "checkbox" or " checked" in one[0]:
            fields[attributes["name"]] = unescape(attributes.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        fields[name] = unescape(text)
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        fields[name] = options.split(" selected")[0].rsplit('value="', 1)[1].rstrip('"')
    return fields


async def save(site: Whole, path: str = PAGE, **changes: str) -> Any:
    fields = filled((await site.client.get(path)).text) | changes
    return await site.client.post(path.partition("?")[0], data=fields)


async def now() -> Integration:
    integration = await read(1)
    assert integration is not None
    return integration


async def test_only_what_was_changed_is_stored_and_audited_by_its_name(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        before = await now()
        changes = {"transaction_level": "entity", "level_overrides": "200 = top\nÄ 1=entity", "batch_size": "50"}
        kinds = {"automatic.customer": "yes", "quiet_seconds.customer": "9", "quiet_seconds.item": ""}
        done = await save(site, **changes, **kinds, **{"config.latency_seconds": "0.5", "config.throttled": "yes"})
        after = await now()
        same = (await site.client.get((await save(site)).headers["location"])).text
        audits = await sql(
            "SELECT actor, facts::text AS facts FROM audit WHERE action = 'integration.changed' ORDER BY id"
        )
        shown = (await site.client.get(done.headers["location"])).text

    assert "The settings are saved" in shown
    assert (after.transaction_level, after.level_overrides) == ("entity", {"200": "top", "Ä 1": "entity"})
    assert (after.batch_size, after.connections_allowed) == (50, before.connections_allowed)
    assert (after.automatic, after.quiet_seconds) == ({"customer": True}, {"customer": 9})
    assert after.config == {"latency_seconds": 0.5, "throttled": True}
    assert after.secrets == before.secrets
    assert "Nothing was changed" in same
    assert len(audits) == 2
    assert audits[1]["actor"] == "ada"
    assert '"transaction_level"' in audits[1]["facts"]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("name", "", "expected text of 1 to 100 characters"),
        ("connections_allowed", "many", "expected a whole number from 1 to 32, got &#34;many&#34;"),
        ("batch_size", "2000", "expected a whole number from 1 to 1000, got 2000"),
        ("level_overrides", "200", "line 1: expected name = value, got &#34;200&#34;"),
        ("level_overrides", "200 = top\n200 = entity", "line 2: &#34;200&#34; stands there already"),
        ("level_overrides", "200 = nowhere", "expected entity or top, got &#34;nowhere&#34;"),
        ("quiet_seconds.customer", "-1", "expected a whole number from 0 to 3600, got -1"),
        ("config.latency_seconds", "99", "expected a number from 0 to 60"),
        ("config.company", "", "expected text that is not empty"),
    ],
)
async def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_stored(
    settings: Settings, field: str, text: str, said: str
) -> None:
    async with whole(settings) as site:
        await make(site)
        before = await now()
        refused = await save(site, **{field: text, "config.welcome_word": "typed"})
        after = await now()

    problem = refused.text.split(f'name="{field}"')[1].split('class="problem"')[1].split("</p>")[0]
    assert refused.status_code == 422
    assert "Nothing was stored: one field below is not right." in refused.text
    assert said.lower() in problem.lower()
    assert 'value="typed"' in refused.text
    assert settings_mark(after) == settings_mark(before)


async def test_a_secret_goes_in_and_never_comes_out(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        before = await now()
        await save(site, **{"secrets.password": "loopback 0815"})
        refused = await save(site, **{"secrets.password": "loopback 1234", "batch_size": "0"})
        page, after = (await site.client.get(PAGE)).text, await now()
        secret = site.app.state.runtime.secret(after, "password")

    assert secret == "loopback 0815"
    assert before.secrets != after.secrets
    assert [word for word in ("4711", "0815", "1234") if word in page + refused.text] == []
    assert "Set, and never shown" in page


async def test_the_second_of_two_who_change_settings_is_told_and_sees_the_others(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        mine = filled((await site.client.get(PAGE)).text)
        await save(site, batch_size="7")
        late = await site.client.post(PAGE, data=mine | {"connections_allowed": "9"})
        after = await now()

    assert late.status_code == 422
    assert "Somebody changed the settings meanwhile" in late.text
    assert filled(late.text)["batch_size"] == "7"
    assert (after.batch_size, after.connections_allowed) == (7, 2)


async def test_who_only_looks_reads_the_settings_and_may_change_none(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await create_user("vera", Role.VIEWER, by="tests")
        site.client.cookies.clear()
        await site.client.get(str(await make_link(site.app.state.runtime, "vera", by="tests")))
        page = (await site.client.get(PAGE)).text
        csrf = hidden(page, "csrf")
        refused = [await site.client.post(path, data={"csrf": csrf, "batch_size": "7"}) for path in (PAGE, NEW)]
        new = await site.client.get(NEW)

    assert "Batch size: objects in one request" in page
    assert 'id="save"' not in page
    assert "4711" not in page
    assert [one.status_code for one in (*refused, new)] == [403, 403, 403]


async def test_settings_that_cannot_be_used_any_more_are_mended_on_the_page(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await sql('UPDATE integration SET config = \'{"latency_seconds": "soon"}\'')
        page = await site.client.get(PAGE)
        done = await save(site, **{"config.latency_seconds": "1"})
        after = await now()

    assert page.status_code == 200
    assert done.status_code == 303
    assert after.config == {"latency_seconds": 1}


async def test_an_integration_is_made_by_its_form_and_its_settings_follow(settings: Settings) -> None:
    async with whole(settings) as site:
        begun = await site.client.get("/", follow_redirects=True)
        refused = await save(site, f"{NEW}?connector=loopback", name="Books")
        made = await save(site, f"{NEW}?connector=loopback", name="Books", **{"secrets.password": "loopback"})
        again = await save(site, f"{NEW}?connector=loopback", name="Books", **{"secrets.password": "loopback"})
        page = (await site.client.get(made.headers["location"])).text
        nobody = await site.client.get(f"{NEW}?connector=strange")

    assert "Which third party do you connect?" in begun.text
    assert refused.status_code == 422
    assert "Required: expected text" in refused.text.split('name="secrets.password"')[1]
    assert (made.status_code, made.headers["location"].split("?")[0]) == (303, PAGE)
    assert "The integration is made" in page
    assert "is taken by another integration" in again.text
    assert nobody.status_code == 404


async def test_names_and_settings_are_text(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        await save(site, name=HOSTILE[:100], **{"config.hide_kind": HOSTILE})
        page = (await site.client.get(PAGE)).text

    assert HOSTILE[:40] not in page
    assert unescape(page).count(HOSTILE) >= 1


async def test_an_address_of_the_erp_leads_from_the_details_back_to_the_object_there(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        key, place = "INV/1 <b>&?#", "/integrations/1/objects/department/INV%2F1%20%3Cb%3E%26%3F%23"
        given = [{"kind": "department", "key": key, "body": {"name": "Sales"}}]
        await site.client.post("/api/v1/objects/", json=given, headers=site.key)
        before = await site.client.get(place)
        saved = await save(site, source_url="https://erp.example/{kind}?no={key}")
        after = await site.client.get(place)
        refused = await save(site, source_url="javascript:alert('{key}')")
        gone = await save(site, source_url="")
        without = await site.client.get(place)

    link = (
        '<a id="source" class="remote" href="https://erp.example/department?no=INV%2F1%20%3Cb%3E%26%3F%23" '
        'target="_blank" rel="noopener noreferrer">Source</a>'
    )
    assert (saved.status_code, refused.status_code, gone.status_code) == (303, 422, 303)
    assert link in after.text
    assert 'id="source"' not in before.text + without.text
    assert "an address that begins with https:// and a host" in refused.text
