"""What one company holds, in memory: records by number and by name, finished control ids, the ledger."""

import time
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from backend.stand_in.company.commit import Accepted, Access, Commit
from backend.stand_in.company.settings import Settings
from backend.stand_in.objects.registry import DEFINITIONS

Record = dict[str, Any]


class Unseen(msgspec.Struct, frozen=True, kw_only=True):
    """A change that searches do not see until then; before it there was this record, or none."""

    before: Record | None
    until: float


class Books:
    """The state of one company. `put` and `drop` keep the indexes true; who calls them keeps the journal."""

    def __init__(self) -> None:
        self.reset()

    def reset(self, opening: Commit | None = None) -> None:
        """Empty the books, then do what the opening says."""
        self.access = Access()
        self.settings = Settings()
        self.records: dict[str, dict[str, Record]] = {name: {} for name in DEFINITIONS}
        self.names: dict[str, dict[str, list[str]]] = {name: {} for name in DEFINITIONS}
        self.fields: dict[str, set[str]] = {name: set(each.fields) for name, each in DEFINITIONS.items()}
        self.last_number: defaultdict[str, int] = defaultdict(int)
        self.done: set[tuple[str, str]] = set()  # sender and control id
        self.ledger: list[bytes] = []
        self.accepted: dict[str, Accepted] = {}  # asynchronous requests, until their answers are delivered
        self.answers: dict[str, bytes] = {}  # of those that are executed
        self.unseen: dict[tuple[str, str], Unseen] = {}  # by object and number
        self.apply(opening or Commit())

    def named(self, name: str, key: str) -> Record | None:
        """The record with that natural key; of several documents with one number, the first."""
        numbers = self.names[name].get(key)
        return self.records[name][numbers[0]] if numbers else None

    def next_number(self, name: str) -> str:
        self.last_number[name] += 1
        return str(self.last_number[name])

    def searched(self, name: str) -> Iterable[Record]:
        """The records as a search finds them: changes that are too new are not in it yet."""
        if not self.settings.lag_seconds:
            return self.records[name].values()
        now, found = time.monotonic(), dict(self.records[name])
        self.unseen = {key: each for key, each in self.unseen.items() if now < each.until}
        for (changed, number), each in self.unseen.items():
            if changed == name and each.before is None:
                found.pop(number, None)
            elif changed == name and each.before is not None:
                found[number] = each.before
        return found.values()

    def keep_unseen(self, name: str, number: str, before: Record | None) -> None:
        """Let searches go on finding what was there before this change, for as long as the lag says."""
        now, earlier = time.monotonic(), self.unseen.get((name, number))
        if earlier is None or earlier.until <= now:
            self.unseen[name, number] = Unseen(before=before, until=now + self.settings.lag_seconds)

    def put(self, name: str, record: Record) -> Record | None:
        """Store a record under its RECORDNO; gives the one that stood there."""
        number, key = record["RECORDNO"], record[DEFINITIONS[name].key]
        before = self.records[name].get(number)
        if before is not None:
            self._forget(name, before)
        self.records[name][number] = record
        self.names[name].setdefault(key, []).append(number)
        self.fields[name].update(record)
        self.last_number[name] = max(self.last_number[name], int(number))
        return before

    def drop(self, name: str, number: str) -> Record:
        record = self.records[name].pop(number)
        self._forget(name, record)
        return record

    def apply(self, commit: Commit) -> None:
        """Do again what a journal line says was done."""
        self.access = commit.access or self.access
        self.settings = commit.settings or self.settings
        for name, record in commit.puts:
            self.put(name, record)
        for name, number in commit.drops:
            self.drop(name, number)
        self.done.update(commit.done)
        self.ledger.extend(bytes(line) for line in commit.ledger)
        self.accepted.update((each.id, each) for each in commit.accepted)
        self.answers.update(commit.answered)
        for accepted in commit.finished:
            self.finish(accepted)

    def finish(self, accepted: str) -> None:
        self.accepted.pop(accepted, None)
        self.answers.pop(accepted, None)

    def _forget(self, name: str, record: Record) -> None:
        key = record[DEFINITIONS[name].key]
        numbers = self.names[name][key]
        numbers.remove(record["RECORDNO"])
        if not numbers:
            del self.names[name][key]
