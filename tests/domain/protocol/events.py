"""Everything that may happen to a row in its present state, picked by chance; late and stale events too."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from backend.domain.protocol.events import (
    Adopted,
    CannotLook,
    Claimed,
    Event,
    LeaseEnded,
    LookAsked,
    LookClaimed,
    Pressed,
    ReadBack,
    Refused,
    Renumbered,
    Restored,
    Retried,
    SentAgain,
    Stopped,
    Unblocked,
)
from backend.domain.protocol.row import Intent, Row
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.outcome import ErrorClass, Result
from backend.domain.pushes.remote import RemoteRef
from backend.domain.status import Park
from backend.domain.syncs.verbs import Verb, left_out
from tests.domain.protocol.make import (
    BLOCKED_BY_ERROR,
    CLAIM,
    LOOK,
    MINUTE,
    TIMES,
    WAITS,
    A,
    B,
    C,
    accepted,
    answered,
    delivered,
    intended,
    looked,
)

_ANSWERS = [
    (Result.APPLIED, None),
    (Result.REJECTED, ErrorClass.DATA),
    (Result.NOT_APPLIED, ErrorClass.CONNECTION),
    (Result.NOT_APPLIED, ErrorClass.BUSY),
    (Result.UNKNOWN, ErrorClass.UNCLEAR),
    (Result.UNKNOWN, ErrorClass.DUPLICATE),
    (Result.ACKNOWLEDGED, None),
]


def any_event(row: Row, now: datetime, chance: Random) -> Event:
    picked = chance.randrange(len(_MAKERS) + len(_ALWAYS_THE_SAME))
    if picked < len(_MAKERS):
        return _MAKERS[picked](row, now, chance)
    return _ALWAYS_THE_SAME[picked - len(_MAKERS)]


def _accepted(row: Row, _: datetime, chance: Random) -> Event:
    content = chance.choice([A, B, C])
    return accepted(row.desired_version + 1, content, automatic=chance.random() < 0.5)


def _pressed(row: Row, now: datetime, chance: Random) -> Event:
    verbs = [verb for verb in Verb if left_out(row.status, verb, row.park) is None]
    return Pressed(chance.choice(verbs)) if verbs else Retried()


def _intended(row: Row, _: datetime, chance: Random) -> Event:
    version = max(1, row.desired_version - chance.choice([0, 0, 0, 1]))
    return intended(version, attempt=chance.randrange(10_000), level=chance.choice(["top", "100"]))


def _intent(row: Row, chance: Random) -> Intent:
    attempt = row.open_attempt if row.open_attempt is not None and chance.random() < 0.9 else 99_999
    version = max(1, row.desired_version - chance.choice([0, 0, 1]))
    content, duplicate = chance.choice([A, B, row.desired_hash]), chance.random() < 0.3
    return Intent(attempt=attempt, create=not row.linked, version=version, hash=content, refused_as_duplicate=duplicate)


def _answered(row: Row, _: datetime, chance: Random) -> Event:
    result, who = chance.choice(_ANSWERS)
    return answered(result, who, of=_intent(row, chance), remote=chance.choice([None, RemoteRef(id="R1")]))


def _delivered(row: Row, _: datetime, chance: Random) -> Event:
    result, who = chance.choice(_ANSWERS[:-1])
    return delivered(result, who, of=_intent(row, chance), remote=chance.choice([None, RemoteRef(id="R1")]))


def _looked(row: Row, now: datetime, chance: Random) -> Event:
    of = _intent(row, chance) if row.open_attempt is not None else None
    level, current = chance.choice(["top", "100"]), (row.desired_version, row.desired_hash)
    return looked(chance.choice(list(Match)), of=of, at=now, level=level, current=current)


def _restored(_: Row, now: datetime, chance: Random) -> Event:
    return Restored(now + chance.choice([0, 1, 30]) * MINUTE) if chance.random() < 0.2 else Retried()


def _claimed_after_it(_: Row, now: datetime, chance: Random) -> Event:
    look_from = now + chance.choice([-1, 0, 1]) * MINUTE
    return chance.choice([Claimed(MINUTE, look_from=look_from), LookClaimed(MINUTE, look_from)])


def _read_back(row: Row, _: datetime, chance: Random) -> Event:
    return ReadBack(found=Found(match=chance.choice(list(Match))), fence=row.fence - chance.choice([0, 0, 0, 1]))


def _stopped(row: Row, _: datetime, chance: Random) -> Event:
    version, park = max(1, row.desired_version - chance.choice([0, 0, 1])), chance.choice([None, None, *Park])
    return Stopped(version=version, automatic=chance.random() < 0.5, park=park, said="no")


_MAKERS: list[Callable[[Row, datetime, Random], Event]] = [
    _accepted,
    _pressed,
    _intended,
    _intended,
    _answered,
    _answered,
    _delivered,
    _looked,
    _looked,
    _restored,
    _claimed_after_it,
    _read_back,
    _stopped,
]
_ALWAYS_THE_SAME: list[Event] = [
    Retried(),
    CLAIM,
    CLAIM,
    WAITS,
    BLOCKED_BY_ERROR,
    Unblocked(),
    Refused("no"),
    LeaseEnded(TIMES),
    LOOK,
    Adopted("R9", "100"),
    LookAsked(),
    Renumbered(),
    SentAgain(),
    CannotLook("no"),
]
