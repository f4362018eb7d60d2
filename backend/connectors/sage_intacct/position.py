"""Where a sweep goes on, in Intacct's own words: it shows and understands moments in the web services user's time zone,
which nobody here needs to know. Pure: the time is passed in."""

import math
import re
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from backend.connectors.sage_intacct.comparing import ZONES
from backend.domain.changes import Cursor

Key = tuple[datetime, int]

_MOMENT = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,20}")
_BEGINNING = datetime.min  # noqa: DTZ901  (Intacct's moments name no time zone)


class Position(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """After the record of that moment and number. Moments are texts as Intacct shows them; empty: none yet."""

    kind: str
    level: str
    moment: str = ""
    record: str = "0"
    undated: bool = False  # the sweep has come to the records that have no moment
    newest: str = ""  # the latest moment that this sweep saw
    reached: str = ""  # what the sweeps before reached
    began: Annotated[int, Meta(ge=0)] | None = None  # by our clock; None: it is to begin at `moment` less the look-back

    @property
    def key(self) -> Key:
        return when(self.moment) or _BEGINNING, int(self.record)


def opened(since: Cursor | None, *, kind: str, level: str) -> Position | None:
    """None: the cursor is not one of this kind at this level."""
    try:
        position = Position(kind=kind, level=level) if since is None else msgspec.json.decode(since, type=Position)
    except (msgspec.MsgspecError, ValueError):
        return None
    moments = (position.moment, position.newest, position.reached)
    sound = all(not moment or when(moment) for moment in moments) and _NUMBER.fullmatch(position.record)
    return position if sound and (position.kind, position.level) == (kind, level) else None


def begun(position: Position, *, look_back: timedelta, now: datetime) -> Position:
    """The same once the sweep is under way."""
    if position.began is not None:
        return position
    start = earlier(position.moment, look_back)
    return replace(position, moment=start, reached=position.moment, began=math.floor(now.timestamp()))


def after(position: Position, key: tuple[str, str], *, seen: str) -> Position:
    """`key`: moment and number of the record read last. `seen`: the latest moment on its page that can be true."""
    moment, record = key
    return replace(position, moment=moment, record=record, newest=seen or position.newest)


def without_moments(position: Position) -> Position:
    return replace(position, moment="", record="0", undated=True)


def ended(position: Position, *, now: datetime) -> Cursor:
    """For the next sweep. What its first page could not show yet may be as old as the sweep is long."""
    lasted = timedelta(seconds=max(0, math.ceil(now.timestamp()) - (position.began or 0)))
    safe = earlier(position.newest, lasted)
    start = max(safe, position.reached, key=lambda moment: when(moment) or _BEGINNING)
    return written(Position(kind=position.kind, level=position.level, moment=start))


def written(position: Position) -> Cursor:
    return Cursor(msgspec.json.encode(position).decode())


def key_of(moment: str, record: str) -> Key | None:
    """Numbers compare as numbers: 9 is before 10. None: the moment or the number makes no sense."""
    at = when(moment) if moment else _BEGINNING
    return (at, int(record)) if at and _NUMBER.fullmatch(record) else None


def when(moment: str) -> datetime | None:
    if not _MOMENT.fullmatch(moment):
        return None
    try:
        return datetime.strptime(moment, "%m/%d/%Y %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None


def can_be(moment: str, now: datetime) -> bool:
    """A moment that lies ahead, wherever the user may be, is no sign of how far a sweep has come."""
    at = when(moment)
    return at is not None and at <= now.replace(tzinfo=None) + ZONES


def earlier(moment: str, by: timedelta) -> str:
    at = when(moment)
    if at is None:
        return ""
    start = at - min(by, at - _BEGINNING)
    return f"{start:%m/%d/}{start.year:04} {start:%H:%M:%S}"
