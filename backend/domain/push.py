"""What goes to a third party and what comes back: the words between the engine and its connectors."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from backend.domain.objects import ObjectRef, Problem

TOP = "top"  # the level of the whole company; any other level is an entity's id


class Operation(StrEnum):
    CREATE = "create"
    UPDATE = "update"


class Result(StrEnum):
    """The three outcomes of a write, and why one was certainly not applied; or none yet."""

    APPLIED = "applied"
    REJECTED = "rejected"  # certainly not applied: the data or the set-up must change
    NOT_APPLIED = "not_applied"  # certainly not applied: the line, the session, the rate; or the record is busy
    UNKNOWN = "unknown"  # perhaps applied: wait out the longest processing time, look, then decide
    ACKNOWLEDGED = "acknowledged"  # taken in: the answer comes later, in a request of the third party's own


class ErrorClass(StrEnum):
    """Who can do something about it."""

    DATA = "data"  # the object, or what it refers to
    SETUP = "setup"  # this integration's settings, rights or value maps
    CONNECTION = "connection"  # the line: nobody's fault among the objects; spends no attempt
    THROTTLE = "throttle"  # too many calls for the moment: all slow down; spends no attempt
    BUSY = "busy"  # the record is locked for a moment; spends an attempt
    DUPLICATE = "duplicate"  # something with that name is there already: look
    UNCLEAR = "unclear"  # no answer that can be understood


class Who(StrEnum):
    """Who can mend a trouble."""

    ERP = "erp"  # whoever keeps the data that is handed over
    SETTINGS = "settings"  # whoever may change this integration's settings
    THERE = "there"  # an administrator of the third party
    NOBODY = "nobody"  # it may pass by itself; what stays lies between here and there
    SUPPORT = "support"  # nobody yet: it is not understood, or an error of ours


class Advice(msgspec.Struct, frozen=True):
    """Who can mend a trouble, and how, in a sentence that names no button of ours."""

    who: Who
    next_step: str


def mending(sentence: str, advice: Advice | None) -> str:
    """A sentence with what a person can do about it; what goes on by itself needs nobody."""
    if advice is None or advice.who is Who.NOBODY:
        return sentence
    return f"{sentence.rstrip('.')}. {advice.next_step}"


class RemoteRef(msgspec.Struct, frozen=True, kw_only=True):
    """A record at the third party."""

    id: str  # Sage Intacct: RECORDNO
    number: str = ""  # what people call it there (CUSTOMERID, invoice number)
    url: str = ""


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of one object's element, ready to send. `hash` covers them and nothing around them.

    `before` goes just before it in the same request: a helper that the object leans on, and that may be there already.
    """

    content: bytes
    hash: bytes
    before: bytes = b""


NO_PAYLOAD = Payload(content=b"", hash=b"")  # of a push that is only looked for, or was sent long ago


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """One write: `key` is the deduplication key, the same for every attempt at one creation."""

    ref: ObjectRef
    operation: Operation
    key: str
    payload: Payload
    natural_key: str
    remote: RemoteRef | None = None
    expected: dict[str, str] = {}  # field → value, as a look-up should find them (normalised by the connector)
    markers: tuple[str, ...] = ()  # keys of this object's creations: its record may carry one of them
    made_after: datetime | None = None  # what was created before this is not this push's work; None: it may be


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """One HTTP request and its answer, secrets masked."""

    request: str
    answer: str
    http_status: int | None  # None: no answer
    seconds: float
    bytes_sent: int
    bytes_received: int
    request_id: str = ""  # by which an answer that comes later names the request; "": none will


