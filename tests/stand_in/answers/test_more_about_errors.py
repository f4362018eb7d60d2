"""What a client is told of each error besides, when it asks with `showadditionalerrorinfo`."""

import pytest
from lxml import etree

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import text
from tests.stand_in.requests import customer, function, invoice, request

ASKED = "<showadditionalerrorinfo>true</showadditionalerrorinfo>"
ACCOUNT = function(
    "a",
    "<create><GLACCOUNT><ACCOUNTNO>4000</ACCOUNTNO><TITLE>Sales</TITLE><NORMALBALANCE>credit</NORMALBALANCE>"
    "<CLOSINGTYPE>closing account</CLOSINGTYPE></GLACCOUNT></create>",
)


def _ids(answer: etree._Element) -> list[str]:
    return [text(each, "additionalinfo/errorid") for each in answer.iterfind(".//errormessage/error")]


def test_nothing_more_is_told_to_who_does_not_ask(stand_in: StandIn) -> None:
    answer = stand_in.post(request(invoice("I1")))

    assert answer.find(".//error") is not None
    assert answer.find(".//additionalinfo") is None


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"sender_password": "wrong"}, ["SIGN_IN_REFUSED"]),
        ({"session": "nobody"}, ["SIGN_IN_REFUSED"]),
        ({}, ["INVALID_REFERENCE", "COULD_NOT_CREATE_RECORD", "TRANSACTION_NOT_CREATED"]),
        (
            {"transaction": "true"},
            ["INVALID_REFERENCE", "COULD_NOT_CREATE_RECORD", "TRANSACTION_NOT_CREATED", "TRANSACTION_ROLLED_BACK"],
        ),
    ],
)
def test_every_error_of_every_level_has_an_id(stand_in: StandIn, asked: dict[str, str], ids: list[str]) -> None:
    answer = stand_in.post(request(invoice("I1"), more=ASKED, **asked))

    assert _ids(answer) == [f"STAND-IN.{each}" for each in ids]


def test_an_id_of_sages_is_told_where_it_is_known(stand_in: StandIn) -> None:
    answer = stand_in.post(request(ACCOUNT, more=ASKED))

    assert _ids(answer) == ["GL-0493", "STAND-IN.COULD_NOT_CREATE_RECORD"]


def test_the_values_in_a_text_are_told_by_their_names(stand_in: StandIn) -> None:
    result = stand_in.call(invoice("I1", customer_id='"&lt;C>"'), more=ASKED)[0]

    info = result.find("errormessage/error/additionalinfo")
    assert info is not None
    assert [child.tag for child in info] == [
        "errorid", "category", "target", "description", "cdescription", "correction",
    ]  # fmt: skip
    assert text(info, "category") == "Invalid value"
    assert text(info, "cdescription/messageid") == "IA.INVALID_REFERENCE"
    named = {each.get("name"): each.get("value") for each in info.iterfind("cdescription/placeholders/placeholder")}
    assert named == {"OBJECT": "Customer", "VALUE": '"<C>"'}
    assert text(info, "description/messageid") == ""


def test_the_support_id_of_a_text_is_told_apart_from_it(stand_in: StandIn) -> None:
    stand_in.call(customer("C1"))

    error = stand_in.call(customer("C1", control_id="again"), more=ASKED)[0].find("errormessage/error")

    assert error is not None
    target = error.find("additionalinfo/target")
    assert target is not None
    assert text(error, "description2").endswith(target.get("requestinfo", "nothing"))
