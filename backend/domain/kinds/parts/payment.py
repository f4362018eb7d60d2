"""Payments of both sides: what was paid, and which documents it settles."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from backend.domain.kinds.parts.currency import CurrencyCode
from backend.domain.kinds.parts.dates import Date
from backend.domain.kinds.parts.money import Money, UnsignedAmount, decimal, written
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.quantity import Rate
from backend.domain.kinds.parts.text import Key, LongText, Text
from backend.domain.objects import Problem


class Applied(Part, frozen=True, kw_only=True):
    invoice: Key
    amount: UnsignedAmount
    discount: UnsignedAmount = ""  # taken for early payment: settles the invoice, is not part of the total


AppliedTo = Annotated[tuple[Applied, ...], Meta(max_length=10_000, description="a list of at most 10,000 invoices")]


class Payment(Part, frozen=True, kw_only=True):
    date: Date
    method: Key
    account: Key = ""  # the bank or cash account
    currency: CurrencyCode
    exchange_rate: Rate = ""
    reference: Text = ""
    description: LongText = ""
    applied: AppliedTo = ()
    unapplied: UnsignedAmount = ""  # paid on account
    total: UnsignedAmount


def payment_money(payment: Payment) -> Money:
    return Money(decimal(payment.total), payment.currency)


def check_applied(payment: Payment) -> Iterator[Problem]:
    applied = sum((decimal(line.amount) for line in payment.applied), Decimal(0))
    due = applied + decimal(payment.unapplied)
    if due != decimal(payment.total):
        rest = f" + unapplied {payment.unapplied}" if payment.unapplied else ""
        yield Problem("total", f"expected applied {written(applied)}{rest} = {written(due)}, got {payment.total}")
