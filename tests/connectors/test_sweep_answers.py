"""What is asked when changes are read back, and which answers are not believed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from backend.connectors.sage_intacct import position as place
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.connectors.sage_intacct.position import Position
from backend.domain.changes import Changes, Cursor
from backend.domain.levels import TOP
from tests.connectors.gateway import Scripted, answer, failure, page, serving, session, success
from tests.connectors.line.lines import CONNECTOR, SECRETS, SIGNED_IN, config, slowly

pytestmark = pytest.mark.anyio

NOON = "01/15/2026 12:00:00"
LATER = "01/15/2026 12:00:01"
AT_NOON = place.written(Position(kind="class", level="", moment=NOON, record="9", began=1))
UNDATED = place.written(Position(kind="class", level="", record="9", undated=True, newest=NOON, began=1))
Item = tuple[str, str]  # number and moment


def rows(*items: Item, total: int | None = None, location: str = "", owner: str = "") -> bytes:
    each = "".join(
        f"<CLASS><RECORDNO>{number}</RECORDNO><CLASSID>C{number}</CLASSID><WHENMODIFIED>{moment}</WHENMODIFIED>"
        f"<NAME>N</NAME><MEGAENTITYID>{owner}</MEGAENTITYID></CLASS>"
        for number, moment in items
    )
    count = len(items) if total is None else total
    return answer(
        success("look", f'<data listtype="CLASS" totalcount="{count}">{each}</data>', function="query"),
        location=location,
    )


async def read(server: Scripted, since: Cursor | None, *, most: int = 2, level: str = TOP, **settings: Any) -> Changes:
    settings_now = msgspec.structs.replace(config(server), **settings)
    async with CONNECTOR.open(settings_now, SECRETS, level) as remote:
        return await remote.changed("class", since, most=most)


def asked_for(server: Scripted) -> str:
    return server.asked[-1].decode().partition("<query>")[2].partition("</query>")[0]


async def test_a_page_asks_for_what_follows_the_last_record_and_for_what_look_ups_compare() -> None:
    async with serving(SIGNED_IN, page(rows(("10", NOON), ("2", LATER), total=3))) as server:
        changes = await read(server, AT_NOON)
    query, carried = asked_for(server), KINDS["class"]
    selected = query.partition("<select>")[2].partition("</select>")[0]

    assert (
        f"<filter><or><greaterthan><field>WHENMODIFIED</field><value>{NOON}</value></greaterthan>"
        f"<and><equalto><field>WHENMODIFIED</field><value>{NOON}</value></equalto>"
        "<greaterthan><field>RECORDNO</field><value>9</value></greaterthan></and></or></filter>"
        "<orderby><order><field>WHENMODIFIED</field><ascending></ascending></order>"
        "<order><field>RECORDNO</field><ascending></ascending></order></orderby>"
        "<options><showprivate>true</showprivate></options><pagesize>2</pagesize><offset>0</offset>"
    ) in query
    assert set(selected.removeprefix("<field>").removesuffix("</field>").split("</field><field>")) == {
        *("RECORDNO", "CLASSID", "MEGAENTITYID", "WHENCREATED", "WHENMODIFIED"),
        *carried.telling,
        *carried.changing,
    }
    assert [(record.ref.id, record.ref.number, record.changed) for record in changes.records] == [
        ("10", "C10", NOON),
        ("2", "C2", LATER),
    ]
    assert "WHENMODIFIED" not in changes.records[0].fields
    assert changes.more


async def test_records_without_a_moment_come_last_and_by_their_number() -> None:
    async with serving(SIGNED_IN, page(rows()), page(rows(("10", "")))) as server:
        dated = await read(server, AT_NOON)
        server.replies.insert(0, SIGNED_IN)
        changes = await read(server, dated.cursor)

    assert dated.more
    assert (
        "<filter><and><isnull><field>WHENMODIFIED</field></isnull>"
        "<greaterthan><field>RECORDNO</field><value>0</value></greaterthan></and></filter>"
        "<orderby><order><field>RECORDNO</field><ascending></ascending></order></orderby>"
    ) in asked_for(server)
    assert ([record.ref.id for record in changes.records], changes.more) == (["10"], False)


@pytest.mark.parametrize(("most", "size"), [(1, 1), (1000, 1000), (50_000, 1000)])
async def test_a_page_is_bounded(most: int, size: int) -> None:
    async with serving(SIGNED_IN, page(rows())) as server:
        await read(server, None, most=most)

    assert f"<pagesize>{size}</pagesize>" in asked_for(server)


ENTITY = {"level": "100"}
UNTRUE: dict[str, tuple[Cursor | None, dict[str, str], bytes]] = {
    "out of order by moment": (AT_NOON, {}, rows(("10", LATER), ("11", NOON))),
    "out of order by number": (AT_NOON, {}, rows(("11", NOON), ("10", NOON))),
    "numbers in the order of texts": (None, {}, rows(("10", NOON), ("9", NOON))),
    "a row twice": (AT_NOON, {}, rows(("10", NOON), ("10", NOON))),
    "a record twice": (AT_NOON, {}, rows(("10", NOON), ("10", LATER))),
    "the row before": (AT_NOON, {}, rows(("9", NOON))),
    "an earlier moment": (AT_NOON, {}, rows(("10", "01/15/2026 11:59:59"))),
    "no moment": (AT_NOON, {}, rows(("10", ""))),
    "a moment where none was asked for": (UNDATED, {}, rows(("10", NOON))),
    "an undated row before": (UNDATED, {}, rows(("9", ""))),
    "days first": (AT_NOON, {}, rows(("10", "25/01/2026 12:00:00"))),
    "twelve hours": (AT_NOON, {}, rows(("10", "01/25/2026 1:00 PM"))),
    "a number that is none": (AT_NOON, {}, rows(("10a", NOON))),
    "a number of other digits": (AT_NOON, {}, rows(("١٠", NOON))),
    "less than it says": (AT_NOON, {}, rows(("10", NOON), total=2)),
    "nothing where something follows": (AT_NOON, {}, rows(total=5)),
    "more than it says": (AT_NOON, {}, rows(("10", NOON), ("11", NOON), total=1)),
    "more than a page": (AT_NOON, {}, rows(("10", NOON), ("11", NOON), ("12", NOON))),
    "another object": (AT_NOON, {}, rows(("10", NOON)).replace(b"CLASS>", b"ITEM>")),
    "no number": (AT_NOON, {}, rows(("", NOON))),
    "another level": (AT_NOON, {}, rows(("10", NOON), location="100")),
    "of another entity": (None, ENTITY, rows(("10", NOON), location="100", owner="200")),
    "no count": (AT_NOON, {}, answer(success("look", "<data/>", function="query"))),
    "another function": (AT_NOON, {}, rows().replace(b">look<", b">other<")),
    "refused": (AT_NOON, {}, answer(failure("look", ("PL04000005", "no permission"), function="query"))),
    "a web page": (AT_NOON, {}, b"<html/>"),
}


@pytest.mark.parametrize(("since", "where", "body"), UNTRUE.values(), ids=UNTRUE)
async def test_an_answer_to_something_else_is_unread_and_moves_no_cursor(
    since: Cursor | None, where: dict[str, str], body: bytes
) -> None:
    signed_in = page(session("x", location="100")) if where else SIGNED_IN
    async with serving(signed_in, page(body)) as server:
        changes = await read(server, since, **where)

    assert changes.failure
    assert (changes.records, changes.cursor, changes.more) == ((), since, False)
    assert changes.exchange
    assert "canary" not in changes.exchange.request


async def test_an_answer_that_repeats_itself_does_not_go_on_for_ever() -> None:
    async with serving(SIGNED_IN, page(rows(("10", NOON), ("11", NOON), total=99))) as server:
        first = await read(server, AT_NOON)
        server.replies.insert(0, SIGNED_IN)
        second = await read(server, first.cursor)

    assert (first.failure, bool(second.failure)) == ("", True)
    assert second.cursor == first.cursor


async def test_a_page_has_the_time_of_one_call() -> None:
    async with serving(slowly(SIGNED_IN), slowly(page(rows(("10", NOON))))) as server:
        changes = await read(server, AT_NOON, call_timeout_seconds=3)

    assert changes.failure
    assert changes.cursor == AT_NOON


async def test_no_secret_stands_in_a_failure() -> None:
    said = answer(failure("look", ("X", "sender&lt;&amp;&gt;canary session-canary-1"), function="query"))
    async with serving(SIGNED_IN, page(said)) as server:
        changes = await read(server, AT_NOON)

    assert changes.failure
    assert "canary" not in repr(changes)


def moment_after(position: Position, *, now: datetime) -> str:
    opened = place.opened(place.ended(position, now=now), kind="class", level="")
    assert opened
    return opened.moment


def test_the_next_sweep_begins_a_look_back_before_the_last_ones_end() -> None:
    began, now = 1_800_000_000, datetime.fromtimestamp(1_800_000_000, UTC)
    last = Position(kind="class", level="", undated=True, newest="03/01/2026 01:00:00", began=began)
    opened = place.opened(place.ended(last, now=now), kind="class", level="")
    assert opened

    begun = place.begun(opened, look_back=timedelta(minutes=150), now=now)

    assert (begun.moment, begun.record, begun.reached) == ("02/28/2026 22:30:00", "0", "03/01/2026 01:00:00")


def test_the_next_sweep_begins_earlier_by_the_time_that_the_last_one_took() -> None:
    position = Position(kind="class", level="", undated=True, newest="03/01/2026 10:00:00", began=1_800_000_000)

    assert moment_after(position, now=datetime.fromtimestamp(1_800_007_199.5, UTC)) == "03/01/2026 08:00:00"


def test_a_sweep_that_saw_nothing_new_gives_nothing_up() -> None:
    old = Position(kind="class", level="", undated=True, reached=NOON, began=1_800_000_000)

    assert moment_after(old, now=datetime.fromtimestamp(1_800_009_999, UTC)) == NOON


async def test_a_moment_in_the_future_does_not_blind_the_sweeps_that_follow() -> None:
    async with serving(SIGNED_IN, page(rows(("10", NOON), ("11", "12/31/2999 00:00:00"))), page(rows())) as server:
        first = await read(server, None)
        server.replies.insert(0, SIGNED_IN)
        last = await read(server, first.cursor)

    assert [record.ref.id for record in first.records] == ["10", "11"]
    opened = place.opened(last.cursor, kind="class", level="")
    assert opened
    assert "01/15/2026 11:59:00" < opened.moment <= NOON


def test_the_first_moment_there_is_has_no_earlier_one() -> None:
    assert place.earlier("01/01/0001 00:10:00", timedelta(minutes=150)) == "01/01/0001 00:00:00"


@pytest.mark.parametrize(
    "change",
    [{"moment": "yesterday"}, {"moment": "02/30/2026 00:00:00"}, {"newest": "' or 1"}, {"record": "-1"}, {"began": -1}],
)
def test_a_cursor_that_was_tampered_with_is_none(change: dict[str, Any]) -> None:
    whole = msgspec.to_builtins(Position(kind="class", level="", moment=NOON))
    text = Cursor(msgspec.json.encode(whole | change).decode())

    assert place.opened(text, kind="class", level="") is None
