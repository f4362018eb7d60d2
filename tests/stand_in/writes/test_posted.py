"""Posted documents are frozen when the company says so; payments always; lines are replaced as a whole."""

import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, column, status
from tests.stand_in.requests import customer, function, invoice, line, query
from tests.stand_in.writes.documents import both, delete, journal, receipt


def _change(name: str, fields: str) -> str:
    return function("u", f"<update><{name}><RECORDNO>1</RECORDNO>{fields}</{name}></update>")


@pytest.mark.parametrize(("action", "expected"), [("Submit", "failure"), ("Draft", "success")])
def test_a_payment_is_changed_and_deleted_as_a_draft_only(ready: StandIn, action: str, expected: str) -> None:
    ready.call(invoice("I1"), function("p", receipt(more=f"<ACTION>{action}</ACTION>")))

    change = _change("ARPYMT", "<PAYMENTMETHOD>Check</PAYMENTMETHOD>")
    results = ready.call(change, function("d", delete("ARPYMT")))

    assert [status(each) for each in results] == [expected, expected]


def test_posted_documents_are_frozen_when_the_company_says_so(ready: StandIn) -> None:
    ready.call(invoice("I1"))
    call = function("d", delete("ARINVOICE"))
    ready.change(frozen_when_posted=["delete"])

    refused = ready.call(call)[0]
    ready.change(frozen_when_posted=[])

    assert chain(refused)[0] == ("BL01001973", "Invoice 'I1' is posted: a posted transaction cannot be deleted.")
    assert status(ready.call(call)[0]) == "success"


def test_a_posted_journal_is_frozen_for_changes_too(stand_in: StandIn) -> None:
    stand_in.call(function("c", journal(both(1000, 4000))))
    stand_in.change(frozen_when_posted=["update"])

    refused = stand_in.call(function("u", _changed_journal(both(1000, 4000))))[0]

    assert "cannot be updated" in chain(refused)[0][1]


def test_the_entries_of_a_journal_are_replaced_as_a_whole(stand_in: StandIn) -> None:
    stand_in.call(
        function("c", journal(both(1000, 4000))),
        function("u", _changed_journal(both(6000, 1000, "7.00"))),
    )

    entries = stand_in.admin("GET", "state/GLBATCH").json()[0]["ENTRIES"]["GLENTRY"]
    assert [each["ACCOUNTNO"] for each in entries] == ["6000", "1000"]


def _changed_journal(entries: str) -> str:
    return journal(entries, verb="update", more="<RECORDNO>1</RECORDNO>")


def test_documents_have_an_address_for_people(ready: StandIn) -> None:
    ready.call(invoice("I1"), invoice("I2"))

    addresses = column(ready.call(query("ARINVOICE", "RECORD_URL"))[0], "RECORD_URL")

    assert all(each.startswith("https://www.intacct.com/ia/acct/ur.phtml?.r=") for each in addresses)
    assert len(set(addresses)) == 2


def test_empty_elements_of_a_journal_are_refused_in_words(stand_in: StandIn) -> None:
    empty = "<create><GLBATCH><JOURNAL/><BATCH_DATE/><BATCH_TITLE/><ENTRIES/></GLBATCH></create>"

    result = stand_in.call(function("e", empty))[0]

    assert chain(result)[0] == ("BL01001973", "Required field JOURNAL is missing for Journal Entry.")


def test_a_customer_that_is_there_no_more_is_told_by_its_key(stand_in: StandIn) -> None:
    stand_in.call(customer("C1"))

    result = stand_in.call(function("d", delete("CUSTOMER", "1,9")))[0]

    assert chain(result)[0][1] == "Cannot find customer with key '9' to delete."
    assert stand_in.admin("GET", "state").json()["CUSTOMER"] == 1


UPDATE = '<update_invoice key="{}"{}><description>changed</description>{}</update_invoice>'


def _line(place: int, amount: str) -> str:
    return f'<updatelineitem line_num="{place}"><amount>{amount}</amount></updatelineitem>'


def test_an_invoice_is_updated_line_by_line_counted_from_one(ready: StandIn) -> None:
    ready.call(invoice("I1", line("10.00"), line("20.00")))
    items = f"<updateinvoiceitems>{_line(2, '5.00')}{line('1.00')}</updateinvoiceitems>"

    result = ready.call(function("u", UPDATE.format(1, "", items)))[0]

    assert status(result) == "success", chain(result)
    record = ready.admin("GET", "state/ARINVOICE/I1").json()
    assert [each["AMOUNT"] for each in record["ARINVOICEITEMS"]["arinvoiceitem"]] == ["10.00", "5.00", "1.00"]
    assert (record["TOTALENTERED"], record["DESCRIPTION"], record["CUSTOMERID"]) == ("16.00", "changed", "C1")
    assert ready.ledger()[-1]["fields"]["total"] == "16.00"


def test_an_invoice_is_found_by_the_external_id_that_it_came_with(ready: StandIn) -> None:
    ready.call(invoice("I1").replace("<invoiceitems>", "<externalid>x-1</externalid><invoiceitems>"))

    result = ready.call(function("u", UPDATE.format("x-1", ' externalkey="true"', "")))[0]

    assert status(result) == "success", chain(result)
    assert ready.admin("GET", "state/ARINVOICE/I1").json()["DESCRIPTION"] == "changed"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (UPDATE.format(9, "", ""), "Cannot find invoice with key '9' to update."),
        (UPDATE.format("", "", ""), "Required field key is missing"),
        (
            UPDATE.format(1, "", f"<updateinvoiceitems>{_line(2, '5')}</updateinvoiceitems>"),
            "line_num '2' is not 1 to 1",
        ),
        (
            UPDATE.format(1, "", f"<updateinvoiceitems>{_line(1, 'x')}</updateinvoiceitems>"),
            "AMOUNT 'x' is not an amount",
        ),
    ],
)
def test_an_update_of_an_invoice_that_makes_no_sense_is_refused(ready: StandIn, call: str, words: str) -> None:
    ready.call(invoice("I1"))

    result = ready.call(function("u", call))[0]

    assert words in chain(result)[0][1]
    assert ready.admin("GET", "state/ARINVOICE/I1").json()["TOTALENTERED"] == "10.00"
