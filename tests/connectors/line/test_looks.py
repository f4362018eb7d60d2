"""The line to the gateway: looks, page by page."""

from typing import Any

import msgspec
import pytest

from backend.domain.levels import TOP
from backend.domain.pushes.found import Difference, Match
from tests.connectors.gateway import answer, failure, page, serving, success
from tests.connectors.line.lines import CONNECTOR, SECRETS, SIGNED_IN, config, customer, look, rows, slowly

pytestmark = pytest.mark.anyio


async def test_a_look_reads_page_by_page_to_the_end() -> None:
    pages = [page(rows("C1", "C2", total=3)), page(rows("C3", total=3, first=3))]
    async with serving(SIGNED_IN, *pages) as server:
        found = await look(server, *[customer(key) for key in ("C3", "C9", "C1", "C2")])

    assert [each.match for each in found] == [Match.EQUAL, Match.ABSENT, Match.EQUAL, Match.EQUAL]
    assert b"<offset>0</offset>" in server.asked[1]
    assert b"<offset>2</offset>" in server.asked[2]
    assert b"<showprivate>true</showprivate>" in server.asked[1]


async def test_the_pages_of_a_look_share_the_time_of_one_call() -> None:
    pages = [slowly(page(rows("C1", total=2))), slowly(page(rows("C2", total=2, first=2)))]
    async with serving(SIGNED_IN, *pages) as server:
        settings = msgspec.structs.replace(config(server), call_timeout_seconds=3)
        async with CONNECTOR.open(settings, SECRETS, TOP) as remote:
            found = await remote.find([customer("C1"), customer("C2")])

    assert [each.match for each in found] == [Match.UNSEEN, Match.UNSEEN]


@pytest.mark.parametrize(
    "pages",
    [
        lambda: [rows("C1", total=2), rows("C1", total=2)],
        lambda: [rows("C1", total=2), rows(total=2)],
        lambda: [rows("C1", total=2), rows("C2", total=3, first=2)],
        lambda: [answer(success("look", '<data count="0"/>', function="query"))],
        lambda: [rows("C1").replace(b"CUSTOMER>", b"VENDOR>")],
        lambda: [rows("C1", location="100")],
        lambda: [rows("C7")],
        lambda: [rows("C1").replace(b"CUSTOMERID", b"CUSTNO")],
        lambda: [answer(failure("look", ("X", "no"), function="query"))],
        lambda: [b"<html/>"],
    ],
    ids=[
        "a row twice",
        "a row missing",
        "a new row",
        "no count",
        "other records",
        "other level",
        "not asked for",
        "no key",
        "refused",
        "html",
    ],
)
async def test_a_look_that_is_not_whole_saw_nothing(pages: Any) -> None:
    async with serving(SIGNED_IN, *[page(body) for body in pages()]) as server:
        (found,) = await look(server, customer())

    assert found.match is Match.UNSEEN
    assert found.sentence


async def test_two_records_with_our_number_are_several() -> None:
    async with serving(SIGNED_IN, page(rows("C1", "C1"))) as server:
        (found,) = await look(server, customer())

    assert found.match is Match.SEVERAL
    assert [ref.id for ref in found.others] == ["1", "2"]


async def test_a_record_that_lies_at_another_level_is_not_ours() -> None:
    async with serving(SIGNED_IN, page(rows("C1", owner="100"))) as server:
        (found,) = await look(server, customer())

    assert found.match is Match.FOREIGN
    assert found.differences[0] == Difference("MEGAENTITYID", "level", "entity 100", "the top level")
