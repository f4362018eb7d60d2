"""One object in a frame: nothing of others, nothing of what it was elsewhere, and nobody who works here."""

import html
import re
from typing import Any

import pytest

from backend.actions.line.hold_integration import hold_integration
from backend.settings import Settings
from tests.actions.make import books, customer, invoice, row_of
from tests.factories import drain, press, receive, sql
from tests.web.embeds.host import OBJECTS, ROWS, Host, hosted

pytestmark = pytest.mark.anyio

STAFF = "ada@corp.example"
INVOICE = "/integrations/1/drawer/sales_invoice/INV1"


def text(shown: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", shown)))


async def send(host: Host, times: int = 5) -> None:
    for _ in range(times):
        await press(host.runtime, 1, by=STAFF)
        await drain(host.runtime, 1)


async def test_a_request_that_carried_objects_of_others_is_not_shown(settings: Settings) -> None:
    async with hosted(settings) as host:
        await receive(host.runtime, invoice("INV2", entity="200", total="31337.00"))
        await send(host)
        numbers = [row["exchange"] for row in await sql("SELECT DISTINCT exchange FROM attempt WHERE exchange > 0")]
        frame = await host.frame(entities=["100"], role="viewer")
        shown = [(await frame.get(f"{INVOICE}?tab=exchange&exchange={one}")).text for one in numbers]
        person = [(await host.site.client.get(f"{INVOICE}?tab=exchange&exchange={one}")).text for one in numbers]
        attempts = (await frame.get(f"{INVOICE}?tab=attempts")).text

    assert any("31337.00" in one for one in person)
    assert not any("31337.00" in one or 'id="request"' in one for one in shown)
    assert all('id="attempts"' in one for one in shown)
    assert 'id="attempts"' in attempts
    assert "exchange=" not in attempts


async def foreign(host: Host) -> str:
    """INV1's number belongs to a record that is not ours."""
    there = await books(1)
    there.add(kind="sales_invoice", number="INV1", level="top", fields={"total": "987654.00", "customer": "RIVAL"})
    await send(host)
    row = await row_of(1, "INV1")
    assert row["park"] == "foreign"
    return str(row["id"])


@pytest.mark.parametrize(("path", "fields"), [("adoptions", {"remote_id": "1"}), ("numbers", {"number": "OTHER-77"})])
async def test_no_frame_decides_about_a_record_of_somebody_else(
    settings: Settings, path: str, fields: dict[str, Any]
) -> None:
    async with hosted(settings) as host:
        id_ = await foreign(host)
        answer = await (await host.frame()).post(f"/integrations/1/{path}", object=id_, **fields)
        checked = await (await host.frame()).post("/integrations/1/looks", object=id_)

    assert answer.status_code == 404
    assert checked.status_code == 201


async def test_a_record_of_somebody_else_is_neither_shown_nor_offered(settings: Settings) -> None:
    async with hosted(settings) as host:
        await foreign(host)
        frame = await host.frame()
        shown = "".join([(await frame.get(path)).text for path in (INVOICE, f"{INVOICE}?tab=attempts", ROWS)])
        person = (await host.site.client.get(INVOICE)).text

    assert "RIVAL" in person
    assert "/adoptions" in person
    for gone in ("RIVAL", "987654", "/adoptions", "/numbers", 'id="differences"', 'id="seen"'):
        assert gone not in shown
    assert "/looks" in shown


async def seen(host: Host, entity: str) -> tuple[bool, int, str]:
    """Whether the list has INV1, the drawer's status, and the counts."""
    frame = await host.frame(entities=[entity], role="viewer")
    chips = (await frame.get("/integrations/1/chips")).text
    drawer = await frame.get(f"{INVOICE}?tab=content")
    return "INV1" in (await frame.get(ROWS)).text, drawer.status_code, str(re.findall(r"<b>([1-9]\d*)</b>", chips))


async def test_what_moved_after_it_was_sent_is_neither_here_nor_there(settings: Settings) -> None:
    async with hosted(settings) as host:
        await send(host)
        before = (await (await host.frame(entities=["100"])).get(INVOICE)).status_code
        await receive(host.runtime, invoice("INV1", entity="200", total="4444.00"))
        after = [await seen(host, "100"), await seen(host, "200")]

    assert before == 200
    assert after == [(False, 404, "[]"), (False, 404, "[]")]


async def test_versions_of_another_entity_are_not_there(settings: Settings) -> None:
    async with hosted(settings) as host:
        await receive(host.runtime, invoice("INV1", entity="100", total="7777.00"))
        await receive(host.runtime, invoice("INV1", entity="200", total="1.00"))
        frame = await host.frame(entities=["200"], role="viewer")
        overview = (await frame.get(INVOICE)).text
        changes = (await frame.get(f"{INVOICE}?tab=changes&old=2&new=3")).text
        person = (await host.site.client.get(f"{INVOICE}?tab=changes&old=2&new=3")).text

    assert "7,777.00" in person
    assert "7,777.00" not in changes
    assert re.findall(r"<li><b>(\d+)</b>", overview) == ["3"]


async def test_nobody_who_works_here_is_named(settings: Settings) -> None:
    async with hosted(settings) as host:
        await receive(host.runtime, invoice("INV1", entity="100", total="8.00"))
        await press(host.runtime, 1, "D1", by=STAFF)
        await hold_integration(1, "Miller has not paid", by="boss@corp.example")
        id_ = str((await row_of(1, "D1"))["id"])
        frame = await host.frame()
        drawer = "/integrations/1/drawer/department/D1"
        whole = await host.site.client.get(drawer)
        shown = [await frame.get(path) for path in (OBJECTS, f"{ROWS}?more=by", drawer, f"{drawer}?tab=attempts")]
        shown += [await frame.post(f"/integrations/1/{path}", object=id_) for path in ("retries", "looks")]
        shown.append(await frame.post("/integrations/1/syncs", object=id_, verb="synchronize"))
        badge = await (await host.frame("badge", role="viewer")).get(OBJECTS)

    assert "Miller" in whole.text
    for answer in (*shown, badge):
        assert not re.search("Miller|corp.example", answer.text), text(answer.text)
    assert re.search(r"Held since \d{4}", text(shown[2].text))


async def test_who_asked_for_an_attempt_is_not_named(settings: Settings) -> None:
    async with hosted(settings) as host:
        await send(host)
        path = "/integrations/1/drawer/department/D1?tab=attempts"
        shown, person = await (await host.frame()).get(path), await host.site.client.get(path)

    assert STAFF in person.text
    assert STAFF not in shown.text


async def test_how_what_it_needs_stands_is_told_only_within_its_bounds(settings: Settings) -> None:
    async with hosted(settings) as host:
        await receive(host.runtime, customer("C1"))
        id_ = str((await row_of(1, "INV1"))["id"])
        shown = []
        for bounds in ({}, {"kinds": ["sales_invoice"]}, {"entities": ["100"]}):
            frame = await host.frame(**bounds)
            needs = (await frame.get(INVOICE)).text.partition('class="needs"')[2].partition("</ul>")[0]
            why = (await frame.post("/integrations/1/plans", object=id_)).text.partition('id="why"')[2]
            shown.append(text(needs) + text(why))

    assert "C1" in shown[0]
    assert "ot integrated" in shown[0]
    for one in shown[1:]:
        assert "C1" in one
        assert not re.search("ot integrated|never received", one)
