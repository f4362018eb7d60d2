"""What the third party refuses is named, for the kinds and levels that it keeps from being sent."""

import pytest

from backend.connectors.registry import CONNECTORS
from backend.domain.integrations.findings import About
from backend.domain.kinds.registry import KINDS
from backend.domain.pushes.advice import Who
from tests.actions.examine.office import DOCUMENTS, Office, places
from tests.factories import sql

pytestmark = pytest.mark.anyio

ALL = tuple(CONNECTORS["sage_intacct"].kinds)
UNTRIED_PORT = "http://127.0.0.1:9/ia/xml/xmlgw.phtml"


async def test_where_all_is_well_each_level_and_each_kind_that_goes_there_is_named(office: Office) -> None:
    await office.use("100", "200")
    await office.configure(level_overrides={"200": "top", "300": "entity"})

    report = await office.examine()

    assert report.ok
    assert places(report) == {"top": list(KINDS), "100": DOCUMENTS, "300": DOCUMENTS}
    signed_in = [one.sentence for one in report.findings if one.about is About.SIGN_IN]
    assert signed_in[1] == "Signed in to company demo as user console, sender syncline, at entity 100"
    (audit,) = await sql("SELECT * FROM audit WHERE action = 'integration.examined'")
    assert (audit["actor"], audit["integration"]) == ("Ada", office.number)


async def test_a_right_that_is_missing_is_named_for_its_kind_at_each_level(office: Office) -> None:
    await office.use("100")
    with office.third_party.refusing({"ARINVOICE": ["read"], "VENDOR": ["read"]}):
        found = await office.unwell()

    assert [(one.level, one.kind, one.stuck) for one in found] == [
        ("top", "supplier", ("supplier",)),
        ("top", "sales_invoice", ("sales_invoice",)),
        ("100", "sales_invoice", ("sales_invoice",)),
    ]
    assert {one.who for one in found} == {Who.THERE}
    assert found[0].sentence == "The Intacct user may not READ VENDOR."
    assert found[0].next_step == (
        "An administrator of Sage Intacct: Give the role of the web services user the permission for it."
    )
    assert "PL04000005" in found[0].raw


async def test_fields_of_the_settings_that_people_did_not_add_are_said_once_for_all_their_kinds(office: Office) -> None:
    await office.configure(config={"marker_field": "NOT_ADDED", "custom_fields": {"region": "REGION_4"}})

    (found,) = await office.unwell()

    assert set(found.stuck) == set(ALL) - {"payment_term"}
    assert (found.kind, found.who) == ("", Who.THERE)
    assert found.sentence == "The Intacct company does not know the fields NOT_ADDED, REGION_4."
    assert found.next_step == (
        "An administrator of Sage Intacct: Create the fields at Intacct, or have their names corrected in "
        "`marker_field` and `custom_fields`."
    )


async def test_too_many_requests_are_not_put_on_the_network(office: Office) -> None:
    too_many = {"match": {"function": "query"}, "do": "status", "value": {"status": 429, "form": "html"}}
    office.third_party.faults([too_many])

    (found,) = await office.unwell()

    assert found.who is Who.NOBODY
    assert found.sentence == "Intacct refuses more requests for the moment."
    assert "network" not in found.next_step
    assert "lower the number of connections" in found.next_step


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ({"errorno": "Query Failed", "description2": "Object definition PROJECT not found"}, "has no PROJECT"),
        ({"errorno": "Invalid fields list PROJECTCATEGORY", "description2": ""}, "the field PROJECTCATEGORY"),
    ],
)
async def test_what_the_company_does_not_have_is_named(office: Office, error: dict[str, str], words: str) -> None:
    office.third_party.faults([{"match": {"function": "query", "kind": "project"}, "do": "error_code", "value": error}])

    (found,) = await office.unwell()

    assert words in found.sentence
    assert found.who is Who.THERE


@pytest.mark.parametrize(
    ("wrong", "who", "words"),
    [
        ({"sender_id": "stranger"}, Who.THERE, "has not authorized our sender ID"),
        ({"sender_id": "nobody"}, Who.SETTINGS, "refuses the sender ID or its password"),
        ({"user_id": "nobody"}, Who.SETTINGS, "refuses the sign-in"),
        ({"company_id": "elsewhere"}, Who.SETTINGS, "refuses the sign-in"),
        ({"endpoint": UNTRIED_PORT}, Who.NOBODY, "cannot be reached"),
    ],
)
async def test_a_sign_in_that_is_refused_stops_every_kind(
    office: Office, wrong: dict[str, str], who: Who, words: str
) -> None:
    await office.configure(config=wrong)

    (found,) = await office.unwell()

    assert (found.about, found.level, found.who) == (About.SIGN_IN, "top", who)
    assert words in found.sentence
    assert set(found.stuck) == set(ALL)


async def test_a_password_that_is_wrong_is_tried_twice_at_most(office: Office) -> None:
    await office.use("100", "200", "300")
    await office.configure(secrets={"user_password": "wrong"})

    first, second, not_asked = await office.unwell()

    assert [(one.level, one.who) for one in (first, second)] == [("top", Who.SETTINGS), ("100", Who.SETTINGS)]
    assert not_asked.sentence == "Not asked at entity 200, entity 300: more refused sign-ins could lock the user out"
    assert office.third_party.stats()["requests"] == 2


async def test_an_entity_that_the_user_may_not_enter_stops_its_documents_alone(office: Office) -> None:
    await office.use("100", "200")
    await office.configure(config={"user_id": "narrow"})

    report = await office.examine()

    assert places(report) == {"top": list(KINDS), "100": DOCUMENTS}
    (found,) = [one for one in report.findings if not one.ok]
    assert (found.about, found.level, found.who, list(found.stuck)) == (About.SIGN_IN, "200", Who.THERE, DOCUMENTS)
    assert "let the web services user enter it" in found.next_step


async def test_a_level_that_refuses_a_user_whom_another_one_lets_in_is_a_matter_of_the_company(office: Office) -> None:
    await office.use("100")
    refused = {"errorno": "XL03000006", "description2": "Sign-in information is incorrect."}
    office.third_party.faults(
        [{"match": {"function": "getAPISession"}, "do": "error_code", "value": refused, "times": 1}]
    )

    (found,) = await office.unwell()

    assert (found.level, found.who) == ("top", Who.THERE)
    assert found.sentence.endswith("check that this one is there and open to the user.")


async def test_a_user_who_may_enter_an_entity_only_can_send_its_documents(office: Office) -> None:
    await office.use("100")
    await office.configure(config={"user_id": "local"})

    report = await office.examine()

    assert places(report) == {"100": DOCUMENTS}
    assert [(one.level, set(one.stuck)) for one in report.findings if not one.ok] == [("top", set(ALL))]


async def test_a_third_party_that_does_not_answer_is_not_asked_on_and_its_connection_rests(office: Office) -> None:
    await office.use("100")
    office.third_party.faults([{"match": {"function": "query"}, "do": "delay", "value": 4}])

    away, not_asked = await office.unwell()

    assert (away.level, away.who, set(away.stuck)) == ("top", Who.NOBODY, set(ALL))
    assert not_asked.sentence == "Not asked at entity 100: it cannot be reached for the moment"
    assert len(await sql("SELECT FROM slot WHERE lease_until > clock_timestamp() + interval '30 s'")) == 1


async def test_a_session_that_ends_at_once_again_and_again_is_said_once(office: Office) -> None:
    office.third_party.play("settings", {"session_seconds": 0})

    found = await office.unwell()

    assert [(one.who, "session twice" in one.sentence) for one in found] == [(Who.NOBODY, True)]
