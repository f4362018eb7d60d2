"""Every object goes in by its function, is told in the ledger by our word, and is found again."""

import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, column, status
from tests.stand_in.requests import customer, function, invoice, line, query
from tests.stand_in.writes.documents import VENDOR, create, payment, receipt

NAMED = "<PRINTAS>x</PRINTAS>"
BILL = (
    "<VENDORID>V1</VENDORID><WHENCREATED>01/31/2024</WHENCREATED><WHENDUE>02/28/2024</WHENDUE><RECORDID>{}</RECORDID>"
    "<APBILLITEMS><APBILLITEM><ACCOUNTNO>5000</ACCOUNTNO><TRX_AMOUNT>8.00</TRX_AMOUNT></APBILLITEM></APBILLITEMS>"
)
ENTRY = "<glentry><accountno>{}</accountno><tr_type>{}</tr_type><trx_amount>5.00</trx_amount></glentry>"
CREDIT = (
    "<create_{0}adjustment><{1}><datecreated><year>2024</year><month>1</month><day>31</day></datecreated>"
    "<adjustmentno>A1</adjustmentno><{0}adjustmentitems>{2}</{0}adjustmentitems></create_{0}adjustment>"
)


@pytest.fixture
def peopled(stand_in: StandIn) -> StandIn:
    """With a customer, a vendor, a contact, an invoice (number 1) and a bill (number 1)."""
    made = stand_in.call(
        customer("C1"),
        function("v", VENDOR),
        function("p", create("CONTACT", f"<CONTACTNAME>Nancy</CONTACTNAME>{NAMED}")),
        invoice("I1"),
        function("b", create("APBILL", BILL.format("B1"))),
    )
    assert {status(each) for each in made} == {"success"}
    return stand_in


@pytest.mark.parametrize(
    ("call", "name", "kind", "key"),
    [
        (create("ITEM", "<ITEMID>P1</ITEMID><NAME>Chai</NAME><ITEMTYPE>Inventory</ITEMTYPE>"), "ITEM", "item", "P1"),
        (create("CLASS", "<CLASSID>K1</CLASSID><NAME>Beverages</NAME>"), "CLASS", "class", "K1"),
        (
            create(
                "GLACCOUNT",
                "<ACCOUNTNO>8000</ACCOUNTNO><TITLE>t</TITLE><NORMALBALANCE>debit</NORMALBALANCE>"
                "<CLOSINGTYPE>closing account</CLOSINGTYPE>",
            ),
            "GLACCOUNT",
            "account",
            "8000",
        ),
        (create("DEPARTMENT", "<DEPARTMENTID>D1</DEPARTMENTID><TITLE>t</TITLE>"), "DEPARTMENT", "department", "D1"),
        (create("LOCATION", "<LOCATIONID>L1</LOCATIONID><NAME>n</NAME>"), "LOCATION", "location", "L1"),
        (
            create("PROJECT", "<PROJECTID>J1</PROJECTID><NAME>n</NAME><PROJECTCATEGORY>Contract</PROJECTCATEGORY>"),
            "PROJECT",
            "project",
            "J1",
        ),
        (
            create(
                "EMPLOYEE",
                "<EMPLOYEEID>E1</EMPLOYEEID><PERSONALINFO><CONTACTNAME>Nancy</CONTACTNAME></PERSONALINFO>"
                "<STARTDATE>05/01/1992</STARTDATE>",
            ),
            "EMPLOYEE",
            "employee",
            "E1",
        ),
        ("<create_arterm><name>N7</name><due><days>7</days></due></create_arterm>", "ARTERM", "payment_term", "N7"),
        (create("APBILL", BILL.format("B2")), "APBILL", "purchase_invoice", "B2"),
        (
            CREDIT.format("ar", "customerid>C1</customerid", line("-5.00")),
            "ARADJUSTMENT",
            "sales_credit_memo",
            "A1",
        ),
        (
            CREDIT.format("ap", "vendorid>V1</vendorid", line("-5.00")),
            "APADJUSTMENT",
            "purchase_credit_memo",
            "A1",
        ),
        (
            create(
                "glbatch",
                "<journal>GJ</journal><batch_date>01/31/2024</batch_date><batch_title>t</batch_title>"
                f"<referenceno>R1</referenceno><entries>{ENTRY.format(1000, 1)}{ENTRY.format(4000, -1)}</entries>",
            ),
            "GLBATCH",
            "journal_entry",
            "R1",
        ),
        (receipt(more="<DOCNUMBER>R1</DOCNUMBER>"), "ARPYMT", "customer_payment", "R1"),
        (payment(more="<DOCNUMBER>Y1</DOCNUMBER>"), "APPYMT", "supplier_payment", "Y1"),
    ],
)
def test_an_object_goes_in_and_is_found(peopled: StandIn, call: str, name: str, kind: str, key: str) -> None:
    result = peopled.call(function("new", call))[0]

    assert status(result) == "success", chain(result)
    written = peopled.ledger()[-1]
    assert (written["object"], written["kind"], written["natural_key"]) == (name, kind, key)
    read = f"<readByName><object>{name}</object><keys>{key}</keys><fields>*</fields></readByName>"
    assert column(peopled.call(function("r", read))[0], "MODIFIEDBY") == ["console"]


