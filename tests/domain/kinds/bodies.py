"""Bodies to try: the examples, changed in one place."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from backend.domain.kinds.body.shape import Field, shape_of
from backend.domain.kinds.body.words import join
from backend.domain.kinds.parts.part import Part
from backend.domain.kinds.reading import Reading, read_body
from backend.domain.kinds.registry import KINDS
from backend.domain.objects import Problem
from tests.domain.kinds.examples import EXAMPLES

Place = tuple[str | int, ...]


def make_body(kind: str, **changes: Any) -> dict[str, Any]:
    return {**deepcopy(EXAMPLES[kind]), **changes}


def make_invoice(*amounts: str, **changes: Any) -> dict[str, Any]:
    lines = [{"amount": amount} for amount in amounts]
    return {"customer": "C001", "date": "2024-02-29", "currency": "EUR", "lines": lines, **changes}


def read(kind: str, raw: Any) -> Reading | tuple[Problem, ...]:
    return read_body(KINDS[kind], raw)


def accepted(kind: str, raw: Any) -> Reading:
    reading = read(kind, raw)
    assert isinstance(reading, Reading), [str(problem) for problem in reading]
    return reading


def refused(kind: str, raw: Any) -> list[str]:
    problems = read(kind, raw)
    assert isinstance(problems, tuple), problems.stored
    return [str(problem) for problem in problems]


def refused_fields(kind: str, raw: Any) -> list[str]:
    problems = read(kind, raw)
    assert isinstance(problems, tuple), problems.stored
    return [problem.field for problem in problems]


def put(body: dict[str, Any], place: Place, value: Any) -> dict[str, Any]:
    """The body with this value in this place: `("lines", 0, "amount")`."""
    inner: Any = body
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return body


def written(place: Place) -> str:
    path = ""
    for step in place:
        path = join(path, step) if isinstance(step, str) else f"{path}[{step}]"
    return path


def places(kind: str) -> Iterator[tuple[Place, Field]]:
    """Each field that the kind knows, at any depth, where the example has it."""
    return _places(EXAMPLES[kind], KINDS[kind].body, ())


def _places(body: Any, part: type[Part], place: Place) -> Iterator[tuple[Place, Field]]:
    for field in shape_of(part).fields.values():
        at = (*place, field.name)
        yield at, field
        if field.part and field.many:
            yield from _places(body[field.name][0], field.part, (*at, 0))
        elif field.part:
            yield from _places(body[field.name], field.part, at)


ALL_PLACES = [(kind, place, field) for kind in EXAMPLES for place, field in places(kind)]
