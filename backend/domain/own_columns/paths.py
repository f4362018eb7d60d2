"""Where in a content something stands, as refusals write it: `lines[0].department`, `custom["Cost centre"]`."""

import json
import re
from collections.abc import Sequence

from backend.domain.confidential import is_confidential
from backend.domain.integrations.settings_given import unknown_name
from backend.domain.kinds.body.shape import Field, shape_of
from backend.domain.kinds.body.words import join
from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.part import Part
from backend.domain.sentence import Sentence

Step = str | int
CUSTOM = "custom"  # what lies below it no kind knows
_STEP = re.compile(r'(?:\A|(?<=.)\.)([\w-]{1,100})|\[([0-9]{1,3})\]|\[("(?:[^"\\]|\\.)+")\]')

_LIST = Sentence("%(place)s is a list: expected an entry of it, such as %(place)s[0]")
_NO_LIST = Sentence("%(place)s is no list")
_VALUE = Sentence("%(place)s is a value: nothing stands within it")
_FIELDS = Sentence("%(place)s has fields: expected one of them, such as %(example)s")


def read_path(text: str) -> tuple[Step, ...] | None:
    """What `join` writes; None: it is something else."""
    steps: list[Step] = []
    at = 0
    while at < len(text):
        found = _STEP.match(text, at)
        step = _step(found) if found else None
        if found is None or step is None:
            return None
        steps.append(step)
        at = found.end()
    return tuple(steps) or None


def _step(found: re.Match[str]) -> Step | None:
    if found[2]:
        return int(found[2])
    try:
        name = found[1] or str(json.loads(found[3]))
    except ValueError:  # an escape that JSON does not have
        return None
    return name if name.isprintable() else None  # no content has another, and the database takes no zero byte


def is_shown_to_nobody(steps: Sequence[Step]) -> bool:
    return any(isinstance(step, str) and is_confidential(step) for step in steps)


def misplaced(steps: Sequence[Step], kind: Kind) -> str:
    """Why no value stands there in the contents of this kind; "": one may."""
    part, many, place = kind.body, False, ""
    inside: type[Part] | None = part
    for step in steps:
        if many != isinstance(step, int):
            return (_LIST if many else _NO_LIST).with_values(place=place or kind.name)
        if isinstance(step, int):
            many, place = False, f"{place}[{step}]"
        elif inside is None:
            return _VALUE.with_values(place=place)
        elif step == CUSTOM:
            return _below_custom(steps[steps.index(step) + 1 :], join(place, step))
        else:
            field = shape_of(inside).fields.get(step)
            if field is None:
                return unknown_name(step, [*shape_of(inside).fields, CUSTOM])
            inside, many, place = field.part, field.many, join(place, step)
    return _unended(inside, place, many=many)


def _unended(inside: type[Part] | None, place: str, *, many: bool) -> str:
    if many:
        return _LIST.with_values(place=place)
    if inside is not None:
        return _FIELDS.with_values(place=place, example=join(place, _first(inside).name))
    return ""


def _below_custom(rest: Sequence[Step], place: str) -> str:
    if not rest:
        return _FIELDS.with_values(place=place, example=join(place, "region"))
    return _NO_LIST.with_values(place=place) if isinstance(rest[0], int) else ""


def _first(part: type[Part]) -> Field:
    return next(iter(shape_of(part).fields.values()))
