"""The list as a file: all that the filter finds, harmless in a spreadsheet, and in the audit trail."""

import csv
import io
import re
from typing import Any

import httpx
import pytest
from msgspec.structs import replace

from backend.domain.grid.filters import GridFilter
from backend.settings import Settings
from backend.storage.screens.objects.grid import grid_page
from backend.storage.screens.values import GridPage
from backend.web.objects import exporting
from backend.web.objects.exporting import harmless, lines
from tests.factories import sql
from tests.frontend import sample
from tests.frontend.payloads import PAYLOADS
from tests.web.whole import Whole, whole

pytestmark = pytest.mark.anyio

LIST = "/integrations/1/objects"


async def make(site: Whole, *keys: str) -> None:
    await site.make_books()
    await site.hand_over(*keys)


def read(answer: httpx.Response) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


async def test_the_file_holds_all_that_the_filter_finds_and_not_just_a_page(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_PAGE", 3)
    async with whole(settings) as site:
        await make(site, *(f"D{number:03}" for number in range(8)), "E1")
        found = await site.client.get(f"{LIST}.csv?key=D&sort=key")
        page = await site.client.get(f"{LIST}?key=D")

    assert [line["key"] for line in read(found)] == [f"D{number:03}" for number in range(8)]
    assert read(found)[0] | {"kind": "department", "status": "not_integrated", "version": "1"} == read(found)[0]
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    assert f'href="{LIST}.csv?key=D"' in page.text


async def test_a_program_gets_the_same_file(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1", "E1")
        person = await site.client.get(f"{LIST}.csv?key=D")
        program = await site.client.get(f"/api/v1{LIST}.csv?key=D", headers=site.key)
        nobody = await site.client.get(f"/api/v1{LIST}.csv")

    assert (program.status_code, program.content) == (200, person.content)
    assert nobody.status_code == 401


async def test_a_text_that_would_be_a_formula_is_not_one_and_reads_as_it_was_written(settings: Settings) -> None:
    keys = ["=1+1", "+1", "@SUM(A1)", "-2", 'INV/2024/07 Ä&?#,"']
    async with whole(settings) as site:
        await make(site, *keys)
        found = read(await site.client.get(f"{LIST}.csv"))

    assert {line["key"] for line in found} == {"'=1+1", "'+1", "'@SUM(A1)", "'-2", keys[-1]}
    assert harmless("  =1") == "'  =1"
    assert harmless("a-1") == "a-1"


@pytest.mark.parametrize("hostile", ["a;=1+1;", "a; =1", "a;;@SUM(1)", "a\n=1;", "a\r\n -1", ";+1"])
def test_no_cell_begins_a_formula_where_cells_are_parted_at_semicolons(hostile: str) -> None:
    cells = [cell.strip() for cell in re.split("[;\r\n]", harmless(hostile))]

    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert harmless(hostile).replace("'", "") == hostile


async def test_a_file_that_is_not_whole_says_so_in_its_last_line(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1", "D2", "D3")
        page = await grid_page(1, GridFilter())
        cut = [part async for part in lines(1, GridFilter(), page, most=2)]
        full = [part async for part in lines(1, GridFilter(), page, most=3)]

    assert len("".join(cut).splitlines()) == 1 + 2 + 1
    assert cut[-1].startswith('"Not all: these are the first 2.')
    assert len("".join(full).splitlines()) == 1 + 3


async def test_who_took_which_list_along_is_in_the_audit_trail(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1")
        await site.client.get(f"{LIST}.csv?status=error")
        written = await sql("SELECT actor, integration, facts FROM audit WHERE action = 'objects.exported'")

    assert [(one["actor"], one["integration"]) for one in written] == [("ada", 1)]
    assert "status=error" in str(written[0]["facts"])


async def test_a_filter_that_cannot_be_read_gives_no_file(settings: Settings) -> None:
    async with whole(settings) as site:
        await make(site, "D1")
        wrong = await site.client.get(f"{LIST}.csv?version=x")
        missing = await site.client.get("/integrations/9/objects.csv")

    assert (wrong.status_code, missing.status_code) == (400, 404)
    assert "version: expected a version such as 7" in wrong.text


async def test_no_hostile_text_becomes_a_formula_or_another_cell_in_a_file() -> None:
    row = sample.make_rows()[0]
    rows = [replace(row, key=text, message=text, counterparty=text) for text in PAYLOADS]

    file = "".join([part async for part in lines(1, GridFilter(), GridPage(rows=rows, next_cursor=None))])

    read = list(csv.DictReader(io.StringIO(file.removeprefix("\ufeff"), newline="")))
    assert [one["key"].removeprefix("'") for one in read] == [text.removeprefix("'") for text in PAYLOADS]
    assert [one for one in read if one["message"].lstrip()[0] in "=+-@"] == []
