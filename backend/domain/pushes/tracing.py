"""Where in a body a text of its request may come from: its fields by place, and the body with another text there."""

from collections.abc import Iterator
from typing import Any

from backend.domain.kinds.body.words import join

Place = tuple[str | int, ...]


def texts_in(content: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    if isinstance(content, str) and content:
        yield place, content
    parts = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for name, part in parts:
        yield from texts_in(part, (*place, name))


def with_text(content: Any, place: Place, said: str) -> Any:
    """The same with another text there."""
    if not place:
        return said
    name, *rest = place
    changed = content.copy()
    changed[name] = with_text(content[name], tuple(rest), said)
    return changed


def field_of(place: Place) -> str:
    """`lines[0].class`, as problems name it."""
    path = ""
    for part in place:
        path = f"{path}[{part}]" if isinstance(part, int) else join(path, part)
    return path
