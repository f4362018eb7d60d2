"""What changed at a third party: one page of a sweep, and where the next one begins."""

from typing import NewType

import msgspec

from backend.domain.pushes.outcome import Exchange
from backend.domain.pushes.remote import RemoteRecord

Cursor = NewType("Cursor", str)  # a connector's own text, to be kept as it is; it fits one kind at one level


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """One page. A failure is a sentence; then nothing was read and the cursor is the one that was given."""

    cursor: Cursor | None  # for the next call, in this sweep or a later one; None: from the beginning
    records: tuple[RemoteRecord, ...] = ()  # in the order of their changes
    more: bool = False  # this sweep goes on
    failure: str = ""
    exchange: Exchange | None = None  # of a failure
