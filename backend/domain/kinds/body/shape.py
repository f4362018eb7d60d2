"""The fields of a struct, read once from its types: what is known, what is required, what to say when it is wrong."""

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.parts.text import Sort


class Field(msgspec.Struct, frozen=True, kw_only=True):
    name: str  # as sent
    attribute: str
    form: Any
    required: bool
    sort: Sort | None
    expected: str
    limits: str  # said to whom gave the right type
    part: type[Part] | None
    many: bool

    @property
    def needed(self) -> bool:
        """Whether sums and rules mean anything when this field has to be left out."""
        return self.required or self.many or self.sort is Sort.AMOUNT


class Shape(msgspec.Struct, frozen=True):
    fields: dict[str, Field]
    amounts: tuple[Field, ...]
    parts: tuple[Field, ...]


@cache
def shape_of(part: type[Part]) -> Shape:
    fields = [_field(each) for each in msgspec.structs.fields(part) if each.encode_name != "custom"]
    return Shape(
        {field.name: field for field in fields},
        tuple(field for field in fields if field.sort is Sort.AMOUNT),
        tuple(field for field in fields if field.part),
    )


def _field(info: msgspec.structs.FieldInfo) -> Field:
    plain, meta = _unwrap(info.type)
    many = get_origin(plain) is tuple
    inner = _unwrap(get_args(plain)[0])[0] if many else plain
    extra = (meta.extra or {}) if meta else {}
    return Field(
        name=info.encode_name,
        attribute=info.name,
        form=info.type,
        required=info.required,
        sort=extra.get("sort"),
        expected=(meta.description if meta else None) or _describe(plain),
        limits=extra.get("limits", ""),
        part=inner if isinstance(inner, type) and issubclass(inner, Part) else None,
        many=many,
    )


def _unwrap(kind: Any) -> tuple[Any, msgspec.Meta | None]:
    """The type inside `… | None` and `Annotated`, and what the latter says about it."""
    if get_origin(kind) in (Union, UnionType):
        kind = next(each for each in get_args(kind) if each is not NoneType)
    if get_origin(kind) is Annotated:
        return get_args(kind)[0], next(each for each in get_args(kind)[1:] if isinstance(each, msgspec.Meta))
    return kind, None


def _describe(kind: Any) -> str:
    return "one of " + ", ".join(get_args(kind)) if get_origin(kind) is Literal else "an object with fields"
