"""Documents by the ordered functions: bills, single lines of them, and what is taken back."""

import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, column, status, text
from tests.stand_in.requests import function, invoice, line, query, request
from tests.stand_in.writes.documents import VENDOR, both, delete, journal, payment, receipt

DAY = "<year>2024</year><month>1</month><day>31</day>"
PAID_BY, PAID_TO = receipt("02/05/2024"), payment("02/05/2024")


def _bill(*lines: str, more: str = "<termname>Net 30</termname>") -> str:
    inside = f"<vendorid>V1</vendorid><datecreated>{DAY}</datecreated>{more}<billno>B1</billno>"
    items = "".join(lines or (line(account="5000"),))
    return function("bill", f"<create_bill>{inside}<billitems>{items}</billitems></create_bill>")


def _reverse(name: str, day: int = 29, *, key: str = "1") -> str:
    on = f"<datereversed><year>2024</year><month>2</month><day>{day}</day></datereversed>"
    return function(
        f"reverse-{name}-{day}", f'<reverse_{name} key="{key}">{on}<description>x</description></reverse_{name}>'
    )


@pytest.fixture
def books(ready: StandIn) -> StandIn:
    """With a customer, a vendor, and one document of each sort, all numbered 1."""
    made = ready.call(function("v", VENDOR), invoice("I1"), _bill(), function("in", PAID_BY), function("out", PAID_TO))
    assert [status(each) for each in made] == ["success"] * 5, [chain(each) for each in made]
    return ready


def test_a_bill_is_due_as_its_term_says_and_totalled_as_the_generic_one(books: StandIn) -> None:
    found = books.call(query("APBILL", "RECORDID TRX_TOTALENTERED WHENDUE VENDORNAME"))[0]

    assert [child.text for child in found.findall("data/APBILL")[0]] == ["B1", "10.00", "03/01/2024", "Exotic"]


def test_a_bill_needs_a_day_on_which_it_is_due(books: StandIn) -> None:
    refused = books.call(_bill(more=""), uniqueid="<uniqueid>false</uniqueid>")[0]

    assert chain(refused)[0][1] == "Required field WHENDUE is missing for Bill."


def test_one_line_of_a_bill_is_changed(books: StandIn) -> None:
    lines = '<updatelineitem line_num="1"><amount>7.00</amount></updatelineitem>' + line("1.50", "5100")
    change = (
        f'<update_bill key="1"><description>new</description><updatebillitems>{lines}</updatebillitems></update_bill>'
    )

    result = books.call(function("u", change))[0]

    assert text(result, "key") == "1"
    record = books.admin("GET", "state/APBILL/B1").json()
    assert (record["TOTALENTERED"], record["DESCRIPTION"]) == ("8.50", "new")
    assert [each["TRX_AMOUNT"] for each in record["APBILLITEMS"]["APBILLITEM"]] == ["7.00", "1.50"]


def test_a_document_is_deleted_by_the_external_id_that_it_came_with(ready: StandIn) -> None:
    ready.call(invoice("I1").replace("<invoiceitems>", "<externalid>x-1</externalid><invoiceitems>"))

    result = ready.call(function("d", '<delete_invoice key="x-1" externalkey="true"/>'))[0]

    assert status(result) == "success"
    assert ready.admin("GET", "state").json()["ARINVOICE"] == 0


@pytest.mark.parametrize(
    ("name", "object_name"),
    [("invoice", "ARINVOICE"), ("bill", "APBILL"), ("arpayment", "ARPYMT"), ("appayment", "APPYMT")],
)
def test_a_reversed_document_owes_nothing_and_is_never_changed_again(
    books: StandIn, name: str, object_name: str
) -> None:
    result = books.call(_reverse(name))[0]

    assert text(result, "key") == "1"
    found = books.call(query(object_name, "STATE TRX_TOTALDUE"))[0]
    assert (column(found, "STATE"), column(found, "TRX_TOTALDUE")) == (["Reversed"], ["0.00"])
    deleted = books.call(function("d", delete(object_name)))[0]
    assert "is reversed: a reversed transaction cannot be deleted." in chain(deleted)[0][1]
    assert books.ledger()[-1]["function"] == f"reverse_{name}"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (_reverse("invoice", key="9"), "Cannot find invoice with key '9' to reverse."),
        (function("r", '<reverse_invoice key="1"/>'), "Required field datereversed is missing for Invoice."),
        (_reverse("bill", 32), "Illegal format"),
        (_reverse("arpayment", 4), "Date must be on or after 02/05/2024."),
        (_reverse("appayment", 4), "Date must be on or after 02/05/2024."),
    ],
)
def test_a_reversal_that_makes_no_sense_is_refused(books: StandIn, call: str, words: str) -> None:
    assert words in chain(books.call(call)[0])[0][1]


def test_a_reversal_needs_an_open_period_and_a_posted_document(books: StandIn) -> None:
    books.change(closed_through={"AR": "2024-02-29"})
    closed = books.call(_reverse("invoice"))[0]
    books.change(closed_through={})

    first, second = books.call(_reverse("invoice"), _reverse("invoice", 28))

    assert chain(closed)[0][1] == "Date must be on or after 03/01/2024."
    assert status(first) == "success"
    assert chain(second)[0][1] == "Invoice 'I1' is reversed: only a posted transaction can be reversed."


def test_what_is_frozen_can_still_be_reversed(books: StandIn) -> None:
    books.change(frozen_when_posted=["update", "delete"])

    assert status(books.call(_reverse("invoice"))[0]) == "success"


def test_an_entity_may_freeze_what_the_company_does_not(books: StandIn) -> None:
    books.change(frozen_at_entity={"100": ["delete"]})
    books.call(invoice("I2"), session=books.session("100"))

    there = books.call(function("there", delete("ARINVOICE", "2")), session=books.session("100"))[0]
    here = books.call(function("here", delete("ARINVOICE", "1")))[0]

    assert (status(there), status(here)) == ("failure", "success")


def test_a_journal_may_be_a_draft_until_it_is_posted(stand_in: StandIn) -> None:
    stand_in.change(frozen_when_posted=["update"])
    draft = journal(both(1000, 4000), more="<STATE>Draft</STATE>")
    post = "<update><GLBATCH><RECORDNO>1</RECORDNO><STATE>Posted</STATE></GLBATCH></update>"

    made, posted, late = stand_in.call(function("1", draft), function("2", post), function("3", post))

    assert [status(each) for each in (made, posted, late)] == ["success", "success", "failure"]
    assert column(stand_in.call(query("GLBATCH", "STATE"))[0], "STATE") == ["Posted"]


def test_the_elements_of_a_bill_have_an_order(books: StandIn) -> None:
    answer = books.post(
        request(_bill().replace("<vendorid>V1</vendorid>", "").replace("<billno>", "<vendorid>V1</vendorid><billno>"))
    )

    assert "'vendorid' is not expected where it stands" in chain(answer)[0][1]
