"""What is rendered for Intacct, kind by kind."""

from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest

from backend.connectors.sage_intacct.comparing import LABELS
from backend.connectors.sage_intacct.config import IntacctConfig
from backend.connectors.sage_intacct.connector import SageIntacct
from backend.connectors.sage_intacct.kinds.draft import IntacctKind
from backend.connectors.sage_intacct.kinds.registry import KINDS as INTACCT_KINDS
from backend.domain.objects import ObjectRef, Problem, Version
from backend.domain.pushes.advice import Advice, Who
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.cause import SharedProblem
from backend.domain.pushes.outcome import ErrorClass
from backend.domain.pushes.push import Operation, Payload
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.bodies import COMPANY
from tests.connectors.make import BODIES, MAPS, make_version
from tests.connectors.test_every_kind import version_of

CONFIG = IntacctConfig(company_id="c", sender_id="s", user_id="u")
CONNECTOR = SageIntacct()


def render(
    version: Version, *, remote: str = "", maps: Maps = MAPS, parents: Any = None
) -> Payload | tuple[Problem, ...]:
    return CONNECTOR.render(
        version,
        op=Operation.UPDATE if remote else Operation.CREATE,
        key="k",
        remote=RemoteRef(id=remote) if remote else None,
        parents=parents or {},
        config=CONFIG,
        maps=maps,
    )


def rendered(version: Version, **options: Any) -> ET.Element:
    payload = render(version, **options)
    assert isinstance(payload, Payload), payload
    return ET.fromstring(payload.content)


def problems(version: Version, **options: Any) -> list[str]:
    refused = render(version, **options)
    assert isinstance(refused, tuple)
    return [str(problem) for problem in refused]


def names(element: ET.Element) -> list[str]:
    return [child.tag for child in element]


def test_a_customer_is_made_with_its_contact_and_term() -> None:
    create = rendered(make_version("customer", "BOLID"))

    (customer,) = create
    assert (create.tag, customer.tag) == ("create", "CUSTOMER")
    assert customer.findtext("CUSTOMERID") == "BOLID"
    assert customer.findtext("NAME") == "Bólido Comidas & Söhne"
    assert customer.findtext("TERMNAME") == "Net 30"
    assert customer.findtext("DISPLAYCONTACT/PRINTAS") == "Bólido Comidas & Söhne"
    assert customer.findtext("DISPLAYCONTACT/LASTNAME") == "Sommer"
    assert customer.findtext("DISPLAYCONTACT/MAILADDRESS/ISOCOUNTRYCODE") == "ES"
    assert customer.find("DISPLAYCONTACT/MAILADDRESS/STATE") is None


def test_an_update_names_the_record_and_clears_what_was_taken_away() -> None:
    (customer,) = rendered(make_version("customer", "BOLID", payment_term=""), remote="17")

    assert customer.findtext("RECORDNO") == "17"
    assert customer.findtext("TERMNAME") == ""
    assert customer.findtext("DISPLAYCONTACT/MAILADDRESS/STATE") == ""


@pytest.mark.parametrize(
    ("kind", "name", "key"),
    [("supplier", "VENDOR", "VENDORID"), ("class", "CLASS", "CLASSID"), ("item", "ITEM", "ITEMID")],
)
def test_master_data_goes_by_generic_functions(kind: str, name: str, key: str) -> None:
    (made,), (changed,) = rendered(make_version(kind, "X1")), rendered(make_version(kind, "X1"), remote="5")

    assert (made.tag, made.findtext(key), changed.findtext(key), changed.findtext("RECORDNO")) == (
        name,
        "X1",
        "X1",
        "5",
    )


def test_a_customer_waits_for_a_term_of_ours_and_a_supplier_never() -> None:
    ours = ObjectRef("payment_term", "N21")
    customer, supplier = (make_version(kind, payment_term="N21") for kind in ("customer", "supplier"))

    assert (*CONNECTOR.needs(customer, MAPS), *CONNECTOR.needs(supplier, MAPS)) == (ours,)
    assert rendered(customer, parents={ours: RemoteRef(id="N21")}).findtext("CUSTOMER/TERMNAME") == "N21"
    assert problems(supplier) == ['payment_term: payment term N21 has no entry in the value map "payment terms"']


