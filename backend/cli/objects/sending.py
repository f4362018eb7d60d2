"""Lines are sent in parts; what was refused is told as soon as it is known."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import click
from rich.console import Console
from rich.progress import Progress

from backend.cli.files.file_lines import Line, Refused

PART_LINES, PART_BYTES = 500, 4 * 2**20

Send = Callable[[list[bytes]], list[dict[str, Any]]]


class BrokeOff(NamedTuple):
    """Before this line, and why; the lines before it are stored or refused."""

    line: int
    sentence: str


def send_lines(
    lines: Sequence[Line], *, send: Send, tell: Callable[[list[Refused]], None]
) -> tuple[list[Refused], BrokeOff | None]:
    """Part by part: what was refused, and where it broke off; None when all were answered."""
    refused: list[Refused] = []
    with Progress(console=Console(file=sys.stderr), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("Sending", total=len(lines))
        for part in _parts(lines):
            try:
                results = send([line for _, line in part])
            except (click.ClickException, KeyboardInterrupt) as broken:
                return refused, BrokeOff(part[0][0], str(broken) or "interrupted")
            new = _refused(results, [number for number, _ in part])
            tell(new)
            refused += new
            progress.advance(task, len(part))
    return refused, None


def _parts(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """In order, each within the bounds; a line that is larger than a part goes alone."""
    part: list[Line] = []
    size = 0
    for line in lines:
        if part and (len(part) == PART_LINES or size + len(line[1]) > PART_BYTES):
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line[1])
    if part:
        yield part


def _refused(results: list[dict[str, Any]], numbers: list[int]) -> list[Refused]:
    return [
        one | {"line": numbers[one["line"] - 1]} for one in results if "problems" in one or one["receipt"] == "conflict"
    ]
