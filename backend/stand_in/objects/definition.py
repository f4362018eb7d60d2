"""How an object of the gateway is described: its key, what it requires, what it points to, its lines."""

from functools import cached_property

import msgspec

_TEXTS = ("RECORDNO", "STATUS", "ACTION", "ONHOLD", "OBJECTRESTRICTION", "TERMNAME", "NAME")


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """A field that must hold the natural key of a record that exists; dots lead into groups."""

    field: str
    to: str
    word: str
    by_number: bool = False  # it holds a RECORDNO instead


class Document(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What makes an object a finance document: its lines, its dates and where its amount stands."""

    module: str  # AR, AP or GL: which books may be closed
    posted_on: tuple[str, ...]  # the fields to take the posting date from, the first one given wins
    container: str
    line: str
    amount: str
    line_references: tuple[Reference, ...]
    line_required: tuple[str, ...] = ()
    party: str = ""  # the header field whose dimension every line has too
    balanced: bool = False  # a journal: debits equal credits
    one_sign: bool = False  # all lines are credits, or all are debits
    lines_at_least: int = 1
    unique: str = ""  # numbers are unique in the company, with one party, or not at all
    draft_only: bool = False  # once posted it is never changed
    besides: str = ""  # a field of the head whose amount counts beside the lines
    due: bool = False  # a due date is given, or follows from the term

    @cached_property
    def line_texts(self) -> tuple[str, ...]:
        """The fields of a line that are one text each."""
        return (self.amount, *self.line_required, *(each.field for each in self.line_references))


class Definition(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One object of the gateway. `fields` are those a query may name even before a record holds them."""

    object: str
    kind: str
    word: str
    key: str
    fields: tuple[str, ...]
    required: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    choices: dict[str, tuple[str, ...]] = {}
    dates: frozenset[str] = frozenset()
    moments: frozenset[str] = frozenset({"WHENCREATED", "WHENMODIFIED"})
    numbers: frozenset[str] = frozenset({"RECORDNO"})
    generic: frozenset[str] = frozenset({"create", "update", "delete"})
    read_as: dict[str, str] = {}  # a field that is written under one name and read back under another
    contact: bool = False  # a create makes a contact beside it
    shows_contact: str = ""  # the group that names a contact and shows its fields
    numbered: str = ""  # prefix of the numbers given when the key is left out; empty: the key is required
    duplicate: str = "BL34000061"
    document: Document | None = None

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The fields that are one text each; the leaves of groups look after themselves."""
        return (self.key, *_TEXTS, *self.dates, *(each.field for each in self.references))


OWN_FIELDS = (
    "RECORDNO", "STATUS", "WHENCREATED", "WHENMODIFIED", "CREATEDBY", "MODIFIEDBY", "MEGAENTITYKEY", "MEGAENTITYID",
    "MEGAENTITYNAME",
)  # fmt: skip


def reference(field: str, to: str, word: str = "") -> Reference:
    return Reference(field=field, to=to, word=word or to.capitalize())
