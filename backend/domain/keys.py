"""Deduplication keys: one per creation or update, never per attempt; a rebuilt console makes the same.

The epoch rises when a push was plainly refused: some third parties take no key twice, not even a refused one.
"""

import base64
import hashlib

from backend.domain.objects import ObjectRef

FORGOTTEN = 4  # refusals, and decisions of people, that a restored console may not remember


def create_key(company: str, ref: ObjectRef, epoch: int) -> str:
    return _key(company, ref.kind, ref.key, "create", str(epoch))


def coming_create_keys(company: str, ref: ObjectRef, epoch: int, *, restored: bool = False) -> list[str]:
    """Of this epoch, and of those after it. `restored`: and of those before it, under which it may have been created
    after the backup; since then a person gave it another number, say."""
    first = max(1, epoch - FORGOTTEN) if restored else epoch
    return [create_key(company, ref, one) for one in range(first, epoch + FORGOTTEN + 1)]


def update_key(company: str, ref: ObjectRef, epoch: int, *, version: int, synced_version: int | None) -> str:
    return _key(company, ref.kind, ref.key, "update", str(epoch), str(version), str(synced_version))


def _key(*parts: str) -> str:
    """32 characters of base32, of 20 bytes: fits every control id, survives every transport."""
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return base64.b32encode(digest[:20]).decode().lower()
