"""One row of each kind, asked for in one request: what each refusal means, and for which kind."""

import re

import msgspec
import pytest

from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.connector import SageIntacct
from backend.connectors.sage_intacct.kinds.custom import Added
from backend.connectors.sage_intacct.kinds.registry import KINDS
from backend.connectors.sage_intacct.looking.finding import fields_of
from backend.domain.levels import TOP
from backend.domain.pushes.advice import Who
from backend.domain.pushes.health import Health
from tests.connectors.gateway import LOST, Scripted, answer, failure, page, serving, session, success
from tests.connectors.third_parties import StandIn

pytestmark = pytest.mark.anyio

CONNECTOR = SageIntacct()
SECRETS = {"sender_password": "sender-canary", "user_password": "user-canary"}
SIGNED_IN = page(session("session-canary-1"))
FORBIDDEN = "You do not have permission for API operation READ on objects of type CUSTOMER"


def config(server: Scripted) -> IntacctConfig:
    return IntacctConfig(company_id="acme", sender_id="s", user_id="u", endpoint=server.url, call_timeout_seconds=5)


async def probe(server: Scripted, *kinds: str, level: str = TOP) -> list[Health]:
    async with CONNECTOR.open(config(server), SECRETS, level) as remote:
        return list(await remote.probe(kinds))


def shown(kind: str, *rows: str) -> str:
    name = KINDS[kind].remote_name
    inside = "".join(f"<{name}><RECORDNO>{row}</RECORDNO></{name}>" for row in rows)
    data = f'<data listtype="{name}" totalcount="9" offset="0" count="{len(rows)}" numremaining="8">{inside}</data>'
    return success(kind, data, function="query")


async def test_all_kinds_are_asked_in_one_request_that_only_reads() -> None:
    async with serving(SIGNED_IN, page(answer(*map(shown, KINDS)))) as server:
        healths = await probe(server, *KINDS)

    assert [one.ok for one in healths] == [True] * len(KINDS)
    assert len(server.asked) == 2
    asked = server.asked[1].decode()
    assert "<uniqueid>false</uniqueid>" in asked
    assert set(re.findall(r"<function [^>]*><(\w+)>", asked)) == {"query"}
    assert asked.count("<pagesize>1</pagesize>") == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
async def test_the_fields_of_a_look_are_fields_of(kind: str) -> None:
    async with serving(SIGNED_IN, page(answer(shown(kind, "7")))) as server:
        await probe(server, kind)

    asked = re.findall("<field>(.*?)</field>", server.asked[1].decode())
    assert asked == list(dict.fromkeys(fields_of(KINDS[kind], Added.of(config(server), KINDS[kind]))))


async def test_a_field_of_our_settings_that_people_did_not_add_is_named(stand_in: StandIn) -> None:
    for named in ({"marker_field": "NOT_ADDED"}, {"custom_fields": {"region": "NOT_ADDED"}}):
        settings = msgspec.structs.replace(stand_in.config, **named)
        async with stand_in.connector.open(settings, stand_in.secrets, TOP) as remote:
            customer, term = await remote.probe(["customer", "payment_term"])

        assert (customer.ok, customer.who, term.ok) == (False, Who.THERE, True)
        assert customer.sentence == "The Intacct company does not know the field NOT_ADDED."
        assert customer.next_step.startswith("Create the field at Intacct, or have its name corrected in `")


@pytest.mark.parametrize(
    ("error", "who", "words"),
    [
        (("PL04000005", FORBIDDEN), Who.THERE, "may not READ CUSTOMER"),
        (("Query Failed", "Object definition CUSTOMER not found"), Who.THERE, "has no CUSTOMER"),
        (("Invalid fields list MEGAENTITYID", ""), Who.THERE, "does not know the field MEGAENTITYID"),
        (("BL01001973", "The Service is Temporarily Off-line"), Who.NOBODY, "off-line"),
        (("XX99", "Nobody has seen this"), Who.SUPPORT, "Nobody has seen this"),
    ],
)
async def test_a_refusal_is_about_its_kind_and_says_who_can_mend_it(
    error: tuple[str, str], who: Who, words: str
) -> None:
    refused = failure("customer", error, function="query")
    async with serving(SIGNED_IN, page(answer(shown("item"), refused, shown("supplier", "1")))) as server:
        item, customer, supplier = await probe(server, "item", "customer", "supplier")

    assert (item.ok, supplier.ok) == (True, True)
    assert (customer.ok, customer.who) == (False, who)
    assert words in customer.sentence
    assert error[0] in customer.raw


async def test_a_session_that_ended_is_renewed_once() -> None:
    asked = page(answer(shown("customer")))
    async with serving(SIGNED_IN, page(LOST.encode()), page(session("session-canary-2")), asked) as server:
        (healthy,) = await probe(server, "customer")
    async with serving(SIGNED_IN, page(LOST.encode()), SIGNED_IN, page(LOST.encode())) as twice:
        (lost,) = await probe(twice, "customer")

    assert healthy.ok
    assert (lost.ok, lost.who, len(twice.asked)) == (False, Who.NOBODY, 4)


async def test_an_answer_from_another_level_is_no_answer() -> None:
    there = page(session("session-canary-1", location="100"))
    async with serving(there, page(answer(shown("customer"), location=""))) as server:
        (found,) = await probe(server, "customer", level="100")

    assert not found.ok
    assert found.sentence == "Intacct looked at the top level, not at entity 100"


@pytest.mark.parametrize(
    "results",
    [
        (shown("item"),),
        (shown("customer"), shown("customer")),
        (success("customer", "", function="query"),),
        (success("customer", "<data><VENDOR/></data>", function="query"),),
    ],
    ids=["left out", "twice", "empty", "another object"],
)
async def test_an_answer_that_makes_no_sense_is_not_well(results: tuple[str, ...]) -> None:
    async with serving(SIGNED_IN, page(answer(*results))) as server:
        (found,) = await probe(server, "customer")

    assert (found.ok, found.who) == (False, Who.SUPPORT)


@pytest.mark.parametrize(
    ("reply", "who"),
    [(page(b"gone", status=503), Who.NOBODY), (page(b"<html>Sign in</html>"), Who.SUPPORT), (b"", Who.NOBODY)],
    ids=["an error of the server", "a web page", "a broken connection"],
)
async def test_no_answer_of_the_gateway_is_well_for_no_kind(reply: bytes, who: Who) -> None:
    async with serving(SIGNED_IN, reply) as server:
        healths = await probe(server, "customer", "item")

    assert [(one.ok, one.who) for one in healths] == [(False, who)] * 2
    assert len(set(healths)) == 1


async def test_what_the_gateway_repeats_of_our_secrets_is_masked() -> None:
    refused = failure("customer", ("XX99", "session-canary-1 and user-canary are odd"), function="query")
    async with serving(SIGNED_IN, page(answer(refused))) as server:
        (found,) = await probe(server, "customer")

    assert "canary" not in repr(found)
    assert found.sentence == "*** and *** are odd"


async def test_signing_in_says_who_we_are_there(stand_in: StandIn) -> None:
    async with CONNECTOR.open(stand_in.config, stand_in.secrets, "100") as remote:
        health = await remote.check()

    assert health.ok
    assert health.sentence == "Signed in to company demo as user console, sender syncline, at entity 100"
