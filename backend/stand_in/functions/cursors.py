"""Results of readByQuery that readMore goes on with."""

import secrets

import msgspec

from backend.stand_in.company.books import Record

KEPT = 200


class Cursor(msgspec.Struct, kw_only=True):
    """Rows found once, and how many of them were given."""

    id: str
    name: str
    fields: list[str]
    rows: list[Record]
    page: int
    given: int = 0


class Cursors:
    """The newest results, found again by their id or as the last one of an object."""

    def __init__(self) -> None:
        self._open: dict[str, Cursor] = {}
        self._last: dict[str, str] = {}

    def add(self, *, name: str, fields: list[str], rows: list[Record], page: int) -> Cursor:
        cursor = Cursor(id=secrets.token_hex(12) + "&@@", name=name, fields=fields, rows=rows, page=page)
        self._open[cursor.id] = cursor
        self._last[name] = cursor.id
        while len(self._open) > KEPT:
            del self._open[next(iter(self._open))]
        return cursor

    def find(self, *, result_id: str = "", name: str = "") -> Cursor | None:
        return self._open.get(result_id or self._last.get(name, ""))
