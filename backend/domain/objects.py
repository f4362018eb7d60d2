"""Business objects of the ERP, their versions, and what refuses one."""

import hashlib
import re
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from backend.domain.sentence import Noun, Sentence, joined

_OF_LINE = re.compile(r"Line (\d+)(?:, (.+))?")
_PLACE = re.compile(r"s?\[(\d+)\]\.?")  # of a line
MAX_VERSION_BYTES = 5 * 2**20  # of one version as it is sent


class Category(StrEnum):
    MASTER_DATA = "master_data"  # customers, items, accounts: always pushed to the top level
    FINANCE = "finance"  # documents: pushed to the top level or to their entity, as the setting says


class ObjectRef(msgspec.Struct, frozen=True, order=True):
    """An object by name. Keys may hold anything printable, "/" included."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Problem(msgspec.Struct, frozen=True):
    """Why something is refused: the field (`lines[0].amount`; empty: the whole) and a sentence."""

    field: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.field}: {self.sentence}" if self.field else self.sentence

    @property
    def told(self) -> str:
        """For a person. A whole sentence, or one that names its field, needs no name before it; fields of lines keep
        theirs."""
        whole = self.field.isidentifier() and (
            self.sentence[:1].isupper() or self.field.replace("_", " ") in self.sentence
        )
        if whole or not self.field:
            return self._whole
        return Sentence("%(field)s: %(sentence)s", field=_called(self.field), sentence=self.sentence)

    @property
    def _whole(self) -> str:
        return (
            self.sentence if isinstance(self.sentence, Sentence) else f"{self.sentence[:1].upper()}{self.sentence[1:]}"
        )


def in_words(field: str) -> str:
    """`lines[0].unit_price` → "Line 1, unit price"."""
    numbered = _PLACE.sub(lambda place: f" {int(place[1]) + 1}, ", field).removesuffix(", ")
    words = numbered.replace("_", " ").replace(".", " ")
    return f"{words[:1].upper()}{words[1:]}"


def _called(field: str) -> Sentence:
    """The same for screens, which say `Line 1` and the name of the field in their language."""
    words = in_words(field)
    line = _OF_LINE.fullmatch(words)
    if line is None:
        return Sentence(words)
    number, name = Sentence("Line %(num)s", num=line[1]), line[2]
    return joined(", ", [number, Noun(name.capitalize()) if name.islower() else name]) if name else number


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One immutable content of an object."""

    ref: ObjectRef
    number: int
    entity: str  # empty: the whole company
    body: dict[str, Any]  # as stored: validated, unknown fields under `custom`
    hash: bytes
    changed_at: datetime | None = None  # aware; the ERP's own time


_canonical = msgspec.json.Encoder(order="deterministic")


def content_hash(entity: str, body: dict[str, Any]) -> bytes:
    """SHA-256 of the canonical JSON of {entity, body}: the order of fields does not matter."""
    return hashlib.sha256(_canonical.encode({"entity": entity, "body": body})).digest()
