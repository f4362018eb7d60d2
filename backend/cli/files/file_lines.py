"""Files of object versions as lines: what can be sent, and what is refused at once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backend.cli.files.csv_lines import csv_lines
from backend.domain.objects import MAX_VERSION_BYTES, Problem

Line = tuple[int, bytes]
Refused = dict[str, Any]  # {line, problems}, or {line, receipt: conflict}
_LARGE = Problem("", f"too large: a version may have {MAX_VERSION_BYTES // 2**20} MB")


def read_lines(file: Path, *, from_line: int, encoding: str) -> tuple[list[Line], list[Refused]]:
    """What can be sent, and what cannot. Raises UsageError for a file that cannot be read."""
    good: list[Line] = []
    refused: list[Refused] = []
    for number, line in _lines(file, encoding):
        if number < from_line:
            continue
        if isinstance(line, Problem):
            refused.append({"line": number, "problems": [{"field": line.field, "sentence": line.sentence}]})
        elif line.strip():
            good.append((number, line))
    return good, refused


def _lines(file: Path, encoding: str) -> Iterator[tuple[int, bytes | Problem]]:
    lines = csv_lines(file, encoding) if file.suffix.lower() == ".csv" else _plain(file)
    for number, line in lines:
        yield number, _LARGE if isinstance(line, bytes) and len(line) > MAX_VERSION_BYTES else line


def _plain(file: Path) -> Iterator[tuple[int, bytes | Problem]]:
    with file.open("rb") as opened:
        yield from enumerate(opened, 1)
