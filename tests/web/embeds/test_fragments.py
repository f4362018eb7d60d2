"""Plain HTML for a portal's own page: what a frame of the same token shows, and nothing that acts upon that page."""

import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec.structs import replace

from backend.actions.embeds.revoke_embed_key import revoke_embed_key
from backend.actions.line.hold_integration import hold_integration
from backend.settings import Settings
from tests.actions.make import customer, invoice, row_of
from tests.architecture.sources import ROOT
from tests.factories import drain, press, receive
from tests.frontend.markup import Markup
from tests.frontend.sample import HOSTILE
from tests.waiting import until
from tests.web.embeds.host import hosted
from tests.web.embeds.portal import (
    BADGE,
    EVERY,
    INVOICE,
    PANEL,
    Portal,
    changed,
    holds,
    object_at,
    portal,
    problem_of,
    refuse,
)

pytestmark = pytest.mark.anyio


async def test_one_session_brings_a_portal_all_fragments(settings: Settings) -> None:
    async with hosted(settings) as host:
        await press(host.runtime, 1, "D1", "D2")
        opened = await host.site.client.post("/embed/sessions", json={"token": host.sign()})
        asked = Portal(host, opened.json()["session"])
        badge, panel, one = [await asked.get(path) for path in EVERY]

    assert opened.json()["fragments"] == "/fragments/1"
    assert [answer.headers["content-type"] for answer in (badge, panel, one)] == ["text/html; charset=utf-8"] * 3
    assert "<b>2</b> waiting" in badge.text
    assert "<table" not in badge.text
    assert "Nothing is in error." in panel.text
    assert re.search(r"<dd[^>]*>\s*<span aria-hidden=\"true\">.</span> Not integrated</dd>", one.text)


async def test_the_panel_is_a_table_of_what_is_in_error(settings: Settings) -> None:
    async with hosted(settings) as host:
        await refuse(host, "INV1")
        panel = Markup.of((await (await portal(host)).get(PANEL)).text)
        one = (await (await portal(host)).get(INVOICE)).text

    assert (panel.names.count("table"), panel.names.count("tr")) == (1, 2)
    assert "INV1" in panel.text
    assert "Already there, and not made by Syncline." in panel.text
    assert "Already there, and not made by Syncline." in one
    assert "Error" in one


@pytest.mark.parametrize("path", EVERY)
async def test_a_fragment_is_one_element_that_does_nothing_to_the_page_around_it(settings: Settings, path: str) -> None:
    async with hosted(settings) as host:
        await refuse(host, "INV1")
        answer = await (await portal(host)).get(path)

    shown = Markup.of(answer.text.strip())
    assert [attributes["class"].split()[0] for _, attributes in shown.roots if attributes["class"]] == ["syncline"]
    assert not {"id", "style", "name"} & shown.attributes
    assert [one for one in shown.attributes if one.startswith(("hx-", "on", "data-"))] == []
    assert not {"script", "style", "link", "form", "iframe", "title", "base", "meta", "local-time"} & set(shown.names)
    assert {
        word for words in shown.values("class") for word in words.split() if not word.startswith("syncline")
    } == set()
    assert [
        name for name in answer.headers if name.startswith(("hx-", "set-cookie", "access-control", "location"))
    ] == []


@pytest.mark.parametrize(
    ("claims", "waiting", "status"),
    [
        ({}, 4, 200),
        ({"kinds": ["department"]}, 2, 404),
        ({"entities": ["100"]}, 1, 200),
        ({"entities": ["top"]}, 3, 404),
        ({"kinds": []}, 0, 404),
    ],
)
async def test_a_fragment_shows_what_its_token_named(
    settings: Settings, claims: dict[str, Any], waiting: int, status: int
) -> None:
    async with hosted(settings) as host:
        await press(host.runtime, 1)
        asked = await portal(host, **claims)
        badge, one = await asked.get(BADGE), await asked.get(INVOICE)
        nowhere = await asked.get(INVOICE.replace("INV1", "NOBODY"))

    assert f"<b>{waiting}</b> waiting" in badge.text
    assert one.status_code == status
    assert problem_of(nowhere)[0] == 404
    assert status == 200 or one.text.replace("INV1", "NOBODY") == nowhere.text