def test_an_employee_may_be_its_own_manager() -> None:
    employee = make_version("employee", "E1", name="Ida Berg", manager="E1")

    assert CONNECTOR.needs(employee, MAPS) == ()
    assert rendered(employee).find("EMPLOYEE/SUPERVISORID") is None


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"reference": "Order 1", "description": "Agreed"}, "Order 1: Agreed"),
        ({"reference": "Order 1"}, "Order 1"),
        ({"description": "Agreed"}, "Agreed"),
    ],
)
@pytest.mark.parametrize("kind", ["sales_credit_memo", "purchase_credit_memo"])
def test_a_credit_memo_says_its_reference_before_its_description(kind: str, texts: dict[str, str], told: str) -> None:
    body = next(body for name, _, body in COMPANY if name == kind) | {"reference": "", "description": ""} | texts
    memo = Version(ref=ObjectRef(kind, "M-1"), number=1, entity="", body=body, hash=b"")

    assert rendered(memo).findtext("description") == told
    assert CONNECTOR.expected(memo, parents={}, config=CONFIG, maps=MAPS)["DESCRIPTION"] == told


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"reference": "Order 1", "description": "Agreed"}, "Order 1: Agreed"),
        ({"reference": "Order 1"}, "Order 1"),
        ({"description": "Agreed"}, "Agreed"),
    ],
)
@pytest.mark.parametrize("kind", ["customer_payment", "supplier_payment"])
def test_a_payment_says_its_rate_and_its_reference_before_its_description(
    kind: str, texts: dict[str, str], told: str
) -> None:
    ((key, body),) = [(key, body) for name, key, body in COMPANY if name == kind]
    body = {name: value for name, value in body.items() if name not in ("reference", "description")}
    version = version_of(kind, key, body | {"exchange_rate": "1.25"} | texts)
    parents = {ref: RemoteRef(id="1") for ref in CONNECTOR.needs(version, MAPS)}

    payment = rendered(version, parents=parents)[0]

    assert (payment.findtext("DESCRIPTION"), payment.findtext("EXCHANGE_RATE")) == (told, "1.25")


def _memo(kind: str, *amounts: str, **charges: str) -> Version:
    total = sum(map(Decimal, (*amounts, *charges.values())), Decimal(0))
    body = next(body for name, _, body in COMPANY if name == kind) | {"freight": "0.00", "tax": "0.00"} | charges
    body |= {"lines": [{"account": "5000", "amount": amount} for amount in amounts], "total": str(total)}
    return Version(ref=ObjectRef(kind, "M-1"), number=1, entity="", body=body, hash=b"")


def _journal(*lines: tuple[str, str, str], entity: str = "") -> Version:
    """Lines of a side, an amount and a location."""
    told = [{"account": "6100", side: amount, "location": place} for side, amount, place in lines]
    body = {"journal": "GJ", "date": "2026-07-31", "title": "t", "currency": "USD", "lines": told}
    return Version(ref=ObjectRef("journal_entry", "J-1"), number=1, entity=entity, body=body, hash=b"")


@pytest.mark.parametrize(
    ("lines", "entity", "source"),
    [
        ([("debit", "5.00", "L1"), ("credit", "5.00", "L2")], "100", "100"),
        ([("debit", "5.00", "L1"), ("credit", "5.00", "")], "100", "100"),
        ([("debit", "5.00", "L1"), ("credit", "5.00", "L1")], "100", None),
        ([("debit", "5.00", "L1"), ("credit", "2.00", "L1"), ("credit", "3.00", "L1")], "", None),
        ([("debit", "5.00", ""), ("credit", "5.00", "")], "", None),
    ],
)
def test_a_journal_that_does_not_balance_by_location_names_the_entity_it_comes_from(
    lines: list[tuple[str, str, str]], entity: str, source: str | None
) -> None:
    assert rendered(_journal(*lines, entity=entity)).findtext("GLBATCH/BASELOCATION_NO") == source


