"""What becomes of a version that comes in."""

from enum import StrEnum

import msgspec

from backend.domain.objects import ObjectRef


class Receipt(StrEnum):
    CREATED = "created"  # stored, and the newest
    UNCHANGED = "unchanged"  # the same version and content again, or the newest content without a number
    SUPERSEDED = "superseded"  # stored; a newer one is there already
    CONFLICT = "conflict"  # this number is there with other content: refused


class Held(msgspec.Struct, frozen=True):
    """What is stored of an object: its newest version, and the hash under the number that came in, if any."""

    newest: int
    newest_hash: bytes
    same_number_hash: bytes | None = None


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one version."""

    ref: ObjectRef
    version: int
    receipt: Receipt
    custom: tuple[str, ...] = ()  # body fields that the kind does not know, kept under `custom`
    newest: int = 0


def judge(number: int | None, content: bytes, held: Held | None) -> tuple[Receipt, int]:
    """Without a number the next one is given if the content differs from the newest."""
    if held is None:
        return Receipt.CREATED, number or 1
    if number is None:
        same = content == held.newest_hash
        return (Receipt.UNCHANGED, held.newest) if same else (Receipt.CREATED, held.newest + 1)
    if held.same_number_hash is not None:
        return (Receipt.UNCHANGED if content == held.same_number_hash else Receipt.CONFLICT), number
    return (Receipt.CREATED if number > held.newest else Receipt.SUPERSEDED), number
