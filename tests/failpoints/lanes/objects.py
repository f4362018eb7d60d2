"""What cases push, and what the third party does about it."""

from collections.abc import Sequence
from typing import Any

import msgspec

from backend.domain.ingest.envelope import Envelope, read_envelope
from tests.failpoints.cases import Case, Remote

LATE_SECONDS = 1.5  # after the call was given up, within the time that the third party has


def faults(case: Case, objects: Sequence[Envelope]) -> list[dict[str, Any]]:
    struck = {"match": {"natural_key": objects[0].ref.key}, "times": 1}
    match case.remote:
        case Remote.OK:
            return []
        case Remote.EXEC_THEN_DROP:
            return [struck | {"do": "drop_after"}]
        case Remote.LATE:
            return [struck | {"do": "delay", "value": case.late_seconds or LATE_SECONDS}]


def customer(key: str, version: int = 1) -> Envelope:
    return _made("customer", key, version, {"name": _text(key, version)})


def invoice(key: str, version: int = 1, *, of: str = "BASE") -> Envelope:
    line = {"account": "4000", "amount": "10.00", "description": _text(key, version)}
    body = {"customer": of, "date": "2024-02-29", "payment_term": "N30", "currency": "EUR", "total": "10.00"}
    return _made("sales_invoice", key, version, body | {"lines": [line]})


def newer(one: Envelope) -> Envelope:
    """Documents are never updated: theirs has the same content."""
    number = (one.number or 1) + 1
    if one.ref.kind == "customer":
        return customer(one.ref.key, number)
    return msgspec.structs.replace(one, number=number)


def _text(key: str, version: int) -> str:
    return f"{key} as of version {version}"


def _made(kind: str, key: str, version: int, body: dict[str, Any]) -> Envelope:
    made = read_envelope({"kind": kind, "key": key, "version": version, "body": body})
    assert isinstance(made, Envelope), made
    return made
