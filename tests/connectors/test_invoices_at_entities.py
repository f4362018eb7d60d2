"""Sales invoices go to the stand-in at the level they are sent to, with what they need, once and to the cent."""

from typing import Any

import pytest

from backend.domain.levels import TOP
from backend.domain.objects import Version
from backend.domain.pushes.found import Difference, Match
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.domain.pushes.push import Push
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.make import make_push, make_version, new_key
from tests.connectors.third_parties import StandIn

pytestmark = pytest.mark.anyio


async def send(stand_in: StandIn, *versions: Version, level: str = TOP) -> list[Outcome]:
    async with stand_in.connector.open(stand_in.config, stand_in.secrets, level) as remote:
        return list(await remote.push([push(stand_in, version) for version in versions]))


def push(stand_in: StandIn, version: Version) -> Push:
    return make_push(stand_in.connector, version, stand_in.config)


@pytest.fixture
async def parents(stand_in: StandIn) -> dict[str, str]:
    """A customer, a class and an item of its own for each test."""
    keys = {kind: new_key(kind[:2].upper()) for kind in ("customer", "class", "item")}
    for kind in ("class", "customer", "item"):
        given: dict[str, Any] = {"class": keys["class"]} if kind == "item" else {}
        (outcome,) = await send(stand_in, make_version(kind, keys[kind], **given))
        assert outcome.result is Result.APPLIED, outcome
    return keys


def make_invoice(parents: dict[str, str], key: str = "") -> Version:
    lines = [
        {"item": parents["item"], "class": parents["class"], "quantity": "3", "unit_price": "0.10", "amount": "0.30"},
        {"item": parents["item"], "class": parents["class"], "amount": "1234.56", "description": "Ærø & <søn>"},
    ]
    whole: dict[str, Any] = {"customer": parents["customer"], "lines": lines, "freight": "32.38", "total": "1267.24"}
    return make_version("sales_invoice", key or new_key("INV/2026/07 Ä&?#"), **whole)


@pytest.mark.parametrize("level", [TOP, "100", "300"])
async def test_an_invoice_lies_at_the_level_it_was_sent_to(
    stand_in: StandIn, parents: dict[str, str], level: str
) -> None:
    version = make_invoice(parents)

    (outcome,) = await send(stand_in, version, level=level)

    assert (outcome.result, outcome.level) == (Result.APPLIED, level), outcome
    (line,) = [each for each in stand_in.ledger() if each["natural_key"] == version.ref.key]
    assert (line["kind"], line["level"], line["function"]) == ("sales_invoice", level, "create_invoice")
    assert line["fields"]["total"] == "1267.24"
    sent = line["fields"]["invoiceitems"]["lineitem"]
    assert [each["amount"] for each in sent] == ["0.30", "1234.56", "32.38"]
    assert sent[1]["memo"] == "Ærø & <søn>"


async def test_an_invoice_whose_answer_was_lost_is_found_where_it_lies(
    stand_in: StandIn, parents: dict[str, str]
) -> None:
    version = make_invoice(parents)
    await send(stand_in, version, level="200")

    matches = []
    for level in ("200", "100", TOP):
        async with stand_in.connector.open(stand_in.config, stand_in.secrets, level) as remote:
            matches += [found.match for found in await remote.find([push(stand_in, version)])]

    assert matches == [Match.EQUAL, Match.ABSENT, Match.FOREIGN]


async def test_an_invoice_of_a_customer_who_is_not_there_names_him(stand_in: StandIn, parents: dict[str, str]) -> None:
    (outcome,) = await send(stand_in, make_invoice({**parents, "customer": "HUNGO"}))

    assert (outcome.result, outcome.error_class) == (Result.REJECTED, ErrorClass.DATA)
    assert outcome.cause == "missing Customer HUNGO"
    assert outcome.support_id
    assert outcome.support_id not in outcome.sentence


async def test_an_unknown_entity_is_a_matter_of_set_up(stand_in: StandIn, parents: dict[str, str]) -> None:
    (outcome,) = await send(stand_in, make_invoice(parents), level="999")

    assert (outcome.result, outcome.error_class) == (Result.NOT_APPLIED, ErrorClass.SETUP)
    assert "entity" in outcome.sentence


async def test_a_changed_address_is_seen_by_a_look_at_the_record(stand_in: StandIn) -> None:
    version = make_version()
    (made,) = await send(stand_in, version)
    moved = make_version(key=version.ref.key, number=2, addresses=[{"use": "billing", "city": "Lisboa"}])
    update = make_push(stand_in.connector, moved, stand_in.config, remote=made.remote)

    async with stand_in.connector.open(stand_in.config, stand_in.secrets, TOP) as remote:
        (before,) = await remote.find([update])
        await remote.push([update])
        (after,) = await remote.find([update])

    assert (before.match, after.match) == (Match.OLDER, Match.EQUAL)
    assert Difference("DISPLAYCONTACT.MAILADDRESS.CITY", "city", "Madrid", "Lisboa") in before.differences


async def test_an_update_of_a_record_that_is_gone_is_rejected(stand_in: StandIn) -> None:
    gone = make_push(stand_in.connector, make_version(), stand_in.config, remote=RemoteRef(id="987654"))

    async with stand_in.connector.open(stand_in.config, stand_in.secrets, TOP) as remote:
        (outcome,) = await remote.push([gone])

    assert (outcome.result, outcome.error_class) == (Result.REJECTED, ErrorClass.DATA)
