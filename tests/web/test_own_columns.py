"""What own columns show: in the list for who chose them, in the details, in the file; masked, and never hostile."""

import re
from html import unescape
from typing import Any

import pytest

from backend.domain.grid.bounds import Bounds
from backend.domain.own_columns.column import OwnColumn
from backend.settings import Settings
from backend.storage.postgres import database
from backend.storage.screens.own_columns.facts import own_facts
from tests.factories import sql
from tests.frontend.sample import HOSTILE
from tests.web.embeds.host import hosted
from tests.web.hidden import hidden
from tests.web.test_columns import ORIGIN
from tests.web.test_exporting import LIST, make, read
from tests.web.test_setting_pages import now, save
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

ROWS = "/integrations/1/rows"
OWN = [
    {"label": "Manager", "path": "manager", "kind": "department", "format": "code"},
    {"label": "Region", "path": "custom.region"},
    {"label": "Worth", "path": "custom.worth", "format": "amount", "currency": "custom.of"},
    {"label": "Deal", "path": "custom.deal", "format": "link", "address": "https://crm.example/{value}"},
]


def tokens(*labels: str) -> list[str]:
    return [OwnColumn(label=label, path="x").token for label in labels]


async def tell(site: Whole, own: Any) -> Any:
    return await site.client.patch("/api/v1/integrations/1", json={"own_columns": own}, headers=site.key)


async def hand_over(site: Whole, key: str, **body: Any) -> None:
    given = [{"kind": "department", "key": key, "body": {"name": "Sales", **body}}]
    assert (await site.client.post("/api/v1/objects", json=given, headers=site.key)).json()["refused"] == 0


async def choose(site: Whole, *columns: str) -> int:
    csrf = hidden((await site.client.get(LIST)).text, "csrf")
    form = {"csrf": csrf, "column": list(columns)}
    return (await site.client.post("/integrations/1/columns", data=form, headers=ORIGIN)).status_code


def cells(text: str) -> list[str]:
    """Of the list's own columns, row by row."""
    found = re.findall(r'<td class="opt wide own[^"]*"[^>]*>(.*?)</td>', text)
    return [" ".join(unescape(re.sub(r"<[^>]+>", "", one)).split()) for one in found]


async def begin(site: Whole) -> None:
    await make(site)
    assert (await tell(site, OWN)).status_code == 200
    await hand_over(
        site, "D1", manager="M-007", custom={"region": "North", "worth": "1234.50", "of": "EUR", "deal": "a/b ?"}
    )
    await hand_over(site, "D2")


async def test_who_chose_them_sees_the_newest_content_and_polls_bring_the_same(settings: Settings) -> None:
    async with whole(settings) as site:
        await begin(site)
        before = (await site.client.get(LIST)).text
        await choose(site, *tokens("Deal", "Manager", "Region", "Worth"))
        page = (await site.client.get(LIST)).text
        more = hidden(page, "more")
        rev = hidden(page, "rev")
        same = await site.client.get(f"{ROWS}?more={more}&rev={rev}")
        await hand_over(site, "D1", custom={"region": "South"})
        polled = (await site.client.get(f"{ROWS}?more={more}")).text

    assert cells(before) == []
    assert "> Region</label>" in before
    assert re.findall(r'<th scope="col" class="wide own[^>]*>([^<]+)', page) == ["Manager", "Region", "Worth", "Deal"]
    assert cells(page) == ["—", "—", "—", "—", "M-007", "North", "1,234.50 EUR", "a/b ?"]
    assert 'href="https://crm.example/a%2Fb%20%3F" target="_blank" rel="noopener noreferrer"' in page
    assert more == ".".join(tokens("Manager", "Region", "Worth", "Deal"))
    assert same.status_code == 204
    assert cells(polled)[4:] == ["—", "South", "—", "—"]


async def test_a_list_without_them_reads_none_and_one_with_them_reads_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    statement = database.statement
    monkeypatch.setattr(database, "statement", lambda name: asked.append(name) or statement(name))
    async with whole(settings) as site:
        await begin(site)
        asked.clear()
        await site.client.get(LIST)
        without = asked.count("screen_own_facts")
        await choose(site, *tokens("Region", "Worth"))
        asked.clear()
        await site.client.get(LIST)

    assert without == 0
    assert asked.count("screen_own_facts") == 1


