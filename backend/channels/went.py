"""What became of one try to tell somebody."""

import msgspec


class Went(msgspec.Struct, frozen=True, kw_only=True):
    """`sentence` names no address: it may hold a token."""

    sentence: str
    delivered: bool = False
    final: bool = False  # trying again is not wanted
