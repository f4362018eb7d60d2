"""Journals and credit memos whose lines Intacct would not take as they are."""

from decimal import Decimal

import pytest

from backend.domain.objects import ObjectRef, Version
from tests.connectors.bodies import COMPANY
from tests.connectors.kinds.rendering import problems, rendered


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
        "entity: the lines do not balance by location (L1 2.00, – -2.00), and Intacct then wants the entity "
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
