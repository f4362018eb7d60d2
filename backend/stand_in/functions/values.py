"""Dates and money as the gateway writes them."""

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from backend.stand_in.gateway.errors import FunctionError
from backend.stand_in.gateway.refusals import bad_value

_MONEY = re.compile(r"-?\d{1,14}(?:\.\d{1,10})?")
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_CENT = Decimal("0.01")


def money(field: str, value: object) -> Decimal:
    """Rounded to two decimals, half up."""
    if not isinstance(value, str) or not _MONEY.fullmatch(value):
        raise FunctionError(bad_value(field, str(value), "an amount"))
    return Decimal(value).quantize(_CENT, rounding=ROUND_HALF_UP)


def whole(text: str) -> int | None:
    """A number of at most nine digits; longer ones mean nothing here."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def iso_from_us(field: str, value: object) -> str:
    """`mm/dd/yyyy` as `yyyy-mm-dd`."""
    found = _US_DATE.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise FunctionError(bad_value(field, str(value), "a date mm/dd/yyyy"))
    return iso_from_parts(field, found[3], found[1], found[2])


def iso_from_parts(field: str, year: object, month: object, day: object) -> str:
    try:
        return date(int(str(year)), int(str(month)), int(str(day))).isoformat()
    except (ValueError, OverflowError):
        raise FunctionError(bad_value(field, f"{year}-{month}-{day}", "a date")) from None


def shifted(value: str, minutes: int) -> str:
    """A moment on the clock of somebody's time zone; days, and what is no moment, stay as they are."""
    if not minutes or not _MOMENT.fullmatch(value):
        return value
    try:
        return (datetime.fromisoformat(value[:-1]) + timedelta(minutes=minutes)).isoformat() + "Z"
    except (ValueError, OverflowError):
        return value


def us_from_iso(value: str) -> str:
    """A date or a moment as the gateway shows it; what is neither stays as it is."""
    if len(value) < 10 or value[4] != "-" or value[7] != "-":
        return value
    day = f"{value[5:7]}/{value[8:10]}/{value[:4]}"
    return f"{day} {value[11:19]}" if len(value) > 10 else day
