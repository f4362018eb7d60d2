"""Money: decimal strings, never JSON numbers, never rounded."""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

from backend.domain.kinds.parts.text import Sort

_DIGITS = r"(0|[1-9][0-9]{0,13})"
_LIMITS = "with at most 14 digits before the point"
_PRICE_LIMITS = f"{_LIMITS} and 6 after it"
_EXAMPLE = 'a decimal string such as "12.50"'

# Three decimals are the most that any currency has; what this one has is checked with the document.
Amount = Annotated[
    str,
    Meta(
        pattern=rf"\A-?{_DIGITS}(\.[0-9]{{1,3}})?\Z",
        description=_EXAMPLE,
        extra={"sort": Sort.AMOUNT, "limits": _LIMITS},
    ),
]
UnsignedAmount = Annotated[
    str,
    Meta(
        pattern=rf"\A{_DIGITS}(\.[0-9]{{1,3}})?\Z",
        description=_EXAMPLE,
        extra={"sort": Sort.AMOUNT, "limits": f"without a sign, {_LIMITS}"},
    ),
]
# A price per piece may be finer than its currency: screws cost 0.0125.
Price = Annotated[
    str,
    Meta(pattern=rf"\A-?{_DIGITS}(\.[0-9]{{1,6}})?\Z", description=_EXAMPLE, extra={"limits": _PRICE_LIMITS}),
]


class Money(msgspec.Struct, frozen=True):
    amount: Decimal
    currency: str


def decimal(text: str) -> Decimal:
    """The number a checked string means; an amount that was not given is zero."""
    return Decimal(text or 0)


def written(amount: Decimal) -> str:
    """The amount as a person writes it: two decimals, or more where there are more."""
    exponent = amount.as_tuple().exponent
    return f"{amount:f}" if isinstance(exponent, int) and exponent < -2 else f"{amount:.2f}"