class Missing(msgspec.Struct, frozen=True):
    """What the third party does not have, by the code that was sent."""

    code: str
    maps: tuple[str, ...] = ()  # value maps that may have said so
    remedy: str = ""  # how people get it there: `have it set up at Intacct`


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one push."""

    result: Result
    remote: RemoteRef | None = None
    level: str | None = None  # where the answer says it was done
    error_class: ErrorClass | None = None
    cause: str = ""  # what a group of errors shares: `missing customer HUNGO`; a fingerprint, not for eyes
    sentence: str = ""  # for an operator
    advice: Advice | None = None
    missing: Missing | None = None  # why it was refused
    raw: str = ""  # the third party's own words
    codes: tuple[str, ...] = ()
    support_id: str = ""
    retry_after: timedelta | None = None
    exchange: Exchange | None = None  # the same object for every outcome of one request


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """What a group of errors has in common."""

    fingerprint: str  # not for eyes
    error_class: ErrorClass
    sentence: str  # of the group: names no object
    sample: str = ""  # the third party's own words
    advice: Advice | None = None


def cause_of(outcome: Outcome) -> Cause | None:
    """None: it shares nothing."""
    if not outcome.cause:
        return None
    return Cause(
        fingerprint=outcome.cause,
        error_class=outcome.error_class or ErrorClass.DATA,
        sentence=outcome.sentence,
        sample=outcome.raw,
        advice=outcome.advice,
    )


class SharedProblem(Problem, frozen=True, kw_only=True):
    """A problem that other objects have too, in whatever field."""

    cause: Cause
    remedy: str = ""  # what to do, in a few words


class Match(StrEnum):
    EQUAL = "equal"  # there, and what we wrote: ours
    OLDER = "older"  # ours by its id or our marker, with other content
    FOREIGN = "foreign"  # there under our number, but not ours
    SEVERAL = "several"  # more than one
    ABSENT = "absent"
    UNSEEN = "unseen"  # the look itself failed


class Difference(msgspec.Struct, frozen=True):
    """One field of a record that does not hold what we would write."""

    field: str  # as the third party calls it
    label: str  # ours, in plain words
    there: str
    here: str


def differing(differences: Sequence[Difference]) -> str:
    """A sentence with our words, a short one; "" without a difference."""
    if not differences:
        return ""
    labels = [one.label for one in differences]
    *others, last = labels if len(labels) <= 4 else [*labels[:3], f"{len(labels) - 3} more fields"]
    return f"It differs in {', '.join(others)} and {last}" if others else f"It differs in {last}"


def created_before(field: str, created: str, made_after: datetime) -> Difference:
    """A record that was there before ours was sent."""
    return Difference(field, "time of creation", created, f"sent after {made_after:%Y-%m-%d %H:%M} UTC")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a look-up of one push saw."""

    match: Match
    remote: RemoteRef | None = None
    others: tuple[RemoteRef, ...] = ()  # several; or, of a record that is gone, what has its number now
    differences: tuple[Difference, ...] = ()
    sentence: str = ""
    error_class: ErrorClass | None = None  # of a look that failed, where it is known
    retry_after: timedelta | None = None
    exchange: Exchange | None = None


class RemoteRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record as the third party holds it."""

    ref: RemoteRef
    fields: dict[str, str]
    changed: str = ""  # when, as the third party writes it; empty: not asked for, or not known there


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the line works, or what was asked over it, in a sentence."""

    ok: bool
    sentence: str
    company: str = ""  # the company the third party says we are in
    who: Who | None = None  # who can mend it
    next_step: str = ""  # what that person does
    raw: str = ""  # the third party's own words
    request_id: str = ""  # of a question that is only acknowledged: its answer names it


def unwell(sentence: str, advice: Advice, raw: str = "") -> Health:
    return Health(ok=False, sentence=sentence, who=advice.who, next_step=advice.next_step, raw=raw)


class Promises(msgspec.Struct, frozen=True, kw_only=True):
    """What the third party does for us, and its longest times."""

    dedupes_keys: bool  # refuses a completed key
    longest_processing: timedelta  # a request may still be executed so long after it was sent
    look_up_lag: timedelta  # a write is visible to look-ups after so long
    call_timeout: timedelta
    batch_limit: int  # functions a request; a larger batch size is refused
    batch_bytes: int | None = None  # of their content; None: as many as there are
    answers_within: timedelta = timedelta(0)  # acknowledged writes are answered within so long; 0: all are at once


def how_many_fit(pushes: Sequence[Push], promises: Promises) -> int:
    """Of these, from the first on, in one request. One alone always does: the third party says whether it takes it."""
    functions = size = 0
    for n, push in enumerate(pushes):
        functions += 2 if push.payload.before else 1
        size += len(push.payload.before) + len(push.payload.content)
        if n and (functions > promises.batch_limit or size > (promises.batch_bytes or size)):
            return n
    return len(pushes)


class CarriedKind(msgspec.Struct, frozen=True, kw_only=True):
    """How a connector carries one kind."""

    name: str
    remote_name: str  # what it is called there (ARINVOICE)
    awaited: bool = True  # False: it is often set up there by people, and waited for only once one was received


class Maps(msgspec.Struct, frozen=True):
    """Value maps: name → (code → value). `*` answers for codes without an entry."""

    entries: dict[str, dict[str, str]] = {}

    def find(self, name: str, code: str) -> str | None:
        entries = self.entries.get(name, {})
        return entries.get(code, entries.get("*"))


Rendered = Payload | tuple[Problem, ...]