@pytest.mark.parametrize(("side", "party"), [("ar", "customerid>C1</customerid"), ("ap", "vendorid>V1</vendorid")])
def test_lines_of_an_adjustment_for_a_vendor_have_one_sign(peopled: StandIn, side: str, party: str) -> None:
    mixed = line("-5.00") + line("0.00") + line("2.00")

    result = peopled.call(function("mixed", CREDIT.format(side, party, mixed)))[0]

    assert status(result) == ("failure" if side == "ap" else "success")
    if side == "ap":
        sentence = "The line items apadjustmentitem hold positive and negative amounts: all must have the same sign."
        assert chain(result)[0] == ("BL01001973", sentence)


def test_the_date_of_a_payment_to_a_vendor_is_read_back_under_another_name(peopled: StandIn) -> None:
    draft = payment(more="<DOCNUMBER>Y1</DOCNUMBER><ACTION>Draft</ACTION>")
    made = peopled.call(function("made", draft))[0]
    change = "<update><APPYMT><RECORDNO>1</RECORDNO><PAYMENTDATE>02/01/2024</PAYMENTDATE></APPYMT></update>"
    changed = peopled.call(function("changed", change))[0]

    assert (status(made), status(changed)) == ("success", "success"), (chain(made), chain(changed))
    assert column(peopled.call(query("APPYMT", "WHENCREATED"))[0], "WHENCREATED") == ["02/01/2024"]
    assert status(peopled.call(query("APPYMT", "PAYMENTDATE"))[0]) == "failure"


def test_a_bill_number_is_taken_once_per_vendor(peopled: StandIn) -> None:
    result = peopled.call(function("again", create("APBILL", BILL.format("B1"))))[0]

    assert chain(result)[0][1] == "A transaction with the number B1 already exists."


def test_a_second_employee_has_a_number_of_its_own_for_it(peopled: StandIn) -> None:
    person = "<EMPLOYEEID>E1</EMPLOYEEID><PERSONALINFO><CONTACTNAME>Nancy</CONTACTNAME></PERSONALINFO>"
    _, again = peopled.call(function("1", create("EMPLOYEE", person)), function("2", create("EMPLOYEE", person)))

    assert chain(again)[0] == ("PL05000104", "Employee E1 already exists")


def test_a_vendor_on_hold_refuses_bills(peopled: StandIn) -> None:
    peopled.admin("PUT", "state/VENDOR/V1", {"ONHOLD": "true"})

    result = peopled.call(function("new", create("APBILL", BILL.format("B2"))))[0]

    assert chain(result)[0][1] == "Vendor 'V1' is on hold."


def test_a_payment_names_a_document_that_exists(peopled: StandIn) -> None:
    result = peopled.call(function("new", receipt(of="9")))[0]

    assert chain(result)[0][1] == "Invalid Invoice '9' specified."


def test_an_update_of_a_bill_replaces_its_lines(peopled: StandIn) -> None:
    change = (
        "<update><APBILL><RECORDNO>1</RECORDNO><WHENDUE>03/31/2024</WHENDUE><APBILLITEMS><APBILLITEM>"
        "<ACCOUNTNO>5100</ACCOUNTNO><TRX_AMOUNT>3.00</TRX_AMOUNT></APBILLITEM></APBILLITEMS></APBILL></update>"
    )

    result = peopled.call(function("changed", change))[0]

    assert status(result) == "success", chain(result)
    found = peopled.call(query("APBILL", "TOTALENTERED WHENDUE"))[0]
    assert (column(found, "TOTALENTERED"), column(found, "WHENDUE")) == (["3.00"], ["03/31/2024"])


def test_an_e_mail_delivery_needs_an_address(stand_in: StandIn) -> None:
    result = stand_in.call(customer("C1", more="<DELIVERY_OPTIONS>Print#~#E-Mail</DELIVERY_OPTIONS>"))[0]

    assert "DISPLAYCONTACT.EMAIL1" in chain(result)[0][1]


def test_a_customer_made_at_an_entity_is_its_own(stand_in: StandIn) -> None:
    at_entity = stand_in.session("100")
    stand_in.call(customer("C1"), session=at_entity)

    there = stand_in.call(invoice("I1"), session=at_entity)[0]
    elsewhere = stand_in.call(invoice("I2"), session=stand_in.session("200"))[0]

    assert status(there) == "success"
    assert chain(elsewhere)[0][1] == "Invalid Customer 'C1' specified."


def test_an_entity_posts_to_its_own_locations_only(peopled: StandIn) -> None:
    for key, parent in (("SHOP1", "100"), ("SHOP2", "200")):
        fields = f"<LOCATIONID>{key}</LOCATIONID><NAME>{key}</NAME><PARENTID>{parent}</PARENTID>"
        peopled.call(function(key, create("LOCATION", fields)))
    at_entity = peopled.session("100")

    own = peopled.call(invoice("I2", line(more="<locationid>SHOP1</locationid>")), session=at_entity)[0]
    foreign = peopled.call(invoice("I3", line(more="<locationid>SHOP2</locationid>")), session=at_entity)[0]

    assert status(own) == "success"
    assert chain(foreign)[0][1] == "Invalid Location 'SHOP2' specified."
