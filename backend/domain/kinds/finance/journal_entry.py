"""Journal entries: bookings straight to the ledger, debits equal to credits."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.currency import CurrencyCode
from backend.domain.kinds.parts.dates import Date
from backend.domain.kinds.parts.dimensions import Dimensions
from backend.domain.kinds.parts.document import MAX_LINES
from backend.domain.kinds.parts.money import Money, UnsignedAmount, decimal, written
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.quantity import Rate
from backend.domain.kinds.parts.text import Key, LongText, Name, Text
from backend.domain.objects import Category, Problem


class JournalLine(Dimensions, frozen=True, kw_only=True):
    """Exactly one of `debit` and `credit`."""

    account: Key
    debit: UnsignedAmount = ""
    credit: UnsignedAmount = ""
    supplier: Key = ""
    description: LongText = ""


JournalLines = Annotated[
    tuple[JournalLine, ...], Meta(min_length=2, max_length=MAX_LINES, description="a list of 2 to 10,000 lines")
]


class JournalEntry(Part, frozen=True, kw_only=True):
    journal: Key
    date: Date
    title: Name
    currency: CurrencyCode
    exchange_rate: Rate = ""
    reference: Text = ""
    description: LongText = ""
    reverse_date: Date | None = None
    lines: JournalLines


def check_sides(entry: JournalEntry) -> Iterator[Problem]:
    for n, line in enumerate(entry.lines):
        if bool(line.debit) == bool(line.credit):
            given = f"debit {line.debit} and credit {line.credit}" if line.debit else "neither"
            yield Problem(f"lines[{n}]", f"expected either debit or credit, got {given}")


def check_balance(entry: JournalEntry) -> Iterator[Problem]:
    debits, credits_ = _debits(entry), sum((decimal(line.credit) for line in entry.lines), Decimal(0))
    if debits != credits_:
        yield Problem("lines", f"expected debits equal to credits, got {written(debits)} and {written(credits_)}")


def _debits(entry: JournalEntry) -> Decimal:
    return sum((decimal(line.debit) for line in entry.lines), Decimal(0))


KIND = Kind(
    name="journal_entry",
    label="Journal entry",
    plural="Journal entries",
    category=Category.FINANCE,
    body=JournalEntry,
    money=lambda entry: Money(_debits(entry), entry.currency),
    checks=(check_sides, check_balance),
)
