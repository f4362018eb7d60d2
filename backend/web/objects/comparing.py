"""Two versions of an object for reading: which fields changed, in words, and what stayed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

import msgspec
from msgspec.structs import replace

from backend.domain.kinds.body.comparing import matched
from backend.domain.kinds.parts.part import Part
from backend.domain.sentence import Sentence, counted
from backend.storage.screens.objects.versions import ENTITY, Content, contents
from backend.storage.screens.values import Detail, Newer
from backend.web.drawing.content import Shown, body_of, label_of, shown_columns, shown_fields

_NAMED = 3  # fields in one sentence


class ShownChange(msgspec.Struct, frozen=True, kw_only=True):
    """A field that both hold differently; None: one does not have it."""

    labels: tuple[str, ...]  # from the outside in: Lines, 3, Amount
    name: str  # as it was sent
    before: Shown | None
    after: Shown | None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    before: Content
    after: Content
    changes: list[ShownChange]
    unchanged: dict[str, Any]  # fields of the body, as they are in both


def said_newer(found: Newer) -> Sentence:
    """`3 fields since v5: Payment term, Tax ID, Status (by mbauer, 2026-11-26 09:12 UTC)`"""
    labels, at = [label_of(name) for name in found.fields], f"{found.at:%Y-%m-%d %H:%M} UTC"
    fields = _listed(labels[:_NAMED], len(labels) - _NAMED)
    words = counted(
        "%(num)s field since v%(version)s: %(fields)s",
        "%(num)s fields since v%(version)s: %(fields)s",
        len(labels),
        version=found.since,
        fields=fields,
    )
    if not found.by:
        return Sentence("%(changes)s (%(at)s)", changes=words, at=at)
    return Sentence("%(changes)s (by %(by)s, %(at)s)", changes=words, by=", ".join(found.by), at=at)


def _listed(labels: Sequence[str], more: int) -> str:
    if more > 0:
        return Sentence("%(some)s and %(num)s more", some=_listed(labels, 0), num=more)
    first, *rest = labels or [""]
    return Sentence("%(first)s, %(rest)s", first=first, rest=_listed(rest, 0)) if rest else first


async def comparison(found: Detail, old: int | None, new: int | None) -> Comparison | None:
    """Without numbers: what the third party holds, or the version before, with the current one. None: there is no such
    pair."""
    row, known = found.row, [number for number, _, _ in found.versions]
    new = new or row.version
    old = old or (row.synced_version if row.synced_version != new else None) or next((n for n in known if n < new), 0)
    read = await contents(row.id, [old, new])
    return compared(read[old], read[new], body_of(row.kind)) if old in read and new in read else None


def compared(before: Content, after: Content, part: type[Part]) -> Comparison:
    same = {name: value for name, value in after.body.items() if before.body.get(name) == value}
    old, new = ({ENTITY: one.entity} if one.entity else {} for one in (before, after))
    changes = [*_fields(old, new, None), *_fields(before.body, after.body, part)]
    return Comparison(before=before, after=after, changes=changes, unchanged=same)


def _fields(before: Mapping[str, Any], after: Mapping[str, Any], part: type[Part] | None) -> Iterator[ShownChange]:
    old, new = ({one.name: one for one in shown_fields(body, part)} for body in (before, after))
    for column in shown_columns([before, after], part):
        if before.get(column.name) != after.get(column.name):
            label = label_of(column.name) if column.name == ENTITY else column.label
            yield from _within(label, column, old.get(column.name), new.get(column.name))


def _within(label: str, column: Shown, old: Shown | None, new: Shown | None) -> Iterator[ShownChange]:
    """As deep as both have something there."""
    before, after = (one.value if one else None for one in (old, new))
    if isinstance(before, dict) and isinstance(after, dict):
        inner = _fields(before, after, column.part)
    elif _are_lines(before) and _are_lines(after):
        inner = _lines(before, after, column)
    else:
        yield ShownChange(labels=(label,), name=column.name, before=old, after=new)
        return
    yield from (replace(one, labels=(label, *one.labels), name=f"{column.name}.{one.name}") for one in inner)


def _are_lines(value: Any) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(value, list) and all(isinstance(line, dict) for line in value)


def _lines(before: list[dict[str, Any]], after: list[dict[str, Any]], column: Shown) -> Iterator[ShownChange]:
    for i, j in matched(before, after):
        place = str((i if j is None else j) + 1)  # type: ignore[operator]  # one of both is there
        old, new = (None if at is None else lines[at] for at, lines in ((i, before), (j, after)))
        if old is not None and new is not None:
            inner = _fields(old, new, column.part)
            yield from (replace(one, labels=(place, *one.labels), name=f"{place}.{one.name}") for one in inner)
        else:
            sides = (None if one is None else replace(column, value=one) for one in (old, new))
            yield ShownChange(labels=(place,), name=place, before=next(sides), after=next(sides))
