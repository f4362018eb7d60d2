"""Requests and answers of the admin interface as values."""

from typing import Any

import msgspec


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """One request: `path` is what follows `/admin/`, in parts, each unquoted."""

    method: str
    path: list[str]
    query: dict[str, str]
    body: bytes


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One answer. `wrote`: the journal must be synced first."""

    status: int = 200
    body: bytes = b"{}"
    content_type: bytes = b"application/json"
    wrote: bool = False


def told(value: Any, *, wrote: bool = False) -> Told:
    return Told(body=msgspec.json.encode(value), wrote=wrote)


def refused(sentence: str, *, status: int = 400) -> Told:
    return Told(status=status, body=msgspec.json.encode({"error": sentence}))
