"""The line to the gateway: sessions, levels, paging, and what is written down."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import pytest

from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.connector import SageIntacct
from backend.domain.levels import TOP
from backend.domain.pushes.found import Difference, Found, Match
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.domain.pushes.push import Push
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.gateway import LOST, Scripted, answer, failure, made, page, serving, session, success
from tests.connectors.make import make_push, make_version

pytestmark = pytest.mark.anyio

CONNECTOR = SageIntacct()
CONTACT = "".join(
    f"<DISPLAYCONTACT.{name}>{value}</DISPLAYCONTACT.{name}>"
    for name, value in [
        ("PRINTAS", "N"),
        ("COMPANYNAME", "N"),
        ("FIRSTNAME", "Martín"),
        ("LASTNAME", "Sommer"),
        ("MAILADDRESS.ADDRESS1", "C/ Araquil, 67"),
        ("MAILADDRESS.CITY", "Madrid"),
        ("MAILADDRESS.ISOCOUNTRYCODE", "ES"),
    ]
)
SECRETS = {"sender_password": "sender<&>canary", "user_password": 'user"canary'}
SIGNED_IN = page(session("session-canary-1"))


def config(server: Scripted) -> IntacctConfig:
    return IntacctConfig(company_id="acme", sender_id="s", user_id="u", endpoint=server.url, call_timeout_seconds=5)


def customer(key: str = "C1", *, remote: RemoteRef | None = None) -> Push:
    settings = IntacctConfig(company_id="acme", sender_id="s", user_id="u")
    return make_push(CONNECTOR, make_version("customer", key, name="N"), settings, key=f"key-{key}", remote=remote)


async def send(server: Scripted, *batch: Push, level: str = TOP) -> list[Outcome]:
    async with CONNECTOR.open(config(server), SECRETS, level) as remote:
        return list(await remote.push(batch))


async def look(server: Scripted, *wanted: Push, level: str = TOP) -> list[Found]:
    async with CONNECTOR.open(config(server), SECRETS, level) as remote:
        return list(await remote.find(wanted))


async def test_a_session_is_opened_alone_and_used_for_what_follows() -> None:
    async with serving(SIGNED_IN, page(answer(made("key-C1", "7", key="C1")))) as server:
        (outcome,) = await send(server, customer())

    sign_in, push = server.asked
    assert outcome.remote == RemoteRef(id="7", number="C1")
    assert sign_in.count(b"<function ") == 1
    assert b"<getAPISession><locationid></locationid></getAPISession>" in sign_in
    assert b"<login>" in sign_in
    assert b"<sessionid>session-canary-1</sessionid>" in push
    assert b"<login>" not in push


async def test_a_write_is_protected_against_repetition_and_a_look_is_not() -> None:
    async with serving(SIGNED_IN, page(answer(made("key-C1", key="C1"))), SIGNED_IN, page(rows())) as server:
        await send(server, customer())
        await look(server, customer())

    flags = [b"<uniqueid>true</uniqueid>" in asked for asked in server.asked]
    assert flags == [False, True, False, False]
    assert b'<operation transaction="false">' in server.asked[1]
    assert b'<function controlid="key-C1"><create>' in server.asked[1]


async def test_an_ended_session_is_renewed_once_and_the_same_bytes_are_sent() -> None:
    renewed = page(session("session-canary-2"))
    async with serving(SIGNED_IN, page(LOST.encode()), renewed, page(answer(made("key-C1", key="C1")))) as server:
        (outcome,) = await send(server, customer())

    assert outcome.result is Result.APPLIED
    first, second = (asked.split(b"<content>")[1] for asked in server.asked[1::2])
    assert first == second


async def test_a_session_that_ends_again_at_once_writes_nothing() -> None:
    async with serving(SIGNED_IN, page(LOST.encode()), SIGNED_IN, page(LOST.encode())) as server:
        (outcome,) = await send(server, customer())

    assert (outcome.result, outcome.error_class) == (Result.NOT_APPLIED, ErrorClass.CONNECTION)
    assert len(server.asked) == 4


def slowly(reply: bytes) -> Callable[[], Awaitable[bytes]]:
    async def say() -> bytes:
        await asyncio.sleep(1.8)
        return reply

    return say


async def test_signing_in_and_sending_share_the_time_of_one_call() -> None:
    done = page(answer(made("key-C1", key="C1")))
    async with serving(slowly(SIGNED_IN), slowly(done)) as server:
        settings = msgspec.structs.replace(config(server), call_timeout_seconds=3)
        async with CONNECTOR.open(settings, SECRETS, TOP) as remote:
            (outcome,) = await remote.push([customer()])

    assert outcome.result is Result.UNKNOWN


async def test_tasks_that_share_a_line_share_its_session() -> None:
    async with serving(SIGNED_IN, page(rows())) as server, CONNECTOR.open(config(server), SECRETS, TOP) as remote:
        await asyncio.gather(*[remote.find([customer()]) for _ in range(5)])

    assert sum(b"<login>" in asked for asked in server.asked) == 1


@pytest.mark.parametrize(("company", "ok"), [("acme", True), ("ACME", True), ("big|acme", True), ("acme2", False)])
async def test_a_session_in_another_company_is_not_in_order(company: str, ok: bool) -> None:
    async with serving(SIGNED_IN) as server:
        settings = msgspec.structs.replace(config(server), company_id=company)
        async with CONNECTOR.open(settings, SECRETS, TOP) as remote:
            health, (outcome,) = await remote.check(), await remote.push([customer()])

    assert health.ok == ok
    assert ok or "signed us in to company acme, not acme2" in health.sentence
    assert ok or (outcome.result, outcome.cause) == (Result.NOT_APPLIED, "wrong company")
    assert ok or all(b"getAPISession" in asked for asked in server.asked), "nothing is sent to another company"


async def test_a_session_at_an_entity_is_asked_for_and_used_there() -> None:
    there = page(session("x", location="100"))
    async with serving(there, page(answer(made("key-C1", key="C1"), location="100"))) as server:
        (outcome,) = await send(server, customer(), level="100")

    assert outcome.level == "100"
    assert b"<getAPISession><locationid>100</locationid></getAPISession>" in server.asked[0]


async def test_a_session_at_another_level_writes_nothing() -> None:
    async with serving(page(session("x", location="200"))) as server:
        (outcome,) = await send(server, customer(), level="100")

    assert (outcome.result, outcome.error_class, outcome.cause) == (Result.NOT_APPLIED, ErrorClass.SETUP, "wrong level")
    assert len(server.asked) == 1


async def test_a_success_at_another_level_is_no_success() -> None:
    batch = [customer("C1"), customer("C2")]
    body = answer(made("key-C1", key="C1"), failure("key-C2", ("X", "no")), location="200")
    async with serving(page(session("x", location="100")), page(body)) as server:
        done, refused = await send(server, *batch, level="100")

    assert (done.result, done.cause, done.level) == (Result.UNKNOWN, "wrong level", "200")
    assert (refused.result, refused.cause) == (Result.NOT_APPLIED, "wrong level")
    assert "entity 200" in done.sentence


@pytest.mark.parametrize(
    "result",
    [
        made("key-C1", name="vendor"),
        made("key-C1", key="C2"),
        success("key-C1", "<key>8</key>", function="update"),
        success("key-C1", function="create_invoice"),
    ],
    ids=["another object", "another number", "another record", "another function"],
)
async def test_a_success_about_another_record_is_unknown(result: str) -> None:
    async with serving(SIGNED_IN, page(answer(result))) as server:
        (outcome,) = await send(server, customer(remote=RemoteRef(id="7") if "update" in result else None))

    assert outcome.result is Result.UNKNOWN


async def test_another_session_address_is_used_only_in_the_same_house() -> None:
    elsewhere = page(session("x", endpoint="http://127.0.0.1:1/stolen"))
    async with serving(elsewhere, page(answer(made("key-C1", key="C1")))) as server:
        (outcome,) = await send(server, customer())

    assert outcome.result is Result.APPLIED


async def test_retry_after_is_passed_on() -> None:
    async with serving(SIGNED_IN, page(b"", status=429, headers="retry-after: 17\r\n")) as server:
        (outcome,) = await send(server, customer())

    assert outcome.retry_after
    assert outcome.retry_after.total_seconds() == 17


async def test_secrets_are_masked_wherever_they_come_back() -> None:
    echoed = "sender&lt;&amp;&gt;canary user&quot;canary session-canary-1 other <sessionid>other-canary</sessionid>"
    async with serving(SIGNED_IN, page(answer(failure("key-C1", ("X", echoed))))) as server:
        (outcome,) = await send(server, customer())

    assert outcome.exchange
    kept = outcome.exchange.request + outcome.exchange.answer
    assert "canary" not in kept
    assert "<password>***</password>" in kept
    assert "<sessionid>***</sessionid>" in kept


async def test_outcomes_of_one_request_share_one_exchange() -> None:
    body = answer(made("key-C1", key="C1"), made("key-C2", "2", key="C2"))
    async with serving(SIGNED_IN, page(body)) as server:
        first, second = await send(server, customer("C1"), customer("C2"))

    assert first.exchange is second.exchange
    assert first.exchange
    assert (first.exchange.http_status, first.exchange.bytes_sent) == (200, len(server.asked[1]))


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


def rows(*keys: str, total: int | None = None, first: int = 1, location: str = "", owner: str = "") -> bytes:
    each = "".join(
        f"<CUSTOMER><RECORDNO>{n}</RECORDNO><CUSTOMERID>{key}</CUSTOMERID><MEGAENTITYID>{owner}</MEGAENTITYID>"
        "<NAME>N</NAME><TERMNAME>Net 30</TERMNAME><CURRENCY>USD</CURRENCY>"
        f"<DISPLAYCONTACT.PHONE1>(91) 555 22 82</DISPLAYCONTACT.PHONE1>{CONTACT}</CUSTOMER>"
        for n, key in enumerate(keys, first)
    )
    count = len(keys) if total is None else total
    data = (
        f'<data listtype="CUSTOMER" totalcount="{count}" offset="0" count="{len(keys)}" numremaining="0">{each}</data>'
    )
    return answer(success("look", data, function="query"), location=location)
