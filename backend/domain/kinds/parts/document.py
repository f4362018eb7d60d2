"""Invoices and credit memos of both sides: the head, the lines, and their sum."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from backend.domain.kinds.parts.currency import CurrencyCode
from backend.domain.kinds.parts.dates import Date
from backend.domain.kinds.parts.dimensions import Dimensions
from backend.domain.kinds.parts.money import Amount, Money, Price, decimal, written
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.quantity import Percent, Quantity, Rate
from backend.domain.kinds.parts.text import Key, LongText, Text
from backend.domain.objects import Problem

MAX_LINES = 10_000


class Line(Dimensions, frozen=True, kw_only=True):
    account: Key = ""
    description: LongText = ""
    quantity: Quantity = ""
    unit: Text = ""
    unit_price: Price = ""
    discount_percent: Percent = ""
    tax_code: Key = ""
    amount: Amount  # as the ERP booked it: never recomputed


Lines = Annotated[tuple[Line, ...], Meta(min_length=1, max_length=MAX_LINES, description="a list of 1 to 10,000 lines")]


class Document(Part, frozen=True, kw_only=True):
    """A credit memo's amounts are written as on paper: positive."""

    date: Date
    posting_date: Date | None = None
    currency: CurrencyCode
    exchange_rate: Rate = ""
    reference: Text = ""
    description: LongText = ""
    lines: Lines
    freight: Amount = ""
    tax: Amount = ""
    total: Amount


def document_money(document: Document) -> Money:
    return Money(decimal(document.total), document.currency)


def check_total(document: Document) -> Iterator[Problem]:
    lines = sum((decimal(line.amount) for line in document.lines), Decimal(0))
    due = lines + decimal(document.freight) + decimal(document.tax)
    gap = due - decimal(document.total)
    if gap:
        yield Problem("total", f"expected {_sum(document, lines)} = {written(due)}, got {document.total}")
        yield from _line_at_fault(document, gap)


def _sum(document: Document, lines: Decimal) -> str:
    parts = [f"lines {written(lines)}"]
    parts += [f"{name} {text}" for name, text in (("freight", document.freight), ("tax", document.tax)) if text]
    return " + ".join(parts)


def _line_at_fault(document: Document, gap: Decimal) -> Iterator[Problem]:
    """The one line whose amount is off by just what the total is off: where to look first."""
    off = [(n, line) for n, line in enumerate(document.lines) if _computed(line) == decimal(line.amount) - gap]
    if len(off) == 1:
        ((n, line),) = off
        sentence = f"the total would be right with {written(_computed(line) or Decimal(0))}, got {line.amount}"
        yield Problem(f"lines[{n}].amount", sentence)


def _computed(line: Line) -> Decimal | None:
    if not (line.quantity and line.unit_price):
        return None
    return decimal(line.quantity) * decimal(line.unit_price) * (100 - decimal(line.discount_percent)) / 100
