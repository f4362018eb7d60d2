"""docs/faults.md tells of each fault, and the tests that it names are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/faults.md").read_text()
FAULTS, MOST_IMPORTANT = 66, 15
_TEST = re.compile(r"^ *(?:async )?def (test_\w+)", re.MULTILINE)


def test_every_fault_has_a_line() -> None:
    assert {int(number) for number in re.findall(r"^\| F(\d\d) \|", PAGE, re.MULTILINE)} == set(range(1, FAULTS + 1))
    numbers = [int(number) for number in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)]
    assert numbers == list(range(1, MOST_IMPORTANT + 1))


def test_what_shows_it_is_there() -> None:
    files = set(re.findall(r"`([a-z_/]+\.py)`", PAGE))
    assert sorted(file for file in files if not (ROOT / "tests" / file).is_file()) == []
    told = {name for file in [*files, "failpoints/test_matrix.py"] for name in _TEST.findall(_text(file))}
    assert sorted(set(re.findall(r"`(test_\w+)`", PAGE)) - told) == []


def _text(file: str) -> str:
    return (ROOT / "tests" / file).read_text()
