"""One request's changes to the books: taken back to a mark when a function fails, written as one commit."""

from datetime import UTC, datetime

import msgspec

from backend.stand_in.company.audit import rows_of
from backend.stand_in.company.books import Books, Record
from backend.stand_in.company.commit import Change, Commit


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    changes: int
    ledger: int


class Writing:
    """Changes the books at once, and remembers how to undo it."""

    def __init__(self, books: Books, *, by: str) -> None:
        self.books = books
        self.by = by
        self.at = datetime.now(UTC)
        self.moment = self.at.strftime("%Y-%m-%dT%H:%M:%SZ")
        self.done: list[tuple[str, str]] = []
        self._changes: list[Change] = []
        self._first_line = len(books.ledger)

    def put(self, name: str, record: Record, *, at: str | None = None) -> None:
        """Store a record as changed by this request's user: now, or when the test says."""
        if at is None:
            record |= self.books.settings.rewrites.get(name, {})
        record["WHENMODIFIED"] = self.moment if at is None else at
        record["MODIFIEDBY"] = self.by
        before = self.books.put(name, record)
        self._changes.append(Change(name=name, number=record["RECORDNO"], before=before, after=record))

    def drop(self, name: str, number: str) -> Record:
        before = self.books.drop(name, number)
        self._changes.append(Change(name=name, number=number, before=before, after=None))
        return before

    def finish(self, sender: str, control_id: str) -> None:
        """Remember that this control id is used up."""
        self.books.done.add((sender, control_id))
        self.done.append((sender, control_id))

    def mark(self) -> Mark:
        return Mark(changes=len(self._changes), ledger=len(self.books.ledger))

    def undo(self, mark: Mark) -> None:
        """Take back everything since the mark, the newest first."""
        while len(self._changes) > mark.changes:
            change = self._changes.pop()
            if change.before is not None:
                self.books.put(change.name, change.before)
            else:
                self.books.drop(change.name, change.number)
        del self.books.ledger[mark.ledger :]

    def unfinish(self) -> None:
        """Forget the control ids of a request whose functions were all taken back."""
        self.books.done.difference_update(self.done)
        self.done.clear()

    def commit(self) -> Commit:
        for row in rows_of(self.books, self._changes, moment=self.moment, by=self.by):
            self.put("AUDITHISTORY", row)
        if self.books.settings.lag_seconds:
            for each in self._changes:
                self.books.keep_unseen(each.name, each.number, each.before)
        final = {(each.name, each.number): each.after for each in self._changes}
        return Commit(
            puts=[(name, record) for (name, _), record in final.items() if record is not None],
            drops=self._dropped(),
            done=self.done,
            ledger=[msgspec.Raw(line) for line in self.books.ledger[self._first_line :]],
        )

    def _dropped(self) -> list[tuple[str, str]]:
        first = {(each.name, each.number): each.before for each in reversed(self._changes)}
        final = {(each.name, each.number): each.after for each in self._changes}
        return [key for key, record in final.items() if record is None and first[key] is not None]
