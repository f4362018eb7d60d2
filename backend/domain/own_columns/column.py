"""A column of an integration's own: what the list and the details show of the content besides what they always do."""

from collections.abc import Collection, Sequence
from typing import Annotated, Literal
from zlib import crc32

import msgspec
from msgspec import Meta

MOST = 8  # of one integration
FORMATS_WITH = {"amount": "currency", "link": "address"}  # which field says more of them


class OwnColumn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Two kinds may name one label: in the list it is one column."""

    label: Annotated[str, Meta(min_length=1, max_length=40)]
    path: Annotated[str, Meta(min_length=1, max_length=200)]  # as refusals write it: `lines[0].department`
    kind: str = ""  # empty: of each that has such a place
    format: Literal["text", "number", "amount", "date", "code", "link"] = "text"
    currency: Annotated[str, Meta(max_length=200)] = ""  # of an amount: where it stands; empty: the field `currency`
    address: Annotated[str, Meta(max_length=500)] = ""  # of a link: `https://crm.example/{value}`

    @property
    def token(self) -> str:
        """Of its label, as a layout names it."""
        return f"own-{crc32(self.label.encode()):08x}"

    @property
    def is_number(self) -> bool:
        return self.format in ("number", "amount")


def heads(columns: Sequence[OwnColumn], tokens: Collection[str]) -> list[OwnColumn]:
    """The first of each label that is named, in their own order."""
    found: dict[str, OwnColumn] = {}
    for one in columns:
        if one.token in tokens:
            found.setdefault(one.token, one)
    return list(found.values())
