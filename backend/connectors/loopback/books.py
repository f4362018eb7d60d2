"""What the pretend third party holds: records in memory, one set per company, for as long as the process lives."""

from itertools import count

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    number: str
    level: str
    fields: dict[str, str]


class Books:
    """Refuses nothing by itself; the line asks first."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}
        self.completed: set[str] = set()  # deduplication keys
        self._ids = count(1)

    def add(self, *, kind: str, number: str, level: str, fields: dict[str, str]) -> Record:
        record = Record(id=str(next(self._ids)), kind=kind, number=number, level=level, fields=fields)
        self.records[record.id] = record
        return record

    def change(self, record: Record, fields: dict[str, str]) -> Record:
        changed = msgspec.structs.replace(record, fields=fields)
        self.records[record.id] = changed
        return changed

    def named(self, *, kind: str, number: str, level: str) -> list[Record]:
        return [r for r in self.records.values() if (r.kind, r.number, r.level) == (kind, number, level)]


_companies: dict[str, Books] = {}


def books_of(company: str) -> Books:
    return _companies.setdefault(company, Books())


def close_books(company: str) -> None:
    """Forget everything that the company held."""
    _companies.pop(company, None)