async def test_the_panel_has_no_row_of_another_entity(settings: Settings) -> None:
    async with hosted(settings) as host:
        await receive(host.runtime, invoice("INV2", entity="200"))
        await refuse(host, "INV1", "INV2")
        every, ours = [(await (await portal(host, **one)).get(PANEL)).text for one in ({}, {"entities": ["100"]})]

    assert "INV1" in every
    assert "INV2" in every
    assert "INV1" in ours
    assert "INV2" not in ours


async def test_what_moved_is_shown_where_both_entities_are_named(settings: Settings) -> None:
    async with hosted(settings) as host:
        for _ in range(5):
            await press(host.runtime, 1)
            await drain(host.runtime, 1)
        await receive(host.runtime, invoice("INV1", entity="200", total="4444.00"))
        found = [await (await portal(host, entities=one)).get(INVOICE) for one in (["100"], ["200"], ["100", "200"])]

    assert [answer.status_code for answer in found] == [404, 404, 200]


async def test_nobody_who_works_here_is_named_and_no_record_of_somebody_else(settings: Settings) -> None:
    async with hosted(settings) as host:
        await refuse(host, "INV1")
        await receive(host.runtime, customer("C1", name="Nagy & Daughters"))
        await hold_integration(1, "Miller has not paid", by="boss@corp.example")
        asked = await portal(host)
        others = "/fragments/1/object?kind=customer&key=C1"
        shown = "".join([(await asked.get(path)).text for path in (*EVERY, others)])
        drawer = (await host.site.client.get("/integrations/1/drawer/sales_invoice/INV1")).text
        page = (await host.site.client.get("/integrations/1/objects")).text
        seen = (await row_of(1, "INV1"))["message"]

    assert "RIVAL" in drawer
    assert "Miller" in page
    assert not re.search("Miller|corp.example|RIVAL|987654|tests", shown), shown
    assert seen in unescape(page)
    assert seen not in unescape(shown)
    assert "syncline-held" in shown


@pytest.mark.parametrize("path", EVERY)
async def test_without_a_session_nothing_is_shown_and_nobody_is_asked_to_sign_in(settings: Settings, path: str) -> None:
    """Although an administrator is signed in in the same browser."""
    async with hosted(settings) as host:
        asked = await portal(host)
        asked.headers["x-embed"] += "x"
        forged = await asked.get(path)
        cookie = await host.site.client.get(path)
        key = await host.site.client.get(path, headers=host.site.key)

    for answer in (forged, cookie, key):
        status, sentence = problem_of(answer)
        assert status == 401
        assert "X-Embed" in sentence


async def test_a_session_of_a_revoked_key_is_over_also_for_what_did_not_change(settings: Settings) -> None:
    async with hosted(settings) as host:
        asked = await portal(host)
        tag = (await asked.get(BADGE)).headers["etag"]
        await revoke_embed_key("portal", by="tests")
        await host.site.app.state.auth.embeds_ended.refresh()
        answer = await asked.get(BADGE, if_none_match=tag)

    assert problem_of(answer)[0] == 401


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/fragments/2/panel", 404, "embedded view"),
        ("/fragments/3000000000/panel", 404, "embedded view"),
        ("/fragments/1/poster", 404, "nothing at this address"),
        ("/fragments/1/panel?entity=100", 400, "entity: unknown"),
        ("/fragments/1/object?kind=sales_invoice", 400, "key: expected in the address"),
        ("/fragments/1/object?kind=&key=INV1", 400, "kind: expected in the address"),
        ("/fragments/1/object", 400, "kind: expected in the address"),
        ("/fragments/1/object?kind=sales_invoice&key=a%00b", 400, "key: expected text without"),
        ("/fragments/1/object?kind=poem&key=INV1", 404, "no poem INV1"),
    ],
)
async def test_what_is_asked_amiss_is_refused_by_name(settings: Settings, path: str, status: int, said: str) -> None:
    async with hosted(settings) as host:
        found, sentence = problem_of(await (await portal(host)).get(path))

    assert found == status
    assert said in sentence


async def test_a_fragment_takes_nothing(settings: Settings) -> None:
    async with hosted(settings) as host:
        asked = await portal(host)
        answer = await host.site.client.post(PANEL, headers=asked.headers, data={"object": "1"})

    assert problem_of(answer)[0] == 405


