"""The line to the gateway: sessions, and where they are."""

import asyncio

import msgspec
import pytest

from backend.domain.levels import TOP
from backend.domain.pushes.outcome import ErrorClass, Result
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.gateway import LOST, answer, made, page, serving, session
from tests.connectors.line.lines import CONNECTOR, SECRETS, SIGNED_IN, config, customer, rows, send, slowly

pytestmark = pytest.mark.anyio


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


async def test_another_session_address_is_used_only_in_the_same_house() -> None:
    elsewhere = page(session("x", endpoint="http://127.0.0.1:1/stolen"))
    async with serving(elsewhere, page(answer(made("key-C1", key="C1")))) as server:
        (outcome,) = await send(server, customer())

    assert outcome.result is Result.APPLIED
