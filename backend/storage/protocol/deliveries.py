"""Answers to acknowledged requests: the third party delivers them later, in requests of its own."""

import hashlib
from typing import Any

import msgspec

from backend.domain.objects import ObjectRef
from backend.domain.protocol.row import Intent
from backend.domain.pushes.push import Operation
from backend.domain.pushes.remote import RemoteRef
from backend.storage.postgres.database import Record, query
from backend.storage.protocol.attempts import storable
from backend.storage.protocol.loads import remote_ref


class Deferred(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt whose request is answered later."""

    binding: int
    ref: ObjectRef
    intent: Intent
    level: str
    key: str
    remote: RemoteRef | None
    body: dict[str, Any]  # as it was sent
    open: bool  # its outcome is not known


async def insert(integration: int, request_id: str, answer: str) -> None:
    """The same answer again changes nothing."""
    text = storable(answer)
    digest = hashlib.sha256(text.encode()).digest()
    await query("insert_delivery", integration=integration, request_id=request_id, hash=digest, answer=text)


async def answers_to(integration: int, request_id: str) -> list[tuple[int, str]]:
    """(delivery, answer), those that are not settled. None before it is written down that the request was sent."""
    rows = await query("deliveries_of", integration=integration, request_id=request_id)
    return [(row["id"], row["answer"]) for row in rows]


async def end(delivery: int) -> None:
    """What it says is stored."""
    await query("end_delivery", id=delivery)


async def forget(integration: int, request_id: str) -> bool:
    """Whether an answer to a question that concerns no object was there."""
    return bool(await query("forget_delivery", integration=integration, request_id=request_id))


async def open_requests() -> list[tuple[int, str]]:
    """(integration, request) of answers that a crash left, or that came too early."""
    return [(row["integration"], row["request_id"]) for row in await query("open_deliveries")]


async def attempts_of(integration: int, request_id: str) -> list[Deferred]:
    """In the order in which they were sent."""
    rows = await query("attempts_of_request", integration=integration, request_id=request_id)
    return [_deferred(row) for row in rows]


def _deferred(row: Record) -> Deferred:
    create = row["operation"] == Operation.CREATE
    intent = Intent(attempt=row["id"], create=create, version=row["version"], hash=row["version_hash"])
    return Deferred(
        binding=row["binding"],
        ref=ObjectRef(row["kind"], row["object_key"]),
        intent=intent,
        level=row["level"],
        key=row["key"],
        remote=remote_ref(row),
        body=msgspec.json.decode(row["body"]),
        open=row["open"],
    )
