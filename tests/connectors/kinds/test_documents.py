"""What is rendered of documents."""

import pytest

from backend.domain.objects import ObjectRef, Version
from backend.domain.pushes.carried import Maps
from backend.domain.pushes.remote import RemoteRef
from tests.connectors.bodies import COMPANY
from tests.connectors.kinds.rendering import CONFIG, CONNECTOR, names, rendered
from tests.connectors.make import MAPS, make_version
from tests.connectors.test_every_kind import version_of


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


def test_amounts_with_more_than_two_decimals_are_rounded_half_up() -> None:
    lines = [{"amount": "1.005"}, {"amount": "-2.5"}, {"amount": "3"}]

    invoice = rendered(make_version("sales_invoice", lines=lines, freight="", total="1.505"))

    assert [amount.text for amount in invoice.iter("amount")] == ["1.01", "-2.50", "3.00"]
