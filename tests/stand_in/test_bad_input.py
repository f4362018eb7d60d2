"""Content that makes no sense is refused in words; the stand-in neither breaks nor keeps half of it."""

import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, status, text
from tests.stand_in.requests import customer, function, invoice, line, query, request

BILL = (
    "<create><APBILL><VENDORID>V</VENDORID><WHENCREATED>01/31/2024</WHENCREATED><WHENDUE>02/28/2024</WHENDUE>{}"
    "<APBILLITEMS><APBILLITEM>{}<TRX_AMOUNT>8.00</TRX_AMOUNT></APBILLITEM></APBILLITEMS></APBILL></create>"
)

CHANGE = '<update_invoice key="1"><updateinvoiceitems>{}</updateinvoiceitems></update_invoice>'


@pytest.mark.parametrize(
    "call",
    [
        function("x", BILL.format("<RECORDID>B1</RECORDID><RECORDID>B2</RECORDID>", "")),
        function("x", BILL.format("<RECORDID><A>1</A></RECORDID>", "")),
        function("x", BILL.format("", "<ACCOUNTNO>5000</ACCOUNTNO><ACCOUNTNO>5000</ACCOUNTNO>")),
        function("x", BILL.format("", "<ACCOUNTNO><A>1</A></ACCOUNTNO>")),
        function("x", "<create/>"),
        function("x", "<create><CUSTOMER>text</CUSTOMER></create>"),
        function("x", "<update><CUSTOMER><RECORDNO><A>1</A></RECORDNO></CUSTOMER></update>"),
        function("x", "<delete><object>CUSTOMER</object></delete>"),
        function("x", "<query><object>CUSTOMER</object><select><field>*</field></select></query>"),
        query("CUSTOMER", "NAME", more=f"<offset>{'9' * 5000}</offset>"),
        query("CUSTOMER", "NAME", more="<orderby><order><field>COLOUR</field></order></orderby>"),
        query("CUSTOMER", "NAME", condition="<lessthan><field>RECORDNO</field><value>NaN</value></lessthan>"),
        function("x", "<readByQuery><object>CUSTOMER</object><query>NAME = </query></readByQuery>"),
        function("x", "<readMore><resultId>none</resultId></readMore>"),
        invoice("I1", "<lineitem>words</lineitem>"),
        invoice("I1", line("99999999999999999999")),
        invoice("I1", line("NaN")),
        invoice("I1", day=(99999999999999999999, 1, 1)),
        invoice("I1")
        .replace("<invoiceitems>", "<invoiceitems>words")
        .replace("<lineitem>", "")
        .replace("</lineitem>", ""),
    ],
)
def test_a_function_without_sense_fails_alone(stand_in: StandIn, call: str) -> None:
    vendor = "<VENDORID>V</VENDORID><NAME>n</NAME><DISPLAYCONTACT><PRINTAS>n</PRINTAS></DISPLAYCONTACT>"
    stand_in.call(customer("C1"), function("v", f"<create><VENDOR>{vendor}</VENDOR></create>"))

    answer = stand_in.post(request(call, customer("C2")))

    results = answer.findall("operation/result")
    if not results:
        assert chain(answer)[0][0] == "XL03000003"
        return
    assert [status(each) for each in results] == ["failure", "success"]
    assert [each["natural_key"] for each in stand_in.ledger()] == ["C1", "V", "C2"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ('<update xmlns:x="urn:x"><CUSTOMER><RECORDNO>1</RECORDNO><x:MINE>n</x:MINE></CUSTOMER></update>', "'MINE'"),
        (CHANGE.format("<lineitem><colour>x</colour></lineitem>"), "'colour'"),
        (CHANGE.format("<row/>"), "'row'"),
    ],
)
def test_an_element_that_the_schema_does_not_know_refuses_the_request(stand_in: StandIn, call: str, words: str) -> None:
    stand_in.call(customer("C1"), invoice("I1"))

    answer = stand_in.post(request(function("x", call)))

    assert chain(answer)[0][0] == "XL03000003"
    assert words in chain(answer)[0][1]


@pytest.mark.parametrize("body", ["", "words", "<a/>", "<request/>", "<request>" * 1000, "<request>\u0000</request>"])
def test_what_is_no_request_is_a_control_failure(stand_in: StandIn, body: str) -> None:
    answer = stand_in.post(body)

    assert text(answer, "control/status") == "failure"
    assert {number for number, _ in chain(answer)} == {"XL03000003"}


def test_characters_of_markup_come_back_as_they_went_in(stand_in: StandIn) -> None:
    name = "A&B <\"Ä'> \U0001f600 ]]>"
    stand_in.call(customer("C1", name=name))

    read = "<readByName><object>CUSTOMER</object><keys>C1</keys><fields>NAME</fields></readByName>"
    result = stand_in.call(function("r", read))[0]

    assert text(result, "data/CUSTOMER/NAME") == name
    assert stand_in.ledger()[0]["fields"]["NAME"] == name
