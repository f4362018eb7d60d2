"""The line to the gateway: what is written, what is believed of the answer, and what is written down."""

import pytest

from backend.connectors.sage_intacct.wire.requests import without_sessions
from backend.domain.pushes.outcome import Result
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.gateway import answer, failure, made, page, serving, session, success
from tests.connectors.line.lines import SIGNED_IN, customer, look, rows, send

pytestmark = pytest.mark.anyio


async def test_a_write_is_protected_against_repetition_and_a_look_is_not() -> None:
    async with serving(SIGNED_IN, page(answer(made("key-C1", key="C1"))), SIGNED_IN, page(rows())) as server:
        await send(server, customer())
        await look(server, customer())

    flags = [b"<uniqueid>true</uniqueid>" in asked for asked in server.asked]
    assert flags == [False, True, False, False]
    assert b'<operation transaction="false">' in server.asked[1]
    assert b'<function controlid="key-C1"><create>' in server.asked[1]


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


@pytest.mark.parametrize("id_", ["<![CDATA[canary]]>", "<!-- new -->canary", "<![CDATA[a<b]]>canary", "<a/>canary"])
def test_a_session_is_masked_however_it_is_written(id_: str) -> None:
    kept = without_sessions(f"<api><sessionid>{id_}</sessionid><sessionid/><locationid>100</locationid></api>")

    assert kept == "<api><sessionid>***</sessionid><sessionid/><locationid>100</locationid></api>"


async def test_outcomes_of_one_request_share_one_exchange() -> None:
    body = answer(made("key-C1", key="C1"), made("key-C2", "2", key="C2"))
    async with serving(SIGNED_IN, page(body)) as server:
        first, second = await send(server, customer("C1"), customer("C2"))

    assert first.exchange is second.exchange
    assert first.exchange
    assert (first.exchange.http_status, first.exchange.bytes_sent) == (200, len(server.asked[1]))
