"""Which columns of the list a person sees, and how dense it is, as their browser or a saved view keeps it."""

import re

import msgspec

COLUMNS = ("kind", "entity", "version", "amount", "counterparty", "number", "changed")  # which may be hidden
TOLD = ("attempts", "by")  # which are read for who shows them: they change without their row
DENSE = "dense"
KNOWN = frozenset({*COLUMNS, *TOLD, DENSE})
_AT_FIRST = frozenset(COLUMNS) - {"counterparty", "number"}
MOST_OWN = 64  # kept of all integrations
_OWN = re.compile(r"own-[0-9a-f]{8}")
NONE = "key"  # which is always there: so the text is never empty


class Layout(msgspec.Struct, frozen=True):
    columns: frozenset[str] = _AT_FIRST
    dense: bool = False
    own: tuple[str, ...] = ()  # tokens of the integrations' own columns, in their order

    def __str__(self) -> str:
        return ".".join([NONE, *sorted(self.columns), *self.own, *([DENSE] if self.dense else [])])

    @property
    def told(self) -> tuple[str, ...]:
        return tuple(name for name in TOLD if name in self.columns)

    @property
    def more(self) -> tuple[str, ...]:
        """What is read for who shows it."""
        return (*self.told, *self.own)

    @property
    def classes(self) -> str:
        """Of the table: rows are the same for everybody, and kept as they were drawn."""
        hidden = [f"no-{name}" for name in COLUMNS if name not in self.columns]
        return " ".join([*hidden, *([DENSE] if self.dense else [])])


def is_own(word: str) -> bool:
    return _OWN.fullmatch(word) is not None


def read_layout(text: str) -> Layout:
    """What is not known is left out; "": as it is at first."""
    words = dict.fromkeys(text.split("."))
    own = tuple(filter(is_own, words))[:MOST_OWN]
    return Layout(frozenset(words) & {*COLUMNS, *TOLD}, DENSE in words, own) if text else Layout()