def test_without_an_entity_such_a_journal_is_refused() -> None:
    (sentence,) = problems(_journal(("debit", "5.00", "L1"), ("credit", "3.00", "L1"), ("credit", "2.00", "")))

    assert sentence == (
        "entity: the lines do not balance by location (L1 2.00, no location -2.00), and Intacct then wants the entity "
        "that the entry comes from: send it with its entity, or with debits equal to credits at each location"
    )


def test_a_journal_of_nothing_is_refused() -> None:
    (sentence,) = problems(_journal(("credit", "0.004", ""), ("debit", "0.004", "")))

    assert sentence == (
        "lines[0].credit: 0.004 is 0.00 once rounded to cents, and so are all other lines: there is nothing to book. "
        "Send it with amounts of a cent or more, or not at all"
    )
    assert rendered(_journal(("debit", "0.00", ""), ("debit", "1.00", ""), ("credit", "1.00", ""))) is not None


@pytest.mark.parametrize(
    ("amounts", "charges", "field", "amount"),
    [
        (["80.00", "-7.45"], {}, "lines[1].amount", "-7.45"),
        (["-80.00", "7.45"], {}, "lines[1].amount", "7.45"),
        (["80.00"], {"freight": "-5.00"}, "freight", "-5.00"),
    ],
)
def test_a_credit_of_a_supplier_has_lines_of_one_sign(
    amounts: list[str], charges: dict[str, str], field: str, amount: str
) -> None:
    (sentence,) = problems(_memo("purchase_credit_memo", *amounts, **charges))

    assert sentence == (
        f"{field}: {amount} has another sign than the total, and Intacct takes the lines of a supplier's credit memo "
        "with one sign only: take it off another line, or send it as a document of its own"
    )


@pytest.mark.parametrize(
    ("kind", "amounts"),
    [
        ("sales_credit_memo", ["80.00", "-7.45"]),
        ("purchase_credit_memo", ["80.00", "0.00", "7.45", "-0.004"]),
        ("purchase_credit_memo", ["-80.00", "-7.45"]),
    ],
)
def test_a_credit_of_a_customer_mixes_them_and_nothing_has_no_sign(kind: str, amounts: list[str]) -> None:
    assert len(list(rendered(_memo(kind, *amounts)).iter("lineitem"))) == len(amounts)


def test_an_item_has_a_type_which_an_update_leaves_alone() -> None:
    kinds: list[dict[str, Any]] = [{}, {"type": "kit"}, {"type": "service"}]
    made = [rendered(make_version("item", **given)).findtext("ITEM/ITEMTYPE") for given in kinds]

    assert made == ["Non-Inventory", "Kit", "Non-Inventory"]
    assert rendered(make_version("item"), remote="5").find("ITEM/ITEMTYPE") is None


def test_an_invoice_stands_in_the_order_of_its_schema() -> None:
    invoice = rendered(make_version("sales_invoice", "SI-1", description="Hello", posting_date="2026-07-17"))

    assert invoice.tag == "create_invoice"
    assert names(invoice) == [
        "customerid", "datecreated", "dateposted", "datedue", "termname", "invoiceno", "ponumber", "description",
        "currency", "invoiceitems",
    ]  # fmt: skip
    assert [part.text for part in invoice.find("datecreated") or ()] == ["2026", "07", "16"]
    assert names(invoice.findall("invoiceitems/lineitem")[0]) == ["glaccountno", "amount", "memo", "itemid", "classid"]


def test_freight_and_tax_are_lines_with_accounts_of_their_own() -> None:
    maps = Maps({**MAPS.entries, "accounts": {"*": "4000", "CAT4": "4010", "freight": "4100", "tax": "2200"}})
    invoice = rendered(make_version("sales_invoice", tax="1.00", total="299.38"), maps=maps)

    lines = [(line.findtext("glaccountno"), line.findtext("amount")) for line in invoice.iter("lineitem")]
    assert lines == [("4010", "168.00"), ("4000", "98.00"), ("4100", "32.38"), ("2200", "1.00")]


