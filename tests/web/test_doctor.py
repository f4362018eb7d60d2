"""The doctor for programs and people: who may ask, and what they are told."""

import pytest

from backend.actions.keys.create_api_key import create_api_key
from backend.actions.people.create_user import create_user
from backend.actions.people.make_link import make_link
from backend.domain.roles import Role
from backend.settings import Settings
from tests.factories import sql
from tests.frontend.sample import HOSTILE
from tests.web.hidden import hidden
from tests.web.whole import whole

pytestmark = pytest.mark.anyio

API = "/api/v1/integrations/1/doctor"
PAGE = "/integrations/1/doctor"


async def key_of(role: Role) -> dict[str, str]:
    return {"authorization": f"Bearer {await create_api_key(role, role, by='tests')}"}


async def test_a_program_is_told_finding_by_finding(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books(hide_kind="customer")
        operator = await key_of(Role.OPERATOR)
        answer = await site.client.post(API, headers=operator)

    report = answer.json()
    (unwell,) = [one for one in report["findings"] if not one["ok"]]
    assert (answer.status_code, report["ok"]) == (200, False)
    assert unwell == {
        "about": "kind",
        "ok": False,
        "sentence": "The third party shows nobody any customer",
        "level": "top",
        "kind": "customer",
        "who": "there",
        "next_step": "An administrator of Loopback (in memory) changes it there.",
        "stuck": ["customer"],
        "raw": "",
    }
    assert [one["about"] for one in report["findings"] if one["ok"]][:2] == ["settings", "sign_in"]


async def test_who_only_looks_is_refused_and_nothing_is_asked(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        viewer = await key_of(Role.VIEWER)
        refused = await site.client.post(API, headers=viewer)
        nobody = await site.client.post(API.replace("1/doctor", "7/doctor"), headers=site.key)
        audits = await sql("SELECT FROM audit WHERE action = 'integration.examined'")

    assert (refused.status_code, nobody.status_code) == (403, 404)
    assert audits == []


async def test_a_page_asks_nothing_before_somebody_presses(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        seen = await site.client.get(PAGE)
        without_token = await site.client.post(PAGE)
        audits = await sql("SELECT FROM audit WHERE action = 'integration.examined'")

    assert "Check the connection" in seen.text
    assert without_token.status_code == 403
    assert audits == []


async def test_what_the_settings_mend_leads_there_who_may_change_them(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        await sql("UPDATE integration SET secrets = '{}'")
        csrf = hidden((await site.client.get(PAGE)).text, "csrf")
        admin = await site.client.post(PAGE, data={"csrf": csrf})
        await create_user("bob", Role.OPERATOR, by="tests")
        await site.client.get(str(await make_link(site.app.state.runtime, "bob", by="tests")))
        csrf = hidden((await site.client.get(PAGE)).text, "csrf")
        operator = await site.client.post(PAGE, data={"csrf": csrf})

    link = '<a class="link" href="/integrations/1/settings">To the settings</a>'
    assert (admin.status_code, operator.status_code) == (200, 200)
    assert (link in admin.text, link in operator.text) == (True, False)


async def test_words_of_a_third_party_are_text_on_the_page(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books(hide_kind="customer")
        await sql("UPDATE integration SET held_reason = $1", HOSTILE)
        csrf = hidden((await site.client.get(PAGE)).text, "csrf")
        page = await site.client.post(PAGE, data={"csrf": csrf})

    assert page.status_code == 200
    assert "2 things are not well" in page.text
    assert "The third party shows nobody any customer" in page.text
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text
