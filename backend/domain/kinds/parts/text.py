"""Text as an ERP writes it: names, codes, notes, and the keys of other objects."""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta


class Sort(StrEnum):
    """What a field's text is, where its type alone does not tell."""

    LONG = "long"  # may hold tabs and line ends
    KEY = "key"  # names another object: the rules of keys
    AMOUNT = "amount"  # money: its decimals depend on the currency


MAX_KEY = 200

Text = Annotated[str, Meta(max_length=200, description="text of at most 200 characters")]
Name = Annotated[
    str, Meta(min_length=1, max_length=200, pattern=r"\S", description="text of 1 to 200 characters, not only blanks")
]
LongText = Annotated[
    str, Meta(max_length=4000, description="text of at most 4,000 characters", extra={"sort": Sort.LONG})
]
Key = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=MAX_KEY,
        pattern=r"\A(?!\s)(?s:.*)(?<!\s)\Z",
        description="a key of 1 to 200 characters without blanks around it",
        extra={"sort": Sort.KEY},
    ),
]
Activity = Literal["active", "inactive"]
