"""What support needs to know of one object, redacted: no body, no secret, no value of a request."""

from collections.abc import Sequence
from typing import Any

from backend.domain.pushes.redacting import redacted
from backend.storage.postgres.database import Record, query
from backend.storage.screens.values import Detail

_MOST_EXCHANGES = 10
_MOST_VERSIONS = 50
_OF_ROW = ("kind", "key", "entity", "status", "phase", "park", "version", "synced_version", "level", "next_at")
_MORE_OF_ROW = ("fail_count", "message", "remote_number", "changed_at", "in_flight")
_OF_ATTEMPT = ("at", "operation", "version", "level", "outcome", "sentence", "raw", "codes", "support_id", "seconds")
_MORE_OF_ATTEMPT = ("key", "by", "exchange")


async def bundle(found: Detail) -> dict[str, Any]:
    hashes = await query("screen_hashes", id=found.row.id, most=_MOST_VERSIONS)
    exchanges = await query("screen_bundle", id=found.row.id, most=_MOST_EXCHANGES)
    return {
        "object": _picked(found.row, (*_OF_ROW, *_MORE_OF_ROW)) | {"remote_id": found.remote_id},
        "needs": found.needs,
        "versions": [dict(row) for row in hashes],
        "attempts": [_picked(one, (*_OF_ATTEMPT, *_MORE_OF_ATTEMPT)) for one in found.attempts],
        "exchanges": [_redacted(row) for row in exchanges],
        "correlation_ids": _distinct([one.key for one in found.attempts]),
        "support_ids": _distinct([one.support_id for one in found.attempts]),
    }


def _picked(one: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}


def _redacted(row: Record) -> dict[str, Any]:
    """Where there was no answer, what stands in its place is a sentence of ours."""
    answer = row["answer"] if row["http_status"] is None else redacted(row["answer"])
    return dict(row) | {"request": redacted(row["request"]), "answer": answer}


def _distinct(words: Sequence[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word]
