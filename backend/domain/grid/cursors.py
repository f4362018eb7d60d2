"""Where a page of the grid begins or ends: a row's place in its order, as text that nobody needs to read."""

import base64
import binascii
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

import msgspec

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST = 2_000
_AMOUNT = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")
_MAX_ID = 2**63 - 1
_MOST_MICROSECONDS = 253_402_300_799_999_999  # the end of 9999


class Sort(StrEnum):
    """The orders of the grid."""

    NEWEST = "newest"  # the latest id first: rows never jump
    CHANGED = "changed"  # the latest change first
    KEY = "key"  # by code point, upwards
    AMOUNT = "amount"  # of finance objects: currency by currency, the largest first


class Place(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A row's place in an order: what it sorts by (microseconds since 1970, a key, a currency and the negative amount,
    nothing), then its id.

    `before`: how many rows the reader has seen up to it, itself included; 0: nobody counted.
    """

    sort: Sort
    id: int
    value: int | str | tuple[str, str] | None = None
    before: int = 0

    @property
    def at(self) -> datetime:
        assert isinstance(self.value, int)
        return _EPOCH + timedelta(microseconds=self.value)


def place_of(sort: Sort, id_: int, value: datetime | str | tuple[str, Decimal] | None, before: int = 0) -> Place:
    """`value`: changed_at (aware), the key, or currency and negative amount, as the order has it."""
    if isinstance(value, datetime):
        return Place(sort, id_, (value - _EPOCH) // timedelta(microseconds=1), before)
    if value is None or isinstance(value, str):
        return Place(sort, id_, value, before)
    currency, negative = value
    return Place(sort, id_, (currency, f"{negative:f}"), before)


def write_cursor(place: Place) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def read_cursor(text: str) -> Place | None:
    """None: not one of ours."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        place = msgspec.json.decode(content, type=Place)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        return None
    return place if len(text) <= _LONGEST and _sound(place) else None


def _sound(place: Place) -> bool:
    """Only what the database can compare."""
    if not 0 < place.id <= _MAX_ID or not 0 <= place.before <= _MAX_ID:
        return False
    match place.sort, place.value:
        case Sort.NEWEST, None:
            return True
        case Sort.CHANGED, int(moment):
            return 0 <= moment <= _MOST_MICROSECONDS
        case Sort.KEY, str(key):
            return "\0" not in key
        case Sort.AMOUNT, (str(currency), str(amount)):
            return "\0" not in currency and _AMOUNT.fullmatch(amount) is not None
        case _:
            return False
