"""An object's body for reading: in the kind's own order, labels in words, money written as money."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from backend.domain.confidential import MASK, is_confidential
from backend.domain.kinds.body.shape import Field, shape_of
from backend.domain.kinds.parts.money import Amount, Price, UnsignedAmount
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.quantity import Percent, Quantity, Rate
from backend.domain.kinds.registry import KINDS
from backend.domain.pushes.tracing import field_of, texts_in, with_text
from backend.domain.sentence import Sentence

_MONEY = (Amount, UnsignedAmount, Price)
_NUMBERS = (*_MONEY, Quantity, Percent, Rate)


class Marked(str):
    """A text that an error is about."""

    __slots__ = ()


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    name: str  # as it was sent
    label: str
    value: Any = None  # of a column: none
    number: bool = False
    money: bool = False
    marked: bool = False  # the error is about it
    part: type[Part] | None = None  # what the value, or each of its lines, consists of


def body_of(kind: str) -> type[Part]:
    return KINDS[kind].body


def marked(body: Mapping[str, Any], fields: Collection[str]) -> Any:
    """The same with marks at these: `lines[0].class`."""
    for place, text in texts_in(body) if fields else ():
        if field_of(place) in fields:
            body = with_text(body, place, Marked(text))
    return body


def shown_fields(body: Mapping[str, Any], part: type[Part] | None) -> list[Shown]:
    """Fields that the kind does not know come last, under the names that they were sent with."""
    known = _fields(part)
    return [_shown(name, known.get(name), body[name]) for name in _ordered(body, known)]


def shown_columns(lines: Sequence[Mapping[str, Any]], part: type[Part] | None) -> list[Shown]:
    """What the error is about comes first: the table may be wider than its place."""
    known, given = _fields(part), {name: None for line in lines for name in line}
    blamed = {name for line in lines for name, value in line.items() if isinstance(value, Marked)}
    return [_shown(name, known.get(name)) for name in sorted(_ordered(given, known), key=lambda one: one not in blamed)]


def _ordered(given: Mapping[str, Any], known: Mapping[str, Field]) -> list[str]:
    return [name for name in known if name in given] + [name for name in given if name not in known]


def _shown(name: str, field: Field | None, value: Any = None) -> Shown:
    if value and is_confidential(name):
        return Shown(name=name, label=label_of(name) if field else name, value=MASK, marked=isinstance(value, Marked))
    if field is None:
        return Shown(name=name, label=name, value=value, marked=isinstance(value, Marked))
    money = field.form in _MONEY and isinstance(value, str) and value != ""
    return Shown(
        name=name,
        label=label_of(name),
        value=value,
        number=field.form in _NUMBERS,
        money=money,
        marked=isinstance(value, Marked),
        part=field.part,
    )


def label_of(name: str) -> Sentence:
    words = re.sub(r"(?<=[a-z])(?=[0-9])", " ", name.replace("_", " ").removesuffix(" id"))  # `line1`: Line 1
    return Sentence(f"{words[:1].upper()}{words[1:]}{' ID' if name.endswith('_id') else ''}")


def map_label(name: str) -> Sentence:
    """Of a value map, as every page names it."""
    return Sentence(name.replace("_", " ").capitalize())


@cache
def _fields(part: type[Part] | None) -> dict[str, Field]:
    """What a kind adds itself comes before what it shares with others."""
    if part is None:
        return {}
    fields = {field.attribute: field for field in shape_of(part).fields.values()}
    own = [name for one in part.__mro__ if issubclass(one, Part) for name in _own(one) if name in fields]
    return {fields[name].name: fields[name] for name in own}


def _own(part: type[Part]) -> list[str]:
    inherited = {name for one in part.__bases__ if issubclass(one, Part) for name in one.__struct_fields__}
    return [name for name in part.__struct_fields__ if name not in inherited]
