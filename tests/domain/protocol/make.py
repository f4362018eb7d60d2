"""Rows and events with only what matters in the call."""

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from backend.domain.objects import Category
from backend.domain.protocol.events import (
    Accepted,
    Answered,
    Blocked,
    Claimed,
    Delivered,
    Intended,
    LeaseEnded,
    LookClaimed,
    Looked,
)
from backend.domain.protocol.row import Intent, Row
from backend.domain.protocol.times import Times
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.domain.pushes.promises import Promises
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import Park, Phase

NOW = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
QUIET = timedelta(seconds=5)
PROMISES = Promises(
    longest_processing=15 * MINUTE,
    look_up_lag=timedelta(seconds=10),
    call_timeout=2 * MINUTE,
    batch_limit=100,
    answers_within=60 * MINUTE,
)
TIMES = Times.of(PROMISES)
A, B, C = b"content a", b"content b", b"content c"


def make_row(**given: Any) -> Row:
    """Version 1 came in, nothing was sent."""
    fresh = Row(
        id=1,
        category=Category.FINANCE,
        want=False,
        forced=False,
        phase=Phase.IDLE,
        park=None,
        next_at=None,
        wanted_at=None,
        quarantine_until=None,
        fence=4,
        lease_until=None,
        open_attempt=None,
        create_epoch=1,
        epoch_unknown=False,
        level=None,
        desired_version=1,
        desired_hash=A,
        synced_version=None,
        synced_hash=None,
        linked=False,
        fail_count=0,
        crash_count=0,
    )
    return replace(fresh, **given)


def queued(**given: Any) -> Row:
    return make_row(**{"want": True, "next_at": NOW} | given)


def claimed(**given: Any) -> Row:
    return make_row(**{"want": True, "next_at": NOW, "phase": Phase.CLAIMED, "lease_until": NOW + MINUTE} | given)


def sent(**given: Any) -> Row:
    """Attempt 7 at version 1 is on the wire since NOW."""
    lease = NOW + TIMES.lease
    facts = {"phase": Phase.SENT, "open_attempt": 7, "lease_until": lease, "next_at": lease, "level": "top"}
    facts |= {"quarantine_until": NOW + TIMES.quarantine}
    return make_row(**facts | given)


def confirming(**given: Any) -> Row:
    """Attempt 7 at version 1 was sent at NOW; its outcome is not known. A drain looks."""
    until = NOW + TIMES.quarantine
    facts = {"phase": Phase.CONFIRMING, "open_attempt": 7, "quarantine_until": until, "next_at": until, "level": "top"}
    return make_row(**facts | {"epoch_unknown": True, "lease_until": until + MINUTE} | given)


def blocked(**given: Any) -> Row:
    return make_row(**{"phase": Phase.BLOCKED, "next_at": NOW + MINUTE} | given)


def parked(park: Park = Park.ORDINARY, **given: Any) -> Row:
    return make_row(**{"phase": Phase.PARKED, "park": park} | given)


def in_step(**given: Any) -> Row:
    return make_row(**{"linked": True, "synced_version": 1, "synced_hash": A, "level": "top"} | given)


EVERY_ROW = [
    make_row(),
    queued(),
    claimed(),
    sent(),
    confirming(),
    confirming(lease_until=None),
    blocked(),
    *map(parked, Park),
    in_step(),
]


def accepted(version: int = 2, content: bytes = B, *, automatic: bool = False) -> Accepted:
    return Accepted(version=version, hash=content, automatic=automatic, quiet=QUIET)


CLAIM = Claimed(MINUTE)
LOOK = LookClaimed(TIMES.lease)
LEASE_ENDED = LeaseEnded(TIMES)
WAITS = Blocked("Waiting for customer C1", in_error=False)
BLOCKED_BY_ERROR = Blocked("Blocked by customer C1, which is in error", in_error=True)


def intended(version: int = 1, *, attempt: int = 7, level: str = "top") -> Intended:
    return Intended(attempt=attempt, version=version, level=level, lease=TIMES.lease, quarantine=TIMES.quarantine)


def intent(**given: Any) -> Intent:
    return replace(Intent(attempt=7, create=True, version=1, hash=A), **given)


def answered(result: Result, who: ErrorClass | None = None, *, of: Intent | None = None, **given: Any) -> Answered:
    outcome = Outcome(result=result, error_class=who, **{"sentence": "so it is"} | given)
    return Answered(intent=of or intent(), outcome=outcome, times=TIMES)


def delivered(result: Result, who: ErrorClass | None = None, **given: Any) -> Delivered:
    told = answered(result, who, **given)
    return Delivered(intent=told.intent, outcome=told.outcome, times=told.times)


def looked(match: Match, *, of: Intent | None = None, at: datetime = NOW + TIMES.quarantine, **given: Any) -> Looked:
    facts = {"intent": of, "level": "top", "current": (of.version, of.hash) if of else (1, A)} | given
    found = Found(match=match, remote=RemoteRef(id="R1"), sentence="so it looks")
    return Looked(found=found, looked_at=at, **facts)
