"""Every reason for which a write is refused."""

import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, count, status, text
from tests.stand_in.requests import customer, function, invoice, line, query, request

WRAPPERS = [
    ("BL01001973", "Could not create Invoice record!"),
    ("BL01001973", "Currently, we can't create the transaction."),
]


def test_a_second_customer_with_the_key_is_a_duplicate(ready: StandIn) -> None:
    result = ready.call(customer("C1", name="Other", control_id="again"))[0]

    assert chain(result) == [
        ("BL34000061", "Another Customer with the given value(s) C1 already exists"),
        ("BL01001973", "Could not create Customer record!"),
    ]
    assert count(result, "count") == "0"


def test_a_second_account_is_a_duplicate_account_number(stand_in: StandIn) -> None:
    account = (
        "<create><GLACCOUNT><ACCOUNTNO>4000</ACCOUNTNO><TITLE>Sales</TITLE><NORMALBALANCE>credit</NORMALBALANCE>"
        "<CLOSINGTYPE>closing account</CLOSINGTYPE></GLACCOUNT></create>"
    )

    result = stand_in.call(function("a", account))[0]

    assert chain(result)[0] == ("BL01001973", "Duplicate account number 4000")


def test_a_clash_of_the_contact_refuses_the_customer(stand_in: StandIn) -> None:
    contact = "<create><CONTACT><CONTACTNAME>Alfreds(C1)</CONTACTNAME><PRINTAS>x</PRINTAS></CONTACT></create>"
    stand_in.call(function("contact", contact))

    result = stand_in.call(customer("C1"))[0]

    assert chain(result)[0] == (
        "BL34000061",
        "Another Contact with the given value(s) Alfreds(C1) already exists",
    )
    assert [each["object"] for each in stand_in.ledger()] == ["CONTACT"]


def test_an_invoice_number_is_taken_once_unless_the_company_does_not_mind(ready: StandIn) -> None:
    ready.call(invoice("I1"))

    refused = ready.call(invoice("I1", control_id="second"))[0]
    ready.change(enforce_invoice_numbers=False)
    accepted = ready.call(invoice("I1", control_id="third"))[0]

    assert chain(refused) == [("BL01001973", "A transaction with the number I1 already exists."), *WRAPPERS]
    assert status(accepted) == "success"


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (invoice("I1", customer_id="NONE"), "Invalid Customer 'NONE' specified."),
        (invoice("I1", line(account="9999")), "Invalid GL Account '9999' specified."),
        (invoice("I1", line(more="<itemid>P1</itemid>")), "Invalid Item 'P1' specified."),
        (invoice("I1", line(more="<classid>K1</classid>")), "Invalid Class 'K1' specified."),
        (invoice("I1", line(more="<projectid>J1</projectid>")), "Invalid Project 'J1' specified."),
        (invoice("I1", line(more="<locationid>900</locationid>")), "Invalid Location '900' specified."),
        (invoice("I1", more="<termname>Net 7</termname>"), "Invalid AR Term 'Net 7' specified."),
    ],
)
def test_a_missing_reference_is_named_with_its_value(ready: StandIn, call: str, sentence: str) -> None:
    result = ready.call(call)[0]

    assert chain(result) == [("BL01001973", sentence), *WRAPPERS]
    assert len(ready.ledger()) == 1


def test_an_inactive_reference_is_refused(ready: StandIn) -> None:
    ready.admin("PUT", "state/CUSTOMER/C1", {"STATUS": "inactive"})

    result = ready.call(invoice("I1"))[0]

    assert chain(result)[0][1] == "Customer 'C1' is inactive."


def test_an_account_can_demand_a_dimension(ready: StandIn) -> None:
    ready.admin("PUT", "state/GLACCOUNT/4000", {"REQUIREDEPT": "true"})

    result = ready.call(invoice("I1"))[0]

    assert chain(result)[0][1] == "This transaction is missing the Department dimension for the Account 4000."


def test_a_closed_period_says_its_first_open_day_until_it_is_reopened(ready: StandIn) -> None:
    ready.change(closed_through={"AR": "2024-01-31"})
    refused = ready.call(invoice("I1"))[0]

    ready.change(closed_through={})
    accepted = ready.call(invoice("I1"))[0]

    assert chain(refused)[0][1] == "Date must be on or after 02/01/2024."
    assert status(accepted) == "success"


@pytest.mark.parametrize(
    ("call", "field"),
    [
        (invoice("I1", line("ten")), "AMOUNT"),
        (invoice("I1", line("")), "amount"),
        (invoice("I1", "<lineitem/>"), "arinvoiceitem"),
        (invoice("I1", day=(2024, 2, 30)), "datecreated"),
        (invoice("I1", more=""), "WHENDUE or TERMNAME"),
        (invoice("I1", customer_id=""), "customerid"),
    ],
)
def test_a_value_that_will_not_do_is_named(ready: StandIn, call: str, field: str) -> None:
    result = ready.call(call)[0]

    assert status(result) == "failure"
    assert field.lower() in chain(result)[0][1].lower()


def test_the_elements_of_a_legacy_function_have_an_order(ready: StandIn) -> None:
    swapped = (
        invoice("I1")
        .replace("<customerid>C1</customerid>", "")
        .replace("<invoiceitems>", "<customerid>C1</customerid><invoiceitems>")
    )

    answer = ready.post(request(swapped))

    assert text(answer, "control/status") == "failure"
    assert "'customerid' is not expected where it stands" in chain(answer)[0][1]
    assert len(ready.ledger()) == 1


def test_the_order_of_the_official_client_is_accepted_too(ready: StandIn) -> None:
    more = "<termname>Net 30</termname><action>Submit</action><batchkey>20</batchkey>"

    result = ready.call(invoice("I1", more=more))[0]

    assert status(result) == "success"


def test_a_right_that_is_missing_is_named_by_verb_and_object(ready: StandIn) -> None:
    ready.change(refused_rights={"ARINVOICE": ["create"]})

    result = ready.call(invoice("I1"))[0]

    assert chain(result)[0][0] == "PL04000005"


def test_what_does_not_exist_has_its_own_words(stand_in: StandIn) -> None:
    written, deleted, read, fields, unknown = stand_in.call(
        function("1", "<create><NOTHING><A>1</A></NOTHING></create>"),
        function("2", "<delete><object>NOTHING</object><keys>1</keys></delete>"),
        query("NOTHING", "RECORDNO"),
        function("3", "<read><object>CUSTOMER</object><keys/><fields>COLOUR</fields></read>"),
        function("4", "<dance/>"),
    )

    assert chain(written) == chain(deleted) == [("WS", "Object definition NOTHING not found")]
    assert chain(read) == [("Query Failed", "Object definition NOTHING not found")]
    assert chain(fields) == [("Invalid fields list COLOUR", "")]
    assert status(unknown) == "failure"


def test_what_the_top_owns_is_not_changed_from_an_entity(ready: StandIn) -> None:
    change = "<update><CUSTOMER><CUSTOMERID>C1</CUSTOMERID><NAME>B</NAME></CUSTOMER></update>"

    result = ready.call(function("u", change), session=ready.session("100"))[0]

    assert "is owned by the top level" in chain(result)[0][1]
