"""What a third party has."""

import msgspec


class RemoteRef(msgspec.Struct, frozen=True, kw_only=True):
    """A record at the third party."""

    id: str  # Sage Intacct: RECORDNO
    number: str = ""  # what people call it there (CUSTOMERID, invoice number)
    url: str = ""


class RemoteRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record as the third party holds it."""

    ref: RemoteRef
    fields: dict[str, str]
    changed: str = ""  # when, as the third party writes it; empty: not asked for, or not known there
