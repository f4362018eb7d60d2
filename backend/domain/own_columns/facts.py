"""What a column of an integration's own shows of one object."""

import re
from collections.abc import Mapping
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from backend.domain.confidential import MASK
from backend.domain.integrations.source_links import filled
from backend.domain.own_columns.column import OwnColumn
from backend.domain.own_columns.paths import is_shown_to_nobody, read_path

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,39})(\.[0-9]{1,40})?")  # others would lose digits
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """What the format cannot say is text."""

    label: str
    text: str = ""  # empty: nothing stands there
    format: str = "text"
    currency: str = ""
    address: str = ""
    at: datetime | None = None  # of a moment; a day has none
    number: bool = False  # it stands where numbers do, also where it is none


def places_of(column: OwnColumn) -> list[str]:
    """Of what it shows, and of the currency beside it."""
    return [column.path, *([column.currency or "currency"] if column.format == "amount" else [])]


def fact_of(column: OwnColumn, found: list[str | None], most: int, **of: str) -> Fact:
    """`found`: what stands at its places, in the object `of` this kind, key and entity. Of more than `most` characters
    the beginning is shown, and leads nowhere."""
    text, *more = [_open(path, one) for path, one in zip(places_of(column), found, strict=True)]
    if len(text) > most:
        return Fact(label=column.label, text=f"{text[:most]}…")
    fact = Fact(label=column.label, text=text, number=column.is_number)
    return fact if text in ("", MASK) else _formatted(fact, column, "".join(more), of)


def _formatted(fact: Fact, column: OwnColumn, currency: str, of: Mapping[str, str]) -> Fact:
    match column.format:
        case "number" | "amount" if _NUMBER.fullmatch(fact.text):
            return replace(fact, format="number", currency=currency)
        case "date":
            return _dated(fact)
        case "link":
            address = filled(column.address, {"value": fact.text, **of})
            return replace(fact, format="link", address=address) if address else fact
        case "code":
            return replace(fact, format="code")
    return fact


def _open(path: str, text: str | None) -> str:
    """Confidential fields are masked here as everywhere."""
    return MASK if text and is_shown_to_nobody(read_path(path) or ()) else text or ""


def _dated(fact: Fact) -> Fact:
    try:
        if _DAY.fullmatch(fact.text):
            date.fromisoformat(fact.text)
            return replace(fact, format="day")
        at = datetime.fromisoformat(fact.text)
    except ValueError:
        return fact
    return replace(fact, format="moment", at=at) if at.tzinfo else fact
