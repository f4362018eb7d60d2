"""The header of a CSV: where in an envelope each column points."""

import re

import click

Step = str | int
_STEP = re.compile(r"([^.\[\]]+)|\[(\d{1,9})\]")
_MOST_LINES = 1000


def read_columns(names: list[str]) -> dict[str, list[Step]]:
    """Raises UsageError for columns that are missing, stand twice or contradict each other."""
    if "kind" not in names:
        raise click.UsageError("The first line must name the columns: kind, key, entity, body.name, …")
    columns: dict[str, list[Step]] = {}
    for place, name in enumerate(names, 1):
        if not name.strip() or name in columns:
            twice = f"the column {name!r} stands twice" if name.strip() else f"column {place} has no name"
            raise click.UsageError(f"In the first line {twice}.")
        columns[name] = [word or int(index) for word, index in _STEP.findall(name)]
    _check(columns)
    return columns


def _check(columns: dict[str, list[Step]]) -> None:
    """Each place in an envelope is a value, a list or an object."""
    shapes: dict[tuple[Step, ...], str] = {}
    for name, steps in columns.items():
        if not steps or any(isinstance(step, int) and step >= _MOST_LINES for step in steps):
            raise click.UsageError(f"The column {name!r} points nowhere: lists have up to {_MOST_LINES:,} entries.")
        for length in range(1, len(steps) + 1):
            shape = "value" if length == len(steps) else "list" if isinstance(steps[length], int) else "object"
            if shapes.setdefault(tuple(steps[:length]), shape) != shape:
                raise click.UsageError(f"The column {name!r} contradicts another: one value cannot be two things.")