async def test_a_column_that_went_meanwhile_leaves_its_place_empty_until_the_page_is_read_anew(
    settings: Settings,
) -> None:
    async with whole(settings) as site:
        await begin(site)
        await choose(site, *tokens("Region", "Worth"))
        more = hidden((await site.client.get(LIST)).text, "more")
        await tell(site, [OWN[2]])
        polled = (await site.client.get(f"{ROWS}?more={more}")).text
        anew = (await site.client.get(LIST)).text

    assert cells(polled) == ["—", "—", "—", "1,234.50 EUR"]
    assert cells(anew) == ["—", "1,234.50 EUR"]


async def test_what_was_chosen_for_another_integration_is_kept(settings: Settings) -> None:
    elsewhere = tokens("Elsewhere")
    async with whole(settings) as site:
        await begin(site)
        site.client.cookies.set("syncline_columns", f"key.kind.{elsewhere[0]}", domain="127.0.0.1")
        chosen = await choose(site, "kind", *tokens("Region"))
        kept = [cookie.value for cookie in site.client.cookies.jar if cookie.name == "syncline_columns"]
        refused = await choose(site, *elsewhere)

    assert (chosen, refused) == (303, 400)
    assert f"key.kind.{tokens('Region')[0]}.{elsewhere[0]}" in kept


async def test_the_details_have_a_panel_with_them_and_say_what_is_missing_of_the_kinds_own(settings: Settings) -> None:
    async with whole(settings) as site:
        await begin(site)
        first = (await site.client.get(f"{LIST}/department/D1")).text
        second = (await site.client.get(f"{LIST}/department/D2")).text
        await tell(site, [])
        none = (await site.client.get(f"{LIST}/department/D1")).text

    def panel(text: str) -> list[str]:
        inside = text.split('<dl id="own-facts" class="facts">')[1].split("</dl>", maxsplit=1)[0]
        return [unescape(re.sub(r"<[^>]+>", "", one)) for one in re.findall(r"<d[td]>(.*?)</d[td]>", inside)]

    assert panel(first) == ["Manager", "M-007", "Region", "North", "Worth", "1,234.50 EUR", "Deal", "a/b ?"]
    assert panel(second) == ["Manager", "—"]
    assert "own-facts" not in none


async def test_the_file_has_all_of_them_and_an_amount_stays_a_number(settings: Settings) -> None:
    async with whole(settings) as site:
        await begin(site)
        await hand_over(site, "D3", custom={"region": "=1+1", "worth": "-5.00", "deal": "x" * 500})
        found = read(await site.client.get(f"{LIST}.csv?sort=key"))
        program = await site.client.get(f"/api/v1{LIST}.csv", headers=site.key)

    one, two, three = found
    assert (one["own.Manager"], one["own.Region"], one["own.Worth"], one["own.Worth.currency"], one["own.Deal"]) == (
        *("M-007", "North", "1234.50", "EUR"),
        "a/b ?",
    )
    assert (two["own.Region"], two["own.Worth"]) == ("", "")
    assert (three["own.Region"], three["own.Worth"], three["own.Deal"]) == ("'=1+1", "-5.00", "x" * 500)
    assert "own.Manager" in program.text


async def test_hostile_text_is_text_and_confidential_fields_are_masked(settings: Settings) -> None:
    hostile = [
        {"label": HOSTILE[:30].replace("=", "-").strip(), "path": "custom.said"},
        {"label": "Account", "path": "custom.iban", "format": "link", "address": "https://bank.example/{value}"},
        {"label": "Long", "path": "custom.long"},
        {"label": "Whole", "path": "custom.some"},
    ]
    async with whole(settings) as site:
        await make(site)
        assert (await tell(site, hostile)).status_code == 200
        custom = {"said": HOSTILE, "iban": "DE89370400440532013000", "long": "y" * 4_000, "some": {"a": 1}}
        await hand_over(site, "D1", custom=custom)
        await choose(site, *tokens(*(one["label"] for one in hostile)))
        page = (await site.client.get(LIST)).text
        details = (await site.client.get(f"{LIST}/department/D1")).text
        file = (await site.client.get(f"{LIST}.csv")).text

    assert cells(page) == [HOSTILE, "***", f"{'y' * 200}…", "—"]
    for text in (page, details, file):
        assert "DE8937" not in text
    for text in (page, details):
        assert "<script>alert" not in text
        assert "bank.example" not in text


