"""A body as it will be stored: unknown fields under `custom`, fields left empty left out, hostile text refused."""

from typing import Any

import msgspec

from backend.domain.kinds.body.hygiene import custom_problems, flaw, name_problems
from backend.domain.kinds.body.shape import Field, shape_of
from backend.domain.kinds.body.words import join, shown
from backend.domain.kinds.parts.part import Part
from backend.domain.objects import Problem


class Findings(msgspec.Struct):
    """What was seen on the way through one body."""

    unknown: list[str] = []
    problems: list[Problem] = []


def tidy(raw: dict[str, Any], part: type[Part], path: str, found: Findings) -> dict[str, Any]:
    """A copy of `raw`; an optional field that is null or empty text counts as not given."""
    fields = shape_of(part).fields
    stored: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    for name, value in raw.items():
        field = fields.get(name)
        if field is None:
            unknown[name] = value
        elif field.required or (value is not None and value != ""):
            stored[name] = _tidy_value(value, field, path, found)
    if unknown:
        _set_aside(unknown, stored, path, found)
    return stored


def _tidy_value(value: Any, field: Field, path: str, found: Findings) -> Any:
    if isinstance(value, str):
        if not value.isprintable() and (sentence := flaw(value, field.sort)):
            found.problems.append(Problem(join(path, field.name), sentence))
    elif field.part and isinstance(value, dict) and not field.many:
        return tidy(value, field.part, join(path, field.name), found)
    elif field.part and isinstance(value, list) and field.many:
        at = join(path, field.name)
        return [
            tidy(each, field.part, f"{at}[{n}]", found) if isinstance(each, dict) else each
            for n, each in enumerate(value)
        ]
    return value


def _set_aside(unknown: dict[str, Any], stored: dict[str, Any], path: str, found: Findings) -> None:
    at = join(path, "custom")
    custom = unknown.pop("custom", None)
    if not (custom is None or isinstance(custom, dict)):
        found.problems.append(Problem(at, f"expected an object with fields, got {shown(custom)}"))
        return
    found.problems += custom_problems(custom, at)
    merged = dict(custom or {})
    for name, value in unknown.items():
        found.unknown.append(join(path, name))
        found.problems += name_problems(name, path)
        found.problems += custom_problems(value, join(path, name))
        if merged.setdefault(name, value) != value:
            found.problems.append(Problem(join(path, name), f"given twice: other content stands in {at}"))
    if merged:
        stored["custom"] = merged
