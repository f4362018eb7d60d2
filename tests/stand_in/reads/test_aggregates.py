"""Sums and counts of a query, one row for each combination of the fields that are selected beside them."""

import pytest

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, column, count
from tests.stand_in.requests import customer, function, invoice, line

BY_CUSTOMER = "<orderby><order><field>CUSTOMERID</field></order></orderby>"


@pytest.fixture
def books(stand_in: StandIn) -> StandIn:
    """Three invoices of C1 (10, 2.50 and 4) and one of C2 (7)."""
    amounts = [("C1", "10.00"), ("C1", "2.50"), ("C1", "4"), ("C2", "7")]
    bills = (
        invoice(f"I{place}", line(amount), customer_id=key, day=(2024, 1, 10 + place))
        for place, (key, amount) in enumerate(amounts)
    )
    stand_in.call(customer("C1"), customer("C2"), *bills)
    return stand_in


def _query(select: str, more: str = BY_CUSTOMER) -> str:
    return function("q", f"<query><object>ARINVOICE</object><select>{select}</select>{more}</query>")


@pytest.mark.parametrize(
    ("name", "field", "values"),
    [
        ("count", "RECORDNO", ["3", "1"]),
        ("sum", "TOTALENTERED", ["16.50", "7.00"]),
        ("avg", "TOTALENTERED", ["5.50", "7.00"]),
        ("min", "TOTALENTERED", ["2.50", "7.00"]),
        ("max", "WHENCREATED", ["01/12/2024", "01/13/2024"]),
    ],
)
def test_each_aggregate_has_one_row_for_a_customer(books: StandIn, name: str, field: str, values: list[str]) -> None:
    result = books.call(_query(f"<field>CUSTOMERID</field><{name}>{field}</{name}>"))[0]

    assert column(result, "CUSTOMERID") == ["C1", "C2"]
    assert column(result, f"{name.upper()}.{field}") == values
    assert count(result, "totalcount") == "2"


def test_without_a_field_all_records_are_one_row(books: StandIn) -> None:
    result = books.call(_query("<count>RECORDNO</count><sum>TOTALENTERED</sum>", more=""))[0]

    assert (column(result, "COUNT.RECORDNO"), column(result, "SUM.TOTALENTERED")) == (["4"], ["23.50"])


def test_groups_come_in_pages(books: StandIn) -> None:
    more = f"{BY_CUSTOMER}<pagesize>1</pagesize><offset>1</offset>"

    result = books.call(_query("<field>CUSTOMERID</field><count>RECORDNO</count>", more))[0]

    assert column(result, "CUSTOMERID") == ["C2"]
    assert (count(result, "count"), count(result, "numremaining")) == ("1", "0")


def test_nothing_found_is_no_row(stand_in: StandIn) -> None:
    result = stand_in.call(_query("<count>RECORDNO</count>", more=""))[0]

    assert count(result, "totalcount") == "0"


@pytest.mark.parametrize("select", ["<sum>CUSTOMERID</sum>", "<count>COLOUR</count>", "<median>TOTALDUE</median>"])
def test_an_aggregate_that_cannot_be_is_refused(books: StandIn, select: str) -> None:
    assert chain(books.call(_query(select))[0])[0][0] == "DL02000001"