async def test_links_lead_to_the_address_that_people_use(settings: Settings) -> None:
    below = replace(settings, url="https://sync.example", base_path="/x/y")
    key = "INV/2024/07 Ä&?#"
    async with hosted(below) as host:
        await receive(host.runtime, invoice(key, entity="100"))
        await refuse(host, key)
        opened = await host.site.client.post("/x/y/embed/sessions", json={"token": host.sign()})
        asked = Portal(host, opened.json()["session"])
        panel = await asked.get(f"/x/y{PANEL}")
        one = await asked.get(f"/x/y{object_at(key)}")

    assert opened.json()["fragments"] == "/x/y/fragments/1"
    wanted = "https://sync.example/x/y/integrations/1/objects/sales_invoice/INV%2F2024%2F07%20%C3%84%26%3F%23"
    for answer in (panel, one):
        shown = Markup.of(answer.text)
        assert wanted in shown.values("href")
        assert [href for href in shown.values("href") if not href.startswith("https://sync.example/x/y/")] == []


async def test_hostile_text_is_text(settings: Settings) -> None:
    async with hosted(settings) as host:
        await receive(host.runtime, invoice(HOSTILE, entity="100"), invoice("WAITS", of=HOSTILE, entity="100"))
        await refuse(host, HOSTILE)
        asked = await portal(host)
        found = [await asked.get(path) for path in (PANEL, object_at(HOSTILE), object_at("WAITS"))]

    for shown in [Markup.of(answer.text) for answer in found]:
        assert HOSTILE in shown.text
        assert not {"script", "img"} & set(shown.names)
        assert [name for name in shown.attributes if name.startswith(("on", "hx-"))] == []


async def test_it_is_said_in_the_language_that_is_asked_for(settings: Settings) -> None:
    async with hosted(settings) as host:
        asked = await portal(host)
        english = await asked.get(PANEL, accept_language="en")
        german = await asked.get(PANEL, accept_language="de-AT,de;q=0.9", if_none_match=english.headers["etag"])

    assert german.status_code == 200
    assert 'lang="de"' in german.text
    assert "Nothing is in error." in english.text
    assert "Nothing is in error." not in german.text
    assert german.headers["vary"] == "Accept-Language, X-Embed"


async def test_no_cookie_changes_what_a_fragment_says(settings: Settings) -> None:
    async with hosted(settings) as host:
        asked = await portal(host)
        german = await asked.get(PANEL, accept_language="de", cookie="syncline_language=fr")

    assert 'lang="de"' in german.text


@pytest.mark.parametrize("path", EVERY)
async def test_what_did_not_change_is_not_sent_again(settings: Settings, path: str) -> None:
    async with hosted(settings) as host:
        asked, other = await portal(host), await portal(host, entities=["100"])
        revisions = host.site.views.revisions
        await until(lambda: holds(revisions.of(1) == revisions.of(1)))  # somebody listens
        first = await asked.get(path)
        weak = await asked.get(path, if_none_match=f'"older", {first.headers["etag"]}')
        elsewhere = await other.get(path, if_none_match=first.headers["etag"])
        await press(host.runtime, 1)
        await until(lambda: changed(asked, path, first.headers["etag"]))

    assert first.headers["cache-control"] == "private, no-cache"
    assert (weak.status_code, weak.text, weak.headers["etag"]) == (304, "", first.headers["etag"])
    assert elsewhere.status_code == 200


async def test_the_example_of_the_docs_brings_a_fragment_into_a_page(settings: Settings) -> None:
    page = (ROOT / "docs" / "embedding.md").read_text()
    code = [one for one in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "@app" not in one]
    user = SimpleNamespace(is_clerk=False, entities=["100"], email="anna@example.com")
    async with hosted(settings) as host:
        names: dict[str, Any] = {"SECRET": host.secret}
        exec("\n".join(code), names)  # our own page
        names["SYNCLINE"] = host.site.client
        asked = {"kind": "sales_invoice", "key": "INV1"}
        first = [await names["fragment"](user, "object", "de", **asked), await names["fragment"](user, "panel")]
        opened = len(names["sessions"])
        await revoke_embed_key("portal", by="tests")
        await host.site.app.state.auth.embeds_ended.refresh()
        ended = await names["fragment"](user, "badge")

    assert "INV1" in first[0]
    assert 'lang="de"' in first[0]
    assert "Nothing is in error." in first[1]
    assert opened == 1
    assert (ended, names["sessions"]) == ("", {})
