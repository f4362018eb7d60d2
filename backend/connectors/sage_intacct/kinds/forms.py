"""Dates and amounts as Intacct writes them."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def cents(amount: str) -> str:
    """Two decimals, half up: Intacct would round what has more."""
    if amount[-3:-2] == ".":
        return amount
    return format(Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP), "f")


def date_parts(date: str) -> list[tuple[str, str]]:
    """2026-01-15 → its three elements, the form of legacy functions."""
    year, month, day = date.split("-")
    return [("year", year), ("month", month), ("day", day)]
