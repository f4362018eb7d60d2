"""Which columns of the list a person sees, and how dense it is, as their browser or a saved view keeps it."""

import msgspec

COLUMNS = ("kind", "entity", "version", "amount", "counterparty", "number", "changed")  # which may be hidden
TOLD = ("attempts", "by")  # which are read for who shows them: they change without their row
DENSE = "dense"
KNOWN = frozenset({*COLUMNS, *TOLD, DENSE})
_AT_FIRST = frozenset(COLUMNS) - {"counterparty", "number"}
NONE = "key"  # which is always there: so the text is never empty


class Layout(msgspec.Struct, frozen=True):
    columns: frozenset[str] = _AT_FIRST
    dense: bool = False

    def __str__(self) -> str:
        return ".".join([NONE, *sorted(self.columns), *([DENSE] if self.dense else [])])

    @property
    def told(self) -> tuple[str, ...]:
        return tuple(name for name in TOLD if name in self.columns)

    @property
    def classes(self) -> str:
        """Of the table: rows are the same for everybody, and kept as they were drawn."""
        hidden = [f"no-{name}" for name in COLUMNS if name not in self.columns]
        return " ".join([*hidden, *([DENSE] if self.dense else [])])


def read_layout(text: str) -> Layout:
    """What is not known is left out; "": as it is at first."""
    words = frozenset(text.split("."))
    return Layout(words & {*COLUMNS, *TOLD}, DENSE in words) if text else Layout()
