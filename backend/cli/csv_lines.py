"""CSV with a header as envelopes: `kind,key,entity,body.name,body.lines[0].amount`; empty cells are left out."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_NUMBERS = ("version",)


def csv_lines(file: Path) -> Iterator[tuple[int, bytes]]:
    """(line, JSON): a refused line keeps the number that an editor shows."""
    with file.open(encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened)
        if not reader.fieldnames or "kind" not in reader.fieldnames:
            raise click.UsageError("The first line must name the columns: kind, key, entity, body.name, …")
        for row in reader:
            yield reader.line_num, msgspec.json.encode(_envelope(row))


def _envelope(row: dict[str, Any]) -> dict[str, Any]:
    envelope: dict[str, Any] = {}
    for column, cell in row.items():
        if cell and column:
            value = int(cell) if column in _NUMBERS and cell.isdecimal() else cell
            _put(envelope, [name or int(index) for name, index in _STEP.findall(column)], value)
    return envelope


def _put(place: Any, steps: list[str | int], value: Any) -> None:
    """Walk to where the column points, making objects and lists on the way."""
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        empty: Any = value if following is None else [] if isinstance(following, int) else {}
        if isinstance(step, int):
            place.extend({} for _ in range(step + 1 - len(place)))
            place[step] = place[step] or empty
        else:
            place.setdefault(step, empty)
        place = place[step]
