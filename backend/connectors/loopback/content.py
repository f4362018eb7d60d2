"""The element that the pretend third party takes: the body as sorted JSON."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from backend.domain.objects import ObjectRef
from backend.domain.push import Payload

_encoder = msgspec.json.Encoder(order="deterministic")


def payload(fields: dict[str, str]) -> Payload:
    content = _encoder.encode(fields)
    return Payload(content=content, hash=hashlib.sha256(content).digest())


def fields_in(content: bytes) -> dict[str, str]:
    return msgspec.json.decode(content, type=dict[str, str])


def flat(body: Mapping[str, Any]) -> dict[str, str]:
    """Words stay words; lists and objects become their JSON."""
    return {name: value if isinstance(value, str) else _encoder.encode(value).decode() for name, value in body.items()}


def references(value: Any, kinds: Mapping[str, Any]) -> Iterator[ObjectRef]:
    """A field that is named like a kind and holds a word points to an object of that kind."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in kinds and isinstance(inner, str) and inner:
                yield ObjectRef(name, inner)
            else:
                yield from references(inner, kinds)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner, kinds)
