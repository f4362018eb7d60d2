"""CSV with a header as envelopes: `kind,key,entity,body.name,body.lines[0].amount`; empty cells are left out."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from backend.cli.files.csv_columns import Step, read_columns
from backend.domain.objects import Problem

_NUMBERS = ("version",)


def csv_lines(file: Path, encoding: str) -> Iterator[tuple[int, bytes | Problem]]:
    """(line, JSON or why not): a refused line keeps the number that an editor shows. Raises UsageError."""
    reader = csv.reader(io.StringIO(_text(file, encoding), newline=""))
    try:
        columns = read_columns(next(reader, []))
        for cells in reader:
            if cells:
                yield reader.line_num, _line(columns, cells)
    except csv.Error as problem:
        raise click.UsageError(f"{file} is no CSV that can be read, at line {reader.line_num}: {problem}.") from problem


def _text(file: Path, encoding: str) -> str:
    content = file.read_bytes()
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as problem:
        line = content.count(b"\n", 0, getattr(problem, "start", 0)) + 1
        raise click.UsageError(
            f"{file} is not {encoding.upper()}: line {line} has a byte that fits no "
            "character. Save it as UTF-8 (Excel: CSV UTF-8), or say how it is written, such as --encoding cp1252."
        ) from problem


def _line(columns: dict[str, list[Step]], cells: list[str]) -> bytes | Problem:
    if len(cells) > len(columns):
        return Problem("", f"{len(cells)} cells, but the header names {len(columns)} columns")
    envelope: dict[str, Any] = {}
    for (name, steps), cell in zip(columns.items(), cells, strict=False):  # cells at the end may be missing
        if cell:
            _put(envelope, steps, int(cell) if name in _NUMBERS and _is_number(cell) else cell)
    return msgspec.json.encode(envelope)


def _is_number(cell: str) -> bool:
    """What is too long for one is named as any other wrong version, and stops no other line."""
    return cell.isdecimal() and len(cell) < 19


def _put(place: Any, steps: list[Step], value: Any) -> None:
    """Walk to where the column points, making objects and lists on the way."""
    for step, following in zip(steps, [*steps[1:], None], strict=True):
        empty: Any = value if following is None else [] if isinstance(following, int) else {}
        if isinstance(step, int):
            place.extend({} for _ in range(step + 1 - len(place)))
            place[step] = place[step] or empty
        else:
            place.setdefault(step, empty)
        place = place[step]
