"""Files of object versions: read, sent in batches, with a report of what was refused."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress

from backend.cli.csv_lines import csv_lines

BATCH = 500
_SHOWN = 50

Send = Callable[[list[bytes]], list[dict[str, Any]]]


def import_file(file: Path, *, from_line: int, send: Send) -> list[dict[str, Any]]:
    """The refused lines: {line, problems}, or {line, receipt: conflict}. Good lines are stored batch by batch."""
    lines = [(number, line) for number, line in _lines(file) if number >= from_line and line.strip()]
    refused: list[dict[str, Any]] = []
    console = Console(file=sys.stderr)
    with Progress(console=console, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(file.name, total=len(lines))
        for start in range(0, len(lines), BATCH):
            batch = lines[start : start + BATCH]
            refused += _refused(send([line for _, line in batch]), [number for number, _ in batch])
            progress.advance(task, len(batch))
    _say(console, len(lines), refused)
    return refused


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    if file.suffix.lower() == ".csv":
        yield from csv_lines(file)
    else:
        with file.open("rb") as opened:
            yield from enumerate(opened, 1)


def _refused(results: list[dict[str, Any]], numbers: list[int]) -> list[dict[str, Any]]:
    return [
        one | {"line": numbers[one["line"] - 1]} for one in results if "problems" in one or one["receipt"] == "conflict"
    ]


def _say(console: Console, total: int, refused: list[dict[str, Any]]) -> None:
    console.print(f"{total - len(refused):,} of {total:,} stored", highlight=False)
    for one in refused[:_SHOWN]:
        console.print(f"line {one['line']}: {_reason(one)}", markup=False, highlight=False)
    if len(refused) > _SHOWN:
        console.print(f"… and {len(refused) - _SHOWN:,} more: see --report")


def _reason(one: dict[str, Any]) -> str:
    if "problems" in one:
        return "; ".join(f"{p['field']}: {p['sentence']}" if p["field"] else p["sentence"] for p in one["problems"])
    return f"version {one['version']} of {one['kind']} {one['key']} is stored with other content"
