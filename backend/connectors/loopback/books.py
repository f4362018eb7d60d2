"""What the pretend third party holds: records in memory, one set per company, for as long as the process lives."""

from datetime import UTC, datetime, timedelta
from itertools import count

import msgspec

AT_ONCE = timedelta(0)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    number: str
    level: str
    fields: dict[str, str]
    created_at: datetime
    changed_at: datetime
    shown_from: datetime  # to those who read back


class Books:
    """Refuses nothing by itself; the line asks first."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.completed: set[str] = set()  # deduplication keys
        self.requests = 0  # to write
        self._ids = count(1)

    def add(self, *, kind: str, number: str, level: str, fields: dict[str, str], lag: timedelta = AT_ONCE) -> Record:
        number_there, now = str(next(self._ids)), datetime.now(UTC)
        moments = {"created_at": now, "changed_at": now, "shown_from": now + lag}
        record = Record(id=number_there, kind=kind, number=number, level=level, fields=fields, **moments)
        self.records[record.id] = record
        return record

    def change(self, record: Record, fields: dict[str, str], *, lag: timedelta = AT_ONCE) -> Record:
        now = datetime.now(UTC)
        changed = msgspec.structs.replace(record, fields=fields, changed_at=now, shown_from=now + lag)
        self.records[record.id] = changed
        return changed

    def named(self, *, kind: str, number: str, level: str) -> list[Record]:
        return [r for r in self.records.values() if (r.kind, r.number, r.level) == (kind, number, level)]


_companies: dict[str, Books] = {}


def books_of(company: str) -> Books:
    return _companies.setdefault(company, Books())
