"""Dates and amounts as Intacct writes them."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")


def cents(amount: str) -> str:
    """Two decimals, half up: Intacct would round what has more."""
    if amount[-3:-2] == ".":
        return amount
    return format(Decimal(amount).quantize(CENT, rounding=ROUND_HALF_UP), "f")


def negated(amount: str) -> str:
    """10.00 → -10.00 and back; nothing stays nothing."""
    if amount.startswith("-"):
        return amount[1:]
    return f"-{amount}" if amount.strip("0.") else amount


def american(date: str | None) -> str | None:
    """2026-01-15 → 01/15/2026, the form of generic functions."""
    return f"{date[5:7]}/{date[8:10]}/{date[:4]}" if date else None


def date_parts(date: str) -> list[tuple[str, str]]:
    """2026-01-15 → its three elements, the form of legacy functions."""
    year, month, day = date.split("-")
    return [("year", year), ("month", month), ("day", day)]


def described(body: dict[str, Any]) -> str:
    """Where our key or another number takes the reference's place, it stands before the description."""
    return ": ".join(text for name in ("reference", "description") if (text := body.get(name)))
