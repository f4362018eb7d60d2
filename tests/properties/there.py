"""What a third party of the tests' own holds, what is on the way to it, and what it executed. Its clock is a number.

It checks what only it can see: nothing is sent while an older request of the object may still be carried out, and
nothing is written before what it needs.
"""

from datetime import UTC, datetime, timedelta
from itertools import count

import msgspec

from backend.connectors.loopback.content import fields_in
from backend.connectors.outcomes import duplicate
from backend.domain.objects import ObjectRef
from backend.domain.pushes.outcome import Exchange, Outcome, Result
from backend.domain.pushes.push import Operation, Push
from backend.domain.pushes.remote import RemoteRef

LONGEST, LAG, CALL, ANSWERS_WITHIN = 60.0, 5.0, 10.0, 240.0  # seconds
NEEDS = {"parent": "department", "customer": "customer"}  # field → the kind that it names
_ids = count(1)  # of records: no two machines have one
EXCHANGE = Exchange(request="", answer="", http_status=200, seconds=0, bytes_sent=0, bytes_received=0)


class Record(msgspec.Struct):
    id: str
    number: ObjectRef  # its kind, and its number there
    fields: dict[str, str]
    marker: str  # the key that made it; "": a stranger's
    made_at: datetime
    shown_from: float
    owner: ObjectRef | None = None  # the object that it was made for; None: it is a stranger's
    before: dict[str, str] | None = None  # what is shown until then
    edited: bool = False  # by somebody else, since it was last written by us

    def shown(self, now: float) -> dict[str, str] | None:
        return self.fields if now >= self.shown_from else self.before


class Flying(msgspec.Struct, frozen=True, eq=False):
    push: Push
    until: float  # by then it is carried out, or never
    request_id: str = ""  # by which its answer comes later


class There:
    def __init__(self, *, dedupes: bool, unique: bool) -> None:
        self.dedupes, self.unique = dedupes, unique
        self.now = 0.0
        self.records: dict[str, Record] = {}
        self.keys: set[str] = set()
        self.flying: list[Flying] = []
        self.deleted: set[str] = set()  # by somebody else
        self.ever: set[ObjectRef] = set()  # numbers that had a record
        self.mail: list[tuple[str, str]] = []  # request id, what became of it
        self.ledger: list[Push] = []  # executed
        self.faults: list[str] = []  # of the next pushes
        self.blind = False
        self.broken: list[str] = []
        self.numbers = count(1)

    def named(self, number: ObjectRef) -> list[Record]:
        return [record for record in self.records.values() if record.number == number]

    def ours(self, ref: ObjectRef) -> list[Record]:
        return [record for record in self.records.values() if record.owner == ref]

    def arrives(self, push: Push) -> None:
        """I8 and I11, as only the third party can see them."""
        if any(one.push.ref == push.ref for one in self.flying):
            self.broken.append(f"{push.ref} was sent while an older request of it may still be carried out")
        for field, value in fields_in(push.payload.content).items():
            if field in NEEDS and ObjectRef(NEEDS[field], value) not in self.ever:
                self.broken.append(f"{push.ref} was sent before {value}")

    def executes(self, push: Push) -> Outcome:
        if self.dedupes and push.key in self.keys:
            return duplicate("It was carried out before", exchange=EXCHANGE)
        create = push.operation is Operation.CREATE
        if create and self.unique and self.named(number_of(push)):
            return duplicate("Its number is there", exchange=EXCHANGE)
        record = self._made(push) if create else self.records.get(push.remote.id if push.remote else "")
        if record is None:
            return Outcome(result=Result.REJECTED, sentence="There is nothing to update", exchange=EXCHANGE)
        record.before = None if create else record.shown(self.now)
        record.fields, record.shown_from, record.edited = fields_in(push.payload.content), self.now + LAG, False
        self.keys.add(push.key)
        self.ledger.append(push)
        return Outcome(result=Result.APPLIED, remote=ref_of(record), level="top", exchange=EXCHANGE)

    def _made(self, push: Push) -> Record:
        record = self._add(number_of(push), {}, made_at=datetime.now(UTC))
        record.marker, record.owner = push.key, push.ref
        if len(self.ours(push.ref)) > 1:
            self.broken.append(f"{push.ref} has two records")
        return record

    def add_stranger(self, number: ObjectRef, fields: dict[str, str]) -> None:
        self._add(number, fields, made_at=datetime.now(UTC) - timedelta(days=1))

    def _add(self, number: ObjectRef, fields: dict[str, str], *, made_at: datetime) -> Record:
        record = Record(str(next(_ids)), number, fields, "", made_at, self.now)
        self.records[record.id] = record
        self.ever.add(number)
        return record

    def runs(self, flying: Flying) -> None:
        """Late, or at last. Where it was acknowledged, its answer is posted."""
        self.flying.remove(flying)
        outcome = self.executes(flying.push)
        if flying.request_id:
            remote = outcome.remote.id if outcome.remote else ""
            said = outcome.error_class or outcome.result
            self.mail.append((flying.request_id, msgspec.json.encode({flying.push.key: [said, remote]}).decode()))

    def goes_on(self, seconds: float) -> None:
        """What was not carried out before is so at its latest moment."""
        ends = self.now + seconds
        for flying in sorted(self.flying, key=lambda one: one.until):
            if flying.until <= ends:
                self.now = max(self.now, flying.until)
                self.runs(flying)
        self.now = ends


def ref_of(record: Record) -> RemoteRef:
    return RemoteRef(id=record.id, number=record.number.key)


def number_of(push: Push) -> ObjectRef:
    return ObjectRef(push.ref.kind, push.natural_key)
