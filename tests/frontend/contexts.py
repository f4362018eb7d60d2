"""All names that any template needs, once believable and once hostile, a subject a file."""

from typing import Any

from backend.storage.screens.values import GridRow
from tests.frontend import sample
from tests.frontend.shown import (
    answers,
    causes,
    doctor,
    drawer,
    embeds,
    frame,
    grid,
    maps,
    notifications,
    people,
    syncs,
    you,
)

SUBJECTS = (frame, grid, embeds, drawer, answers, doctor, syncs, causes, maps, people, notifications, you)


def make_context(row: GridRow | None = None, **changes: Any) -> dict[str, Any]:
    row = row or sample.make_rows()[0]
    return _together([subject.believable(row) for subject in SUBJECTS]) | changes


def make_hostile_context(text: str) -> dict[str, Any]:
    """Every free text is the given one; words of our own enums stay."""
    row = grid.hostile_row(text)
    return make_context(row) | _together([subject.hostile(row, text) for subject in SUBJECTS])


def _together(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: value for part in parts for name, value in part.items()}
