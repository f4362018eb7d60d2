"""What became of a write."""

from datetime import timedelta
from enum import StrEnum

import msgspec

from backend.domain.pushes.advice import Advice
from backend.domain.pushes.remote import RemoteRef


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
    kinds: tuple[str, ...] = ()  # of objects of ours that would be it there; none: people set it up
    entry: tuple[str, str] = ("", "")  # the map, and its code, that did say so


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
    blamed: str = ""  # the piece of the request that the error is about, as it was sent; "": that cannot be known
    raw: str = ""  # the third party's own words
    codes: tuple[str, ...] = ()
    support_id: str = ""
    retry_after: timedelta | None = None
    exchange: Exchange | None = None  # the same object for every outcome of one request

    @property
    def is_unclear(self) -> bool:
        """Perhaps applied, and nothing points to a record: of a duplicate at least something is there."""
        return self.result is Result.UNKNOWN and self.error_class is not ErrorClass.DUPLICATE
