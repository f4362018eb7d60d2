"""Reads what changed, page by page: each begins after the record that the last one ended with, never at a count."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import msgspec

from backend.connectors.loopback.books import Books, Record
from backend.domain.changes import Changes, Cursor
from backend.domain.levels import TOP
from backend.domain.pushes.remote import RemoteRecord, RemoteRef

Moment = Annotated[datetime, msgspec.Meta(tz=True)]


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a cursor says: go on after this record. `began` None: the next sweep begins there, less the look-back."""

    kind: str
    level: str
    changed_at: Moment = datetime(2000, 1, 1, tzinfo=UTC)
    id: int = 0
    began: Moment | None = None


def opened(since: Cursor | None, *, kind: str, level: str, look_back: timedelta, now: datetime) -> Place | None:
    """None: the cursor is not one of this kind at this level."""
    try:
        place = Place(kind=kind, level=level) if since is None else msgspec.json.decode(since, type=Place)
        start = place.changed_at.astimezone(UTC) - look_back
    except (msgspec.MsgspecError, ValueError, OverflowError):
        return None
    if (place.kind, place.level) != (kind, level):
        return None
    return place if place.began else msgspec.structs.replace(place, changed_at=start, id=0, began=now)


def page_after(place: Place, books: Books, *, most: int, now: datetime) -> Changes:
    """A record that changes while a sweep goes on comes (again) at its end."""
    if most < 1:
        raise ValueError("a page holds at least one record")
    waiting = sorted((r for r in books.records.values() if _follows(r, place, now)), key=_key)
    page, more = waiting[:most], len(waiting) > most
    if more:
        changed_at, id_ = _key(page[-1])
        after = msgspec.structs.replace(place, changed_at=changed_at, id=id_)
    else:
        after = Place(kind=place.kind, level=place.level, changed_at=place.began or now)
    records = [RemoteRecord(ref=ref_of(r), fields=r.fields, changed=r.changed_at.isoformat()) for r in page]
    return Changes(records=tuple(records), cursor=Cursor(msgspec.json.encode(after).decode()), more=more)


def ref_of(record: Record) -> RemoteRef:
    return RemoteRef(id=record.id, number=record.number)


def _follows(record: Record, place: Place, now: datetime) -> bool:
    seen = record.kind == place.kind and place.level in (TOP, record.level) and record.shown_from <= now
    return seen and _key(record) > (place.changed_at, place.id)


def _key(record: Record) -> tuple[datetime, int]:
    return record.changed_at, int(record.id)
