"""Counts, shares and rates: decimal strings that are not money."""

from typing import Annotated

from msgspec import Meta

_LIMITS = "with at most 14 digits before the point and 6 after it"

Quantity = Annotated[
    str,
    Meta(
        pattern=r"\A-?(0|[1-9][0-9]{0,13})(\.[0-9]{1,6})?\Z",
        description='a decimal string such as "12" or "0.5"',
        extra={"limits": _LIMITS},
    ),
]
Percent = Annotated[
    str,
    Meta(
        pattern=r"\A(100(\.0{1,4})?|[1-9]?[0-9](\.[0-9]{1,4})?)\Z",
        description='a share from "0" to "100" such as "12.5"',
        extra={"limits": "with at most 4 decimals"},
    ),
]
Rate = Annotated[
    str,
    Meta(
        pattern=r"\A(?!0+(\.0+)?\Z)(0|[1-9][0-9]{0,7})(\.[0-9]{1,10})?\Z",
        description='an exchange rate above zero such as "1.0875"',
        extra={"limits": "with at most 8 digits before the point and 10 after it"},
    ),
]
Days = Annotated[int, Meta(ge=0, le=3650, description="a whole number of days from 0 to 3650")]
