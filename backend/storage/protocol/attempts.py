"""Attempts: intents, what became of them, look-ups, and the exchanges they point to."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from backend.domain.pushes.cause import Cause
from backend.domain.pushes.found import Difference, Match
from backend.domain.pushes.outcome import Exchange, Outcome, Result
from backend.domain.pushes.push import Operation
from backend.domain.pushes.remote import RemoteRef
from backend.storage.postgres.columns import columns_of
from backend.storage.postgres.database import as_json, query, query_one

_LONGEST_TEXT = 64 * 1024
_OPEN = (Result.UNKNOWN, Result.ACKNOWLEDGED)


class NewIntent(msgspec.Struct, frozen=True, kw_only=True):
    binding: int
    operation: Operation
    version: int
    version_hash: bytes
    level: str
    epoch: int
    key: str
    body_hash: bytes
    fence: int
    intended_at: datetime


class Look(msgspec.Struct, frozen=True, kw_only=True):
    binding: int
    version: int
    version_hash: bytes
    level: str
    epoch: int
    key: str
    fence: int
    outcome: str
    sentence: str
    remote_id: str | None
    differences: str  # JSON, as `written_down` makes it
    records: str  # JSON, too: what a person has to decide about
    exchange: int | None


OUTCOME_OF_MATCH = {
    Match.EQUAL: "found",
    Match.OLDER: "found",
    Match.ABSENT: "absent",
    Match.FOREIGN: "foreign",
    Match.SEVERAL: "several",
    Match.UNSEEN: "unseen",
}


async def insert_intents(intents: Sequence[NewIntent]) -> dict[int, int]:
    """binding → attempt."""
    rows = await query("insert_intents", intents=as_json(intents))
    return {row["binding"]: row["id"] for row in rows}


class LastWrite(msgspec.Struct, frozen=True):
    version: int
    body_hash: bytes  # of its element
    blamed: str  # the piece of it that its error is about, if that is known


async def last_write(binding: int) -> LastWrite | None:
    """None: nothing was sent of it yet."""
    row = await query_one("last_write", binding=binding)
    return LastWrite(row["version"], row["body_hash"], row["blamed"]) if row else None


async def insert_exchange(integration: int, exchange: Exchange | None) -> int | None:
    if exchange is None:
        return None
    row = await query_one(
        "insert_exchange",
        integration=integration,
        seconds=exchange.seconds,
        http_status=exchange.http_status,
        request=storable(exchange.request),
        answer=storable(exchange.answer),
        bytes_sent=exchange.bytes_sent,
        bytes_received=exchange.bytes_received,
        request_id=exchange.request_id,
    )
    assert row is not None
    number: int = row["id"]
    return number


def storable(text: str) -> str:
    """PostgreSQL holds neither NUL nor lone surrogates; a text of a third party may have both."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def written_down(seen: Sequence[Difference] | Sequence[RemoteRef]) -> str:
    words = [{name: storable(text) for name, text in msgspec.structs.asdict(one).items()} for one in seen]
    return msgspec.json.encode(words).decode()


async def learn(outcomes: Sequence[tuple[int, Outcome]], *, exchange: int | None, learned_by: str = "answer") -> None:
    """(attempt, outcome). What is unknown or only acknowledged stays open; why is kept."""
    attempts, found = [attempt for attempt, _ in outcomes], [outcome for _, outcome in outcomes]
    is_open = [o.result in _OPEN for o in found]
    await query(
        "learn_outcomes",
        id=attempts,
        outcome=[None if left else o.result.value for o, left in zip(found, is_open, strict=True)],
        later=[o.exchange is not None and o.exchange.request_id != "" for o in found],
        acknowledged=[o.result is Result.ACKNOWLEDGED for o in found],
        trouble=[storable(o.sentence) if left else "" for o, left in zip(found, is_open, strict=True)],
        error_class=[o.error_class.value if o.error_class else None for o in found],
        sentence=[storable(o.sentence) for o in found],
        raw=[storable(o.raw)[:_LONGEST_TEXT] for o in found],
        codes=["\n".join(map(storable, o.codes)) for o in found],
        support_id=[storable(o.support_id) for o in found],
        blamed=[storable(o.blamed)[:_LONGEST_TEXT] for o in found],
        remote_id=[o.remote.id if o.remote else None for o in found],
        exchange=[exchange] * len(found),
        learned_by=learned_by,
    )


async def insert_looks(looks: Sequence[Look], *, counted: bool = False) -> None:
    """Of one call. `counted`: as a transaction of this month, already."""
    if looks:
        await query("insert_looks", **columns_of(looks), counted=counted)


async def settle(settled: Sequence[tuple[int, str, str | None]]) -> None:
    """(attempt, outcome, remote id): a look decided what became of open attempts."""
    if settled:
        ids, outcomes, remotes = map(list, zip(*settled, strict=True))
        await query("settle_attempts", id=ids, outcome=outcomes, remote_id=remotes)


async def was_last_absent(binding: int) -> bool:
    """Whether the last thing known of it is a look that saw nothing."""
    row = await query_one("last_attempt", binding=binding)
    return row is not None and (row["operation"], row["outcome"]) == ("look", "absent")


async def has_sent(integration: int) -> bool:
    """Whether anything was sent, or found. What certainly did not arrive (a mistyped company) does not count."""
    row = await query_one("has_sent", integration=integration)
    return bool(row and row["sent"])


async def note_causes(integration: int, found: Sequence[Cause]) -> None:
    """Remember what groups of errors have in common.

    In the order of fingerprints, so that two requests that end at once never wait for each other.
    """
    causes = dict(sorted({cause.fingerprint: cause for cause in found}.items()))
    if causes:
        await query(
            "note_causes",
            integration=integration,
            fingerprint=list(causes),
            **{"class": [cause.error_class.value for cause in causes.values()]},
            sentence=[storable(cause.sentence) for cause in causes.values()],
            sample=[storable(cause.sample)[:_LONGEST_TEXT] for cause in causes.values()],
            who=[cause.advice.who.value if cause.advice else "" for cause in causes.values()],
            next_step=[storable(cause.advice.next_step) if cause.advice else "" for cause in causes.values()],
            lack=[_lack(cause) for cause in causes.values()],
        )


def _lack(cause: Cause) -> str:
    if cause.lack is None:
        return "{}"
    words = {"code": storable(cause.lack.code), "value": storable(cause.lack.value)}
    return msgspec.json.encode(msgspec.structs.replace(cause.lack, **words)).decode()
