"""Reading a body: the typed struct, the body as stored, and all that is wrong with it."""

from collections.abc import Iterator
from typing import Any

import msgspec

from backend.domain.kinds.body.mend import mend
from backend.domain.kinds.body.shape import shape_of
from backend.domain.kinds.body.tidy import Findings, tidy
from backend.domain.kinds.body.words import join, shown
from backend.domain.kinds.kind import Kind
from backend.domain.kinds.parts.currency import decimals
from backend.domain.kinds.parts.part import Part
from backend.domain.objects import Problem

MAX_PROBLEMS = 100


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    body: Part
    stored: dict[str, Any]
    custom: tuple[str, ...]  # the unknown fields by path, as they were sent


def read_body(kind: Kind, raw: Any) -> Reading | tuple[Problem, ...]:
    if not isinstance(raw, dict):
        return (Problem("", f"expected an object with fields, got {shown(raw)}"),)
    found = Findings()
    stored = tidy(raw, kind.body, "", found)
    body = _convert(kind, stored, found.problems)
    if body is not None:
        seen = {problem.field for problem in found.problems}
        found.problems += [problem for problem in _rules_broken(kind, body) if problem.field not in seen]
    if found.problems or body is None:
        return cut(found.problems)
    return Reading(body=body, stored=stored, custom=tuple(found.unknown))


def _convert(kind: Kind, stored: dict[str, Any], problems: list[Problem]) -> Part | None:
    """The body, if need be without the optional fields that have the wrong form, so that the rules can be read on."""
    try:
        return msgspec.convert(stored, kind.body)
    except (
        msgspec.ValidationError,
        UnicodeEncodeError,
    ):  # the last: half a character where a word or a part is expected
        wrong: list[Problem] = []
        mended = mend(stored, kind.body, "", wrong)
        seen = {problem.field for problem in problems}
        problems += [problem for problem in wrong if problem.field not in seen]
        return None if mended is None else msgspec.convert(mended, kind.body)


def _rules_broken(kind: Kind, body: Part) -> Iterator[Problem]:
    currency = getattr(body, "currency", "")
    if currency:
        yield from _too_fine(body, "", currency, decimals(currency))
    for check in kind.checks:
        yield from check(body)


def _too_fine(part: Part, path: str, currency: str, allowed: int) -> Iterator[Problem]:
    shape = shape_of(type(part))
    for field in shape.amounts:
        text: str = getattr(part, field.attribute)
        if len(text.partition(".")[2]) > allowed:
            yield Problem(
                join(path, field.name), f"expected at most {allowed} decimals in {currency}, got {shown(text)}"
            )
    for field in shape.parts:
        inner, at = getattr(part, field.attribute), join(path, field.name)
        if field.many:
            for n, each in enumerate(inner):
                yield from _too_fine(each, f"{at}[{n}]", currency, allowed)
        elif inner is not None:
            yield from _too_fine(inner, at, currency, allowed)


def cut(problems: list[Problem]) -> tuple[Problem, ...]:
    """The first hundred, and how many more there are."""
    if len(problems) <= MAX_PROBLEMS:
        return tuple(problems)
    return (*problems[:MAX_PROBLEMS], Problem("", f"and {len(problems) - MAX_PROBLEMS} problems more"))
