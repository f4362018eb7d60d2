"""docs/statuses.md says what the code does."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from backend.domain.protocol import times
from backend.domain.status import Park, Phase, Status
from backend.domain.syncs.verbs import ANSWERS, Verb

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/statuses.md").read_text()
_SOURCES = [*(ROOT / "backend/domain/protocol").rglob("*.py"), *(ROOT / "backend/actions").rglob("*.py")]
CODE = "\n".join(path.read_text() for path in _SOURCES)


def _table(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, without its head."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_each_status_is_described_once() -> None:
    assert sorted(row[0].strip("`") for row in _table("What an operator sees")) == sorted(Status)


def test_the_verb_table_is_the_one_that_decides() -> None:
    told = {}
    for status, *answers in _table("The two buttons"):
        for verb, answer in zip(Verb, answers, strict=True):
            told[Status(status.strip("`")), verb] = None if answer == "sent" else answer
    assert told == ANSWERS


@pytest.mark.parametrize("phase", Phase)
def test_each_phase_is_told(phase: Phase) -> None:
    assert f"`{phase}`" in PAGE


def test_each_reason_of_an_error_is_told() -> None:
    assert {row[0].strip("`") for row in _table("Errors, and how they end")} == {park.value for park in Park}


def test_the_rows_that_the_code_names_are_in_the_table() -> None:
    named = {int(number) for number in re.findall(r"\bT(\d{1,2})\b", CODE)}
    listed = {int(row[0][1:]) for row in _table("The transition table")}
    assert named - {11, 25, 39, 40} <= listed


def test_the_times_are_those_of_the_code() -> None:
    told = dict(_table("Times"))
    seconds = {
        "lease from claim to intent": times.PREPARE_WITHIN,
        "after trouble with the line": times.LINE_PAUSE,
        "after a refusal that the set-up causes": times.SETUP_PAUSE,
        "a busy record": times.FIRST_BACK_OFF,
    }
    for name, value in seconds.items():
        assert told[name].startswith(f"{value.seconds} s")
    soon = told["a document, or what was in doubt, is read back"]
    assert soon.startswith(f"{times.READ_BACK_SOON.seconds // 60} min")
    assert told["anything in step is read back"] == f"once in {times.READ_BACK_EVERY.days} days"
    assert f"at most {times.SEND_WITHIN.seconds} s" in told["from the intent to the first byte"]
    assert f"{times.QUIET_AT_MOST.seconds} s at most" in told["quiet time of automatic kinds"]
    assert (8, timedelta(seconds=30)) == (times.MOST_TRIES, times.MARGIN)
