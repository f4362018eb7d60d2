"""The entries of a value map as CSV: the header `code,value`, and one entry a line. No text is changed on the way."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from backend.domain.kinds.body.words import shown
from backend.domain.kinds.reading import cut
from backend.domain.maps.entries import text_flaw
from backend.domain.objects import Problem
from backend.domain.sentence import Sentence

HEADER = ("code", "value")

Lines = Iterator[tuple[int, list[str]]]  # their number and cells
Entries = dict[str, str] | tuple[Problem, ...]

_NO_TEXT = Sentence("has a byte that fits no character: save it as UTF-8 (Excel: CSV UTF-8)")
_HEADED = Sentence("expected the header code,value (with a comma), got %(given)s")


def write_csv(entries: Mapping[str, str]) -> str:
    """Reads back as it was. In the order of codes."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([HEADER, *sorted(entries.items())])
    return written.getvalue()


def read_csv(content: bytes) -> Entries:
    """All entries, or what is wrong with each line."""
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return (_at(content.count(b"\n", 0, error.start) + 1, "", _NO_TEXT),)
    return _parsed(text, ",", _read_headed)


def read_pasted(text: str) -> Entries:
    """The same of what a person pastes: cells of a spreadsheet too, and without a header."""
    first = text.lstrip().partition("\n")[0]
    comma = next((one for one in "\t,;" if one in first), ",")
    return _parsed(text.removeprefix("\ufeff"), comma, _read_bare)


def _parsed(text: str, comma: str, read: Callable[[Lines], Entries]) -> Entries:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=comma)
    try:
        return read((reader.line_num, cells) for cells in reader if cells)
    except csv.Error as error:
        return (_at(max(reader.line_num, 1), "", Sentence("is no CSV that can be read: %(why)s", why=str(error))),)


def _read_headed(lines: Lines) -> Entries:
    _, header = next(lines, (1, []))
    if tuple(header) != HEADER:
        return (_at(1, "", _HEADED.with_values(given=shown(",".join(header)))),)
    return _read(lines)


def _read_bare(lines: Lines) -> Entries:
    first = next(lines, None)
    is_header = first is None or tuple(cell.strip().lower() for cell in first[1]) == HEADER
    return _read(lines if is_header or first is None else chain([first], lines))


def _read(lines: Lines) -> Entries:
    entries: dict[str, str] = {}
    first: dict[str, int] = {}
    problems: list[Problem] = []
    for line, cells in lines:
        if found := _line_problems(line, cells, first):
            problems += found
            continue
        code, value = cells
        entries[code], first[code] = value, line
    return cut(problems) if problems else entries


def _line_problems(line: int, cells: list[str], first: Mapping[str, int]) -> list[Problem]:
    if len(cells) != len(HEADER):
        return [_at(line, "", Sentence("expected two cells, a code and a value, got %(num)s", num=len(cells)))]
    if cells[0] in first:
        return [
            _at(
                line,
                "code",
                Sentence("%(code)s stands in line %(num)s already", code=shown(cells[0]), num=first[cells[0]]),
            )
        ]
    return [_at(line, name, why) for name, cell in zip(HEADER, cells, strict=True) if (why := text_flaw(cell))]


def _at(line: int, name: str, sentence: str) -> Problem:
    return Problem(f"line {line}, {name}" if name else f"line {line}", sentence)
