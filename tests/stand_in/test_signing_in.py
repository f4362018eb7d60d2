"""Who may ask, at which level, and how a refusal looks at each level of verdict."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from backend.stand_in.company.scenario import DEFAULT_FILE
from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, status, text
from tests.stand_in.requests import LOGIN, customer, function, invoice, request


def test_a_session_opens_at_the_entity_it_names(stand_in: StandIn) -> None:
    call = function("s", "<getAPISession><locationid>200</locationid></getAPISession>")

    api = stand_in.call(call)[0].find("data/api")

    assert api is not None
    assert text(api, "locationid") == "200"
    assert text(api, "endpoint") == stand_in.url
    answer = stand_in.post(request(call, session=text(api, "sessionid")))
    assert text(answer, "operation/authentication/locationid") == "200"


def test_an_empty_locationid_leads_from_an_entity_back_to_the_top(stand_in: StandIn) -> None:
    session = stand_in.session("200")

    result = stand_in.call(function("s", "<getAPISession><locationid/></getAPISession>"), session=session)[0]

    assert text(result, "data/api/locationid") == ""


def test_without_a_locationid_the_session_stays_at_its_level(stand_in: StandIn) -> None:
    session = stand_in.session("200")

    result = stand_in.call(function("s", "<getAPISession/>"), session=session)[0]

    assert text(result, "data/api/locationid") == "200"


def test_a_session_at_an_unknown_entity_is_refused_as_a_sign_in(stand_in: StandIn) -> None:
    call = function("s", "<getAPISession><locationid>900</locationid></getAPISession>")

    result = stand_in.call(call)[0]

    assert status(result) == "failure"
    assert chain(result)[0][0] == "XL03000006"


def test_an_unknown_session_is_an_authentication_failure_without_a_user(stand_in: StandIn) -> None:
    answer = stand_in.post(request(customer("C1"), session="nobody"))

    operation = answer.find("operation")
    assert operation is not None
    assert text(operation, "authentication/status") == "failure"
    assert text(operation, "authentication/userid") == ""
    assert chain(operation)[0] == ("XL03000006", "Invalid session. Please sign in again.")
    assert operation.find("result") is None


def test_a_session_ends_when_it_was_not_used(stand_in: StandIn) -> None:
    session = stand_in.session("")
    stand_in.change(session_seconds=0)
    stand_in.call(customer("C1"), session=session)

    answer = stand_in.post(request(customer("C2"), session=session))

    assert text(answer, "operation/authentication/status") == "failure"
    assert [each["natural_key"] for each in stand_in.ledger()] == ["C1"]


@pytest.mark.parametrize(
    "login",
    [
        LOGIN.format("").replace("console-password", "wrong"),
        LOGIN.format("").replace("demo", "other"),
        LOGIN.format("").replace("<userid>console", "<userid>somebody"),
        LOGIN.format("<locationid>900</locationid>"),
        "",
    ],
)
def test_a_wrong_sign_in_executes_nothing(stand_in: StandIn, login: str) -> None:
    answer = stand_in.post(request(customer("C1"), login=login))

    assert text(answer, "control/status") == "success"
    assert text(answer, "operation/authentication/status") == "failure"
    assert answer.find("operation/result") is None
    assert stand_in.ledger() == []


def test_a_refused_sign_in_is_told_whose_it_was(stand_in: StandIn) -> None:
    answer = stand_in.post(request(customer("C1"), login=LOGIN.format("").replace("console-password", "wrong")))

    told = {child.tag: child.text for child in answer.findall("operation/authentication/*")}
    assert told == {"status": "failure", "userid": "console", "companyid": "demo", "locationid": None}
    assert chain(answer.findall("operation")[0])[0][0] == "XL03000006"


def test_an_answer_repeats_its_request_and_tells_who_signed_in_where(stand_in: StandIn) -> None:
    answer = stand_in.post(request(customer("C1"), login=LOGIN.format("<locationid>100</locationid>")))

    control = {child.tag: child.text for child in answer.findall("control/*")}
    assert control == {
        "status": "success", "senderid": "syncline", "controlid": "request-1", "uniqueid": "true", "dtdversion": "3.0",
    }  # fmt: skip
    signed_in = {child.tag: child.text for child in answer.findall("operation/authentication/*")}
    assert list(signed_in) == ["status", "userid", "companyid", "locationid", "sessiontimestamp", "sessiontimeout"]
    assert [signed_in[name] for name in ("userid", "companyid", "locationid")] == ["console", "demo", "100"]


def test_a_user_works_at_no_level_but_the_permitted_ones(start: Callable[..., StandIn], tmp_path: Path) -> None:
    scenario = json.loads(DEFAULT_FILE.read_text())
    scenario["users"][0]["entities"] = ["100"]
    (tmp_path / "scenario.json").write_text(json.dumps(scenario))
    stand_in = start("--scenario", str(tmp_path / "scenario.json"))
    opened = function("s", "<getAPISession><locationid>200</locationid></getAPISession>")

    top = stand_in.post(request(opened))
    here, there = (stand_in.post(request(opened, login=_at(level))) for level in ("100", "200"))

    assert [text(each, "operation/authentication/status") for each in (top, here, there)] == [
        "failure", "success", "failure",
    ]  # fmt: skip
    assert chain(here.findall("operation/result")[0])[0][0] == "XL03000006"


def _at(level: str) -> str:
    return LOGIN.format(f"<locationid>{level}</locationid>")


def test_a_login_with_an_empty_locationid_is_at_the_top(stand_in: StandIn) -> None:
    answer = stand_in.post(request(customer("C1"), login=LOGIN.format("<locationid/>")))

    assert text(answer, "operation/authentication/locationid") == ""
    assert stand_in.ledger()[0]["level"] == "top"


@pytest.mark.parametrize(("sender", "password"), [("nobody", "syncline-sender"), ("syncline", "wrong")])
def test_a_wrong_sender_is_a_control_failure(stand_in: StandIn, sender: str, password: str) -> None:
    answer = stand_in.post(request(customer("C1"), sender=sender, sender_password=password))

    assert text(answer, "control/status") == "failure"
    assert chain(answer)[0][0] == "XL03000006"
    assert answer.find("operation") is None
    assert stand_in.ledger() == []


@pytest.mark.parametrize(
    "body",
    [
        "<request><control>",
        request(customer("C1")).replace("<senderid>syncline</senderid>", "") + "",
        request(customer("C1")).replace("<controlid>request-1</controlid>", ""),
        request(customer("C1")).replace(' controlid="customer-C1"', ""),
        request(customer("C1"), more="<colour/>"),
        request(customer("C1"), uniqueid="", more="<uniqueid>true</uniqueid>"),
        '<!DOCTYPE request [<!ENTITY a "b">]>' + request(customer("C1")),
        request(customer("C1")).replace("3.0", "9.9"),
    ],
)
def test_what_the_schema_refuses_is_a_control_failure_and_executes_nothing(stand_in: StandIn, body: str) -> None:
    answer = stand_in.post(body)

    assert text(answer, "control/status") == "failure"
    assert chain(answer)[0][0] == "XL03000003"
    assert stand_in.ledger() == []


def test_every_error_has_four_texts_and_the_first_a_support_id_of_its_own(stand_in: StandIn) -> None:
    failures = stand_in.call(invoice("I1"), invoice("I2"))

    errors = [failure.findall("errormessage/error")[0] for failure in failures]
    names = [child.tag for child in errors[0]]
    assert names == ["errorno", "description", "description2", "correction"]
    ids = [text(error, "description2").partition("[Support ID: ")[2] for error in errors]
    assert ids[0] != ids[1]
    assert all("%7E" in each for each in ids)
