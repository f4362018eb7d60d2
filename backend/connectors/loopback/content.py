"""The element that the pretend third party takes: the body as sorted JSON."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from backend.domain.kinds.registry import KINDS
from backend.domain.objects import ObjectRef
from backend.domain.pushes.push import Payload

_encoder = msgspec.json.Encoder(order="deterministic")


def payload(fields: dict[str, str]) -> Payload:
    content = _encoder.encode(fields)
    return Payload(content=content, hash=hashlib.sha256(content).digest())


def fields_in(content: bytes) -> dict[str, str]:
    return msgspec.json.decode(content, type=dict[str, str])


def field_names(kind: str) -> tuple[str, ...]:
    return KINDS[kind].body.__struct_encode_fields__


def flat(body: Mapping[str, Any]) -> dict[str, str]:
    """Words stay words; lists and objects become their JSON."""
    return {name: value if isinstance(value, str) else _encoder.encode(value).decode() for name, value in body.items()}


def pointing(kind: str, kinds: Iterable[str]) -> dict[str, str]:
    """Which fields of a body of this kind hold the key of another object → that object's kind."""
    return {name: name for name in kinds} | {"parent": kind, "manager": "employee", "invoice": _invoice(kind)}


def _invoice(kind: str) -> str:
    """What a credit memo corrects, or a payment pays."""
    return "purchase_invoice" if kind.startswith(("purchase", "supplier")) else "sales_invoice"


def renamed(value: Any, fields: Mapping[str, str], name: Callable[[ObjectRef], str]) -> Any:
    """The same with what `name` says in the place of each key of another object."""
    if isinstance(value, list):
        return [renamed(inner, fields, name) for inner in value]
    if not isinstance(value, dict):
        return value
    return {
        field: name(ObjectRef(fields[field], inner))
        if field in fields and isinstance(inner, str) and inner
        else renamed(inner, fields, name)
        for field, inner in value.items()
    }


def references(body: Mapping[str, Any], fields: Mapping[str, str]) -> tuple[ObjectRef, ...]:
    found: dict[ObjectRef, None] = {}
    renamed(dict(body), fields, lambda ref: found.setdefault(ref) or ref.key)
    return tuple(found)
