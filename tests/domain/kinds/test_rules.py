"""The rules that money and documents keep."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.domain.kinds.parts.money import Money
from backend.domain.kinds.registry import KINDS
from tests.domain.kinds.bodies import accepted, make_body, make_invoice, refused

CENTS = st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1).map(lambda cents: Decimal(cents).scaleb(-2))


@given(st.lists(CENTS, min_size=1, max_size=5), CENTS)
def test_money_comes_back_to_the_cent(amounts: list[Decimal], freight: Decimal):
    total = sum(amounts, freight)
    if abs(total) >= 10**14:
        return
    body = make_invoice(*map(str, amounts), freight=str(freight), total=str(total))

    reading = accepted("sales_invoice", body)

    assert reading.stored == body
    assert KINDS["sales_invoice"].money(reading.body) == Money(total, "EUR")


@given(st.lists(CENTS, min_size=1, max_size=5), CENTS.filter(bool))
def test_a_total_that_is_off_is_always_refused(amounts: list[Decimal], off: Decimal):
    total = sum(amounts, off)
    if abs(total) >= 10**14:
        return

    problems = refused("sales_invoice", make_invoice(*map(str, amounts), total=str(total)))

    assert problems == [f"total: expected lines {total - off} = {total - off}, got {total}"]


def test_a_wrong_total_is_refused_with_both_figures():
    body = make_invoice("10.00", "2.50", freight="5", tax="1.25", total="18.57")

    assert refused("sales_invoice", body) == ["total: expected lines 12.50 + freight 5 + tax 1.25 = 18.75, got 18.57"]


def test_the_line_that_explains_a_wrong_total_is_named():
    body = make_invoice("10.00", "89.00", total="108.00")
    body["lines"][0] |= {"quantity": "4", "unit_price": "2.55"}
    body["lines"][1] |= {"quantity": "10", "unit_price": "9.80"}

    assert refused("sales_invoice", body) == [
        "total: expected lines 99.00 = 99.00, got 108.00",
        "lines[1].amount: the total would be right with 98.00, got 89.00",
    ]


def test_an_amount_is_never_recomputed_from_quantity_and_price():
    body = make_invoice("168.00", total="168.00")
    body["lines"][0] |= {"quantity": "12", "unit_price": "99.00"}

    assert accepted("sales_invoice", body).stored == body


@pytest.mark.parametrize(
    ("currency", "amount", "allowed"),
    [("JPY", "100.5", 0), ("ISK", "100.00", 0), ("EUR", "100.005", 2), ("USD", "0.001", 2)],
)
def test_an_amount_finer_than_its_currency_is_refused(currency: str, amount: str, allowed: int):
    problems = refused("sales_invoice", make_invoice(amount, currency=currency, total=amount))

    sentence = f'expected at most {allowed} decimals in {currency}, got "{amount}"'
    assert problems == [f"total: {sentence}", f"lines[0].amount: {sentence}"]


@pytest.mark.parametrize(("currency", "amount"), [("JPY", "100"), ("KWD", "1.125"), ("EUR", "1.5"), ("EUR", "1")])
def test_an_amount_may_be_as_fine_as_its_currency(currency: str, amount: str):
    assert accepted("sales_invoice", make_invoice(amount, currency=currency, total=amount))


def test_a_number_where_money_belongs_is_refused_with_an_example():
    body = make_invoice("1.00", "2.00", total="15.50")
    body["lines"].append({"amount": 12.5})

    assert refused("sales_invoice", body) == ['lines[2].amount: expected a decimal string such as "12.50", got 12.5']


def test_a_leap_day_is_a_date_only_in_a_leap_year():
    assert accepted("sales_invoice", make_invoice("1.00", total="1.00", date="2024-02-29"))
    assert refused("sales_invoice", make_invoice("1.00", total="1.00", date="2023-02-29")) == [
        'date: expected a date such as "2024-02-29", got "2023-02-29"'
    ]


@given(st.dates())
def test_every_day_of_the_calendar_is_a_date(day):
    body = accepted("sales_invoice", make_invoice("1.00", total="1.00", due_date=day.isoformat())).body

    assert body.due_date == day


def test_all_wrong_fields_are_named_at_once():
    body = make_body("sales_invoice", date="today", currency="EURO", due_date="2024-02-30")
    del body["customer"]
    body["lines"][1]["amount"] = 7

    problems = refused("sales_invoice", body)

    assert {problem.split(":")[0] for problem in problems} == {
        "date",
        "currency",
        "due_date",
        "customer",
        "lines[1].amount",
    }


def test_rules_are_checked_beside_a_wrong_optional_field():
    problems = refused("sales_invoice", make_invoice("1.00", due_date="soon", total="2.00"))

    assert problems == [
        'due_date: expected a date such as "2024-02-29", got "soon"',
        "total: expected lines 1.00 = 1.00, got 2.00",
    ]


def test_a_flood_of_problems_is_cut_and_counted():
    problems = refused("sales_invoice", make_invoice(*["x"] * 250, total="1.00"))

    assert len(problems) == 101
    assert problems[-1] == "and 150 problems more"


def test_a_journal_entry_balances():
    body = make_body("journal_entry")
    body["lines"][1]["credit"] = "400.11"

    assert refused("journal_entry", body) == ["lines: expected debits equal to credits, got 1000.00 and 1000.01"]


def test_a_journal_line_has_one_side():
    body = make_body("journal_entry")
    body["lines"][0]["credit"] = "1.00"
    del body["lines"][1]["credit"]

    assert refused("journal_entry", body)[:2] == [
        "lines[0]: expected either debit or credit, got debit 1000.00 and credit 1.00",
        "lines[1]: expected either debit or credit, got neither",
    ]


@pytest.mark.parametrize("kind", ["customer_payment", "supplier_payment"])
def test_a_payment_is_what_it_settles_and_what_is_left(kind: str):
    assert refused(kind, make_body(kind, total="112.00")) == [
        "total: expected applied 103.00 + unapplied 7.00 = 110.00, got 112.00"
    ]
    assert accepted(kind, make_body(kind, applied=[], unapplied="110.00"))


@pytest.mark.parametrize("kind", ["project", "employee"])
def test_a_period_does_not_end_before_it_starts(kind: str):
    body = make_body(kind, start_date="2024-02-01", end_date="2024-01-31")

    assert refused(kind, body) == ["end_date: 2024-01-31 lies before start_date 2024-02-01"]


@pytest.mark.parametrize(
    ("left_out", "beside"), [("discount_days", "discount_percent"), ("discount_percent", "discount_days")]
)
def test_a_discount_is_a_share_within_a_number_of_days(left_out: str, beside: str):
    body = make_body("payment_term", **{left_out: None})

    assert refused("payment_term", body) == [f"{left_out}: required beside {beside}"]