async def test_a_frame_shows_them_within_its_bounds(settings: Settings) -> None:
    own = [{"label": "Name", "path": "name"}, {"label": "Reference", "path": "reference", "kind": "sales_invoice"}]
    async with hosted(settings) as host:
        assert (await tell(host.site, own)).status_code == 200
        frame = await host.frame(entities=["top"])
        more = ".".join(tokens("Name"))
        rows = (await frame.get(f"{ROWS}?more={more}")).text
        inside = await frame.get("/integrations/1/drawer/department/D1")
        outside = await frame.get("/integrations/1/drawer/sales_invoice/INV1")
        (invoice,) = await sql(
            "SELECT b.id FROM binding b JOIN object o ON o.id = b.object WHERE o.key = 'INV1' LIMIT 1"
        )
        columns = (await now()).own_columns
        read = [await own_facts([invoice["id"]], columns, bounds=Bounds(entities=(one,))) for one in ("", "100")]

    assert len(cells(rows)) == 3
    assert "own-facts" in inside.text
    assert outside.status_code == 404
    assert [list(one) for one in read] == [[], [invoice["id"]]]


async def test_they_are_set_on_the_page_of_the_settings_a_line_each(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site)
        lines = "Region = custom.region\nManager = department: manager as code"
        saved = await save(site, own_columns=lines)
        first = (await now()).own_columns
        turned = await save(site, own_columns="\n".join(reversed(lines.splitlines())))
        second = (await now()).own_columns
        same = (await site.client.get((await save(site)).headers["location"])).text
        unread = await save(site, own_columns="Region")
        wrong = await save(site, own_columns="Region = custom.region\nManager = department: manger as code")
        strange = await save(site, own_columns="Region = custom.region as colour")
        third = (await now()).own_columns
        facts = await sql("SELECT facts::text AS facts FROM audit WHERE action = 'integration.changed'")

    assert (saved.status_code, turned.status_code) == (303, 303)
    assert [one.label for one in first] == ["Region", "Manager"]
    assert [one.label for one in second] == ["Manager", "Region"]
    assert "Nothing was changed" in same
    assert (unread.status_code, wrong.status_code, strange.status_code) == (422, 422, 422)
    assert "Line 1: expected name = value" in unescape(unread.text)
    assert "Line 2: unknown: did you mean manager?" in unescape(wrong.text)
    assert "Line 1: expected amount or code or date or link or number or text" in unescape(strange.text)
    assert third == second
    assert [one["facts"] for one in facts][1:] == ['{"fields": ["own_columns"]}'] * 2


@pytest.mark.parametrize(
    ("own", "field"),
    [
        ({}, "own_columns"),
        (["Region"], "own_columns[0]"),
        ([{"label": "A"}], "own_columns[0].path"),
        ([{"label": "A", "path": "custom.a", "colour": "red"}], "own_columns[0].colour"),
        ([{"label": "A", "path": "custom.a", "format": "html"}], "own_columns[0].format"),
        ([{"label": "A", "path": "custom.a"}, {"label": "", "path": "name"}], "own_columns[1].label"),
        ([{"label": "A", "path": 7}], "own_columns[0].path"),
        ([{"label": "A", "path": "custom.a", "kind": "invoice"}], "own_columns[0].kind"),
        ([{"label": f"A{number}", "path": "custom.a"} for number in range(9)], "own_columns"),
    ],
)
async def test_a_program_is_told_which_field_of_which_column_is_wrong(settings: Settings, own: Any, field: str) -> None:
    async with whole(settings) as site:
        await make(site)
        answer = await tell(site, own)
        stored = (await now()).own_columns
        told = await tell(site, OWN)

    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["problems"]] == [field]
    assert stored == ()
    assert told.json()["own_columns"] == OWN
