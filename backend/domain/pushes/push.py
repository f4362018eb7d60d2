"""One write to a third party."""

from datetime import datetime
from enum import StrEnum

import msgspec

from backend.domain.objects import ObjectRef, Problem
from backend.domain.pushes.remote import RemoteRef


class Operation(StrEnum):
    CREATE = "create"
    UPDATE = "update"


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of one object's element, ready to send. `hash` covers them and nothing around them.

    `before` goes just before it in the same request: a helper that the object leans on, and that may be there already.
    """

    content: bytes
    hash: bytes
    before: bytes = b""


NO_PAYLOAD = Payload(content=b"", hash=b"")  # of a push that is only looked for, or was sent long ago


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """One write: `key` is the deduplication key, the same for every attempt at one creation."""

    ref: ObjectRef
    operation: Operation
    key: str
    payload: Payload
    natural_key: str
    remote: RemoteRef | None = None
    expected: dict[str, str] = {}  # field → value, as a look-up should find them (normalised by the connector)
    markers: tuple[str, ...] = ()  # keys of this object's creations: its record may carry one of them
    made_after: datetime | None = None  # what was created before this is not this push's work; None: it may be


Rendered = Payload | tuple[Problem, ...]