@pytest.mark.parametrize("freight", ["", "0.00", "0"])
def test_no_freight_makes_no_line(freight: str) -> None:
    assert len(list(rendered(make_version("sales_invoice", freight=freight, total="266.00")).iter("lineitem"))) == 2


def test_an_account_that_a_line_names_is_not_moved_by_the_star() -> None:
    line = {"account": "4711", "amount": "5.00"}
    mapped = Maps({**MAPS.entries, "accounts": {"*": "4000", "4711": "8000"}})

    accounts = [
        rendered(make_version("sales_invoice", lines=[line], freight="", total="5.00"), maps=maps).findtext(
            ".//glaccountno"
        )
        for maps in (MAPS, mapped)
    ]

    assert accounts == ["4711", "8000"]


def test_codes_without_an_entry_are_named_with_their_map() -> None:
    maps = Maps({"accounts": {"CAT4": "4010"}})

    assert problems(make_version("sales_invoice", payment_term="N45"), maps=maps) == [
        'payment_term: payment term N45 has no entry in the value map "payment terms"',
        'lines[1].class: class CAT5 has no entry in the value map "accounts"',
        'freight: account freight has no entry in the value map "accounts"',
    ]


def test_a_code_without_an_entry_is_one_cause_in_whatever_line_it_stands() -> None:
    def shared(*classes: str) -> list[SharedProblem]:
        lines = [{"amount": "5.00", "class": code} for code in classes]
        version = make_version("sales_invoice", lines=lines, freight="", total=f"{5 * len(lines)}.00")
        refused = render(version, maps=Maps({"accounts": {"CAT4": "4010"}, "payment_terms": {"*": "Net 30"}}))
        assert isinstance(refused, tuple)
        return [one for one in refused if isinstance(one, SharedProblem)]

    (first,), (second,) = shared("CAT5", "CAT4"), shared("CAT4", "CAT4", "CAT5")
    (other,) = shared("CAT 6")
    (without,) = shared("")

    assert (first.field, second.field) == ("lines[0].class", "lines[2].class")
    assert first.cause == second.cause
    assert first.cause.sentence == 'class CAT5 has no entry in the value map "accounts"'
    assert first.cause.error_class is ErrorClass.SETUP
    assert len({one.cause.fingerprint for one in (first, other, without)}) == 3
    assert without.cause.sentence == (
        'a line names neither account nor class, and the value map "accounts" has no entry *'
    )
    assert other.remedy == "Add one: syncline map accounts --set 'CAT 6' VALUE"


_PAYMENT = {"date": "2026-08-01", "method": "transfer", "account": "1000", "currency": "USD", "total": "5.00"}
_ON_ACCOUNT = _PAYMENT | {"unapplied": "5.00"}
_LINES = [{"amount": "0.005"}, {"amount": "0.005"}]


@pytest.mark.parametrize(
    ("kind", "body", "told", "words"),
    [
        ("sales_invoice", {"due_date": None, "payment_term": ""}, "Intacct needs a due date", "Give it one"),
        ("sales_invoice", {"lines": _LINES, "freight": "", "total": "0.01"}, "Rounded to cents the lines", "cents"),
        ("supplier_payment", _ON_ACCOUNT, "Money paid on account is an advance", "applied to documents"),
        ("customer_payment", {"customer": "OWL"} | _ON_ACCOUNT, "A payment that settles no invoice", "as an advance"),
        ("class", {"custom": {"region": ["A"]}}, "Custom region: is a list", "one value"),
    ],
)
def test_what_cannot_be_sent_is_told_in_words_with_who_can_mend_it_and_how(
    kind: str, body: dict[str, Any], told: str, words: str
) -> None:
    version = make_version(kind, **body) if kind in BODIES else version_of(kind, "X1", body)
    config = msgspec.structs.replace(CONFIG, custom_fields={"region": "REGION"})

    refused = CONNECTOR.render(version, op=Operation.CREATE, key="k", remote=None, parents={}, config=config, maps=MAPS)

    assert isinstance(refused, tuple)
    (problem,) = refused
    assert isinstance(problem, SharedProblem)
    assert problem.told.startswith(told)
    assert problem.cause.advice is not None
    assert problem.cause.advice.who is Who.ERP
    assert words in problem.cause.advice.next_step


