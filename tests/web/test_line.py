"""The connection's page, Hold and Release for people and programs, and the banner that a poll brings."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from msgspec.structs import replace

from backend.actions.keys.create_api_key import create_api_key
from backend.actions.line.hold_integration import hold_integration
from backend.actions.line.note_call import note_call
from backend.actions.line.note_trouble import note_trouble
from backend.actions.people.create_user import create_user
from backend.connectors.loopback.config import LoopbackConfig
from backend.connectors.loopback.connector import Loopback
from backend.domain.line.showing import Showed, Showing
from backend.domain.pushes.promises import Promises
from backend.domain.roles import Role
from backend.settings import Settings
from tests.actions.make import department
from tests.factories import press, receive, sql
from tests.frontend.markup import Markup
from tests.frontend.sample import HOSTILE
from tests.waiting import until
from tests.web.browsers import another
from tests.web.hidden import hidden
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

API = "/api/v1/integrations/1"
PAGE = "/integrations/1/line"
REFUSED = Showing(showed=Showed.REFUSED, why="Wrong password", credentials=True)


async def key_of(role: Role) -> dict[str, str]:
    return {"authorization": f"Bearer {await create_api_key(role, role, by='tests')}"}


async def press_on(site: Whole, what: str, **fields: str) -> Any:
    csrf = hidden((await site.client.get(PAGE)).text, "csrf")
    return await site.client.post(f"/integrations/1/{what}", data={"csrf": csrf, **fields})


async def test_a_person_holds_and_releases_without_a_script(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        held = await press_on(site, "hold", reason="Month end")
        page, listed = await site.client.get(PAGE), await site.client.get("/integrations/1/objects")
        released = await press_on(site, "release")
        after = await site.client.get(PAGE)

    assert [(one.status_code, one.headers["location"]) for one in (held, released)] == [(303, PAGE)] * 2
    assert "Month end" in page.text
    assert "by ada" in page.text
    assert 'id="release"' in page.text
    assert 'id="to-release"' in listed.text
    assert 'id="hold"' in after.text


async def test_a_hold_without_a_reason_says_so_in_its_place(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        refused = await press_on(site, "hold", reason=" ")

    assert refused.status_code == 422
    assert "Say why, for those who find it held" in refused.text


async def test_only_an_administrator_releases_what_needs_one(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        await hold_integration(1, "Restored", by="Syncline", release_needs=Role.ADMIN)
        refused = await site.client.post(f"{API}/release", headers=await key_of(Role.OPERATOR))
        done = await site.client.post(f"{API}/release", headers=site.key)

    assert (refused.status_code, refused.json()["detail"]) == (
        403,
        "Only an administrator (ada) may release it: Restored",
    )
    assert (done.status_code, done.json()["held_reason"]) == (200, None)


async def test_an_operator_reads_whom_to_ask_where_the_release_needs_an_administrator(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        await create_user("bob", Role.OPERATOR, by="tests")
        await hold_integration(1, "Restored", by="Syncline", release_needs=Role.ADMIN)
        async with another(site, "bob") as bob:
            page = await bob.get(PAGE)
        own = await site.client.get(PAGE)

    assert "Only an administrator may release it: ask ada." in page.text
    assert 'id="release"' not in page.text
    assert 'id="release"' in own.text


async def test_a_program_holds_with_a_reason_and_sees_who_did_since_when(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        held = await site.client.post(f"{API}/hold", json={"reason": "Month end"}, headers=site.key)
        progress = (await site.client.get(f"{API}/progress", headers=site.key)).json()

    line = held.json()["line"]
    assert (held.status_code, line["stands"], line["why"], line["by"]) == (200, "held", "Month end", "tests")
    assert line["since"]
    assert progress["line"] == line
    assert progress["trouble"].endswith(" UTC by tests: Month end")


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [({}, "reason", 422), ({"reason": ""}, "reason", 422), ({"reason": "x", "by": "y"}, "by", 400), ([], "", 400)],
)
async def test_a_bad_hold_is_refused_by_its_field(settings: Settings, body: Any, field: str, code: int) -> None:
    async with whole(settings) as site:
        await site.make_books()
        refused = await site.client.post(f"{API}/hold", json=body, headers=site.key)
        audits = await sql("SELECT FROM audit WHERE action = 'integration.held'")

    assert (refused.status_code, refused.json()["problems"][0]["field"]) == (code, field)
    assert audits == []


@pytest.mark.parametrize("what", ["hold", "release"])
async def test_who_only_looks_may_neither_hold_nor_release(settings: Settings, what: str) -> None:
    async with whole(settings) as site:
        await site.make_books()
        viewer = await key_of(Role.VIEWER)
        refused = await site.client.post(f"{API}/{what}", json={"reason": "x"}, headers=viewer)
        nobody = await site.client.post(f"/api/v1/integrations/7/{what}", json={"reason": "x"}, headers=site.key)
        without_token = await site.client.post(f"/integrations/1/{what}", data={"reason": "x"})

    assert [one.status_code for one in (refused, nobody, without_token)] == [403, 404, 403]


async def test_a_poll_brings_the_banner_though_no_object_changed(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        runtime = site.app.state.runtime
        await receive(runtime, department())
        await press(runtime, 1)
        held: list[str] = []
        await until(lambda: _is_unchanged(site, held))

        async def polled() -> str:
            return (await site.client.get("/integrations/1/rows", params={"rev": held[-1]})).text

        await note_call(1, REFUSED, call=timedelta(seconds=10), probe=False)
        await until(lambda: _has("Sign-in refused: Wrong password", polled))
        banner = await polled()

    told = " ".join(Markup.of(banner).text.split())
    waits = "1 object waits, nothing is lost: it goes on by itself once that is mended. Next try:"
    assert re.search(rf"Wrong password, since \S+ \d\d:\d\d UTC\. {waits} \S+ \d\d:\d\d", told)
    assert "Queued: the connection is down since" in banner


async def test_a_fault_of_ours_is_told_as_ours_above_the_list_and_in_its_rows(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        runtime = site.app.state.runtime
        await receive(runtime, department())
        await press(runtime, 1)
        fault = Showing(showed=Showed.FAILS, why="A fault of Syncline", ours=True)
        await note_trouble(1, fault)
        at_first = (await site.client.get("/integrations/1/objects")).text
        for _ in range(5):
            await note_trouble(1, fault)

        async def listed() -> str:
            return (await site.client.get("/integrations/1/objects")).text

        await until(lambda: _has("Next try:", listed))
        page, line = await site.client.get("/integrations/1/objects"), await site.client.get(PAGE)
        progress = (await site.client.get(f"{API}/progress", headers=site.key)).json()

    for text in (at_first, page.text, line.text):
        assert "Nothing can be sent: A fault of Syncline" in text
        assert "connection is down" not in text
        assert "nothing is lost" in text
    assert "Queued: nothing can be sent since" in page.text
    assert ("Next try:" in at_first, "Next try:" in page.text) == (False, True)
    assert progress["line"]["stands"] == "broken"


async def test_pages_are_drawn_though_the_connector_of_an_integration_is_not_there(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        await sql("INSERT INTO integration (name, connector) VALUES ('Of old', 'of_old')")
        pages = [await site.client.get(path) for path in ("/integrations/1/objects", "/integrations/2/line")]
        listed = await site.client.get("/api/v1/integrations/", headers=site.key)

    assert [one.status_code for one in (*pages, listed)] == [200, 200, 200]


async def _has(text: str, polled: Callable[[], Awaitable[str]]) -> bool:
    return text in await polled()


async def _is_unchanged(site: Whole, held: list[str]) -> bool:
    """Whether a page as it is now stays as it is; its revision is added to those `held`."""
    page = await site.client.get("/integrations/1/rows")
    held.append(hidden(page.text, "rev"))
    return (await site.client.get("/integrations/1/rows", params={"rev": held[-1]})).status_code == 204


async def test_a_reason_is_text_on_every_page(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        await receive(site.app.state.runtime, department())
        await sql("UPDATE integration SET held_reason = $1, held_by = $1, held_since = now()", HOSTILE)
        pages = [(await site.client.get(path)).text for path in (PAGE, "/integrations/1/objects")]

    assert [(HOSTILE in unescape(page), HOSTILE in page) for page in pages] == [(True, False)] * 2


async def test_an_administrator_ends_a_restoration_where_it_is_told(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        early = await press_on(site, "end-restoration")
        await sql("UPDATE integration SET restored_at = now()")
        at_once = await press_on(site, "end-restoration")
        await sql("UPDATE integration SET restored_at = now() - interval '1 hour'")
        page = await site.client.get(PAGE)
        asked = await site.client.post(f"{API}/end-restoration", headers=await key_of(Role.OPERATOR))
        ended = await press_on(site, "end-restoration")
        after = await site.client.post(f"{API}/end-restoration", headers=site.key)

    assert (early.status_code, "was not restored" in early.text) == (422, True)
    assert (at_once.status_code, "may still be carried out there: end it after" in at_once.text) == (422, True)
    assert 'id="end-restoration"' in page.text
    assert asked.status_code == 403
    assert ended.status_code == 303
    assert after.status_code == 409


class Forgetful(Loopback):
    def promises(self, config: LoopbackConfig) -> Promises:
        return replace(super().promises(config), refuses_repeats=False, longest_processing=timedelta(minutes=5))


async def test_the_page_says_what_keeps_a_document_from_being_there_twice(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        refusing = await site.client.get(PAGE)
        site.app.state.runtime.connectors = {"loopback": Forgetful()}
        forgetful = await site.client.get(PAGE)

    assert "refuses a key that it has carried out, and what may have been sent is looked up" in refusing.text
    assert "carries nothing out more than 300 seconds after it was sent" in forgetful.text


async def test_the_page_of_a_connection_that_cannot_be_read_promises_nothing(settings: Settings) -> None:
    async with whole(settings) as site:
        await site.make_books()
        await sql("UPDATE integration SET connector = 'gone'")
        page = await site.client.get(PAGE)

    assert page.status_code == 200
    assert 'id="promise"' not in page.text
