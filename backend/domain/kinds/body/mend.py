"""Every field of a body that has the wrong form, not only the first one."""

from typing import Any

import msgspec

from backend.domain.kinds.body.shape import Field, shape_of
from backend.domain.kinds.body.words import join, shown
from backend.domain.kinds.parts.part import Part
from backend.domain.objects import Problem

_UNUSABLE: Any = object()


def mend(raw: dict[str, Any], part: type[Part], path: str, problems: list[Problem]) -> dict[str, Any] | None:
    """Name each wrong field, and return the body without them: None when it says nothing without them."""
    mended = dict(raw)
    whole = True
    for field in shape_of(part).fields.values():
        value = _mend_field(raw, field, join(path, field.name), problems)
        if value is not _UNUSABLE:
            continue
        mended.pop(field.name, None)
        whole = whole and not field.needed
    return mended if whole else None


def _mend_field(raw: dict[str, Any], field: Field, at: str, problems: list[Problem]) -> Any:
    if field.name in raw:
        return _mend_value(raw[field.name], field, at, problems)
    if field.required:
        problems.append(Problem(at, f"required: expected {field.expected}"))
        return _UNUSABLE
    return None


def _mend_value(value: Any, field: Field, at: str, problems: list[Problem]) -> Any:
    known = len(problems)
    if field.part and field.many and isinstance(value, list):
        for n, each in enumerate(value):
            _mend_part(each, field.part, f"{at}[{n}]", problems)
    elif field.part and isinstance(value, dict):
        mend(value, field.part, at, problems)
    if len(problems) > known:
        return _UNUSABLE
    try:
        msgspec.convert(value, field.form)
    except (msgspec.ValidationError, UnicodeEncodeError):
        problems.append(Problem(at, _sentence(value, field)))
        return _UNUSABLE
    return value


def _mend_part(value: Any, part: type[Part], at: str, problems: list[Problem]) -> None:
    if isinstance(value, dict):
        mend(value, part, at, problems)
    else:
        problems.append(Problem(at, f"expected an object with fields, got {shown(value)}"))


def _sentence(value: Any, field: Field) -> str:
    limits = f" {field.limits}" if field.limits and isinstance(value, str) else ""
    return f"expected {field.expected}{limits}, got {shown(value)}"