def test_documents_that_were_sent_already_share_one_cause_that_names_none_of_them() -> None:
    (first,), (second,) = (render(make_version("sales_invoice", key), remote="1") for key in ("INV1", "INV2"))

    assert isinstance(first, SharedProblem)
    assert isinstance(second, SharedProblem)
    assert first.sentence.startswith("Invoice INV1 has a record at Intacct already: documents go there as posted ones")
    assert first.cause == second.cause
    assert first.cause.advice == Advice(Who.ERP, "Take one of these ways out.")
    assert first.sentence.endswith("or leave it as it is there.")
    assert "INV" not in first.cause.sentence


def test_amounts_with_more_than_two_decimals_are_rounded_half_up() -> None:
    lines = [{"amount": "1.005"}, {"amount": "-2.5"}, {"amount": "3"}]

    invoice = rendered(make_version("sales_invoice", lines=lines, freight="", total="1.505"))

    assert [amount.text for amount in invoice.iter("amount")] == ["1.01", "-2.50", "3.00"]


def test_rounding_that_breaks_the_total_is_refused() -> None:
    lines = [{"amount": "0.005"}, {"amount": "0.005"}]

    assert problems(make_version("sales_invoice", lines=lines, freight="", total="0.01")) == [
        "lines: rounded to cents the lines make 0.02, the total is 0.01"
    ]


def test_an_invoice_wants_a_due_date_or_a_term() -> None:
    assert problems(make_version("sales_invoice", due_date=None, payment_term="")) == [
        "due_date: Intacct needs a due date or a payment term"
    ]


def test_a_posted_invoice_is_not_changed_silently() -> None:
    (sentence,) = problems(make_version("sales_invoice", "SI-1", number=2), remote="17")

    assert "posted documents are not changed silently" in sentence
    assert "reverse" in sentence


def test_what_xml_cannot_hold_is_refused_by_field() -> None:
    lines = [{"amount": "266.00", "description": "bell \x07"}]

    assert problems(make_version("sales_invoice", lines=lines)) == [
        "lines[0].description: holds the character U+0007, which XML cannot hold"
    ]


def test_a_parent_that_has_another_number_there_is_called_by_it() -> None:
    parents = {ObjectRef("customer", "VINET"): RemoteRef(id="9", number="C-0009")}

    assert rendered(make_version("sales_invoice"), parents=parents).findtext("customerid") == "C-0009"


@pytest.mark.parametrize(
    ("kind", "named", "field"),
    [
        ("sales_invoice", ("customer", "customer"), "CUSTOMERID"),
        ("supplier_payment", ("supplier", "supplier"), "VENDORID"),
        ("customer", ("parent", "customer"), "PARENTID"),
        ("employee", ("department", "department"), "DEPARTMENTID"),
    ],
)
def test_it_is_expected_under_that_number_too(kind: str, named: tuple[str, str], field: str) -> None:
    version = make_version(kind, **{named[0]: "OURS"})
    parents = {ObjectRef(named[1], "OURS"): RemoteRef(id="9", number="THEIRS")}

    told = [CONNECTOR.expected(version, parents=known, config=CONFIG, maps=MAPS)[field] for known in ({}, parents)]

    assert told == ["OURS", "THEIRS"]


def test_the_bytes_do_not_depend_on_anything_but_the_content() -> None:
    first, second = render(make_version("sales_invoice", "A")), render(make_version("sales_invoice", "A", number=2))

    assert isinstance(first, Payload)
    assert isinstance(second, Payload)
    assert first.hash == second.hash


def test_the_bodies_of_these_tests_are_bodies_that_the_house_accepts() -> None:
    from backend.domain.kinds.registry import KINDS

    for kind, body in BODIES.items():
        msgspec.convert(body, KINDS[kind].body)


@pytest.mark.parametrize("kind", INTACCT_KINDS.values(), ids=INTACCT_KINDS)
def test_each_field_that_is_compared_has_a_word_of_ours(kind: IntacctKind) -> None:
    assert {*kind.telling, *kind.changing, *kind.once} - set(LABELS) == set()
