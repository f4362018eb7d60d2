"""The ledger: one line per executed write, in the order of execution."""

import hashlib
from typing import Any

import msgspec

from backend.stand_in.company.writing import Writing

_encode = msgspec.json.Encoder().encode


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One executed write, as `GET /admin/ledger` gives it."""

    sequence: int
    time: str
    company: str
    level: str
    function: str
    object: str
    kind: str
    natural_key: str
    control_id: str
    body_hash: str
    fields: dict[str, Any]


def note(
    writing: Writing,
    *,
    level: str,
    function: str,
    name: str,
    kind: str,
    natural_key: str,
    control_id: str,
    canonical: bytes,
    fields: dict[str, Any],
) -> None:
    """Add a line. `canonical`: the function's element in canonical XML."""
    line = Line(
        sequence=len(writing.books.ledger) + 1,
        time=writing.at.isoformat(timespec="milliseconds"),
        company=writing.books.access.company,
        level=level or "top",
        function=function,
        object=name,
        kind=kind,
        natural_key=natural_key,
        control_id=control_id,
        body_hash=hashlib.sha256(canonical).hexdigest(),
        fields=fields,
    )
    writing.books.ledger.append(_encode(line))
