"""What the log keeps of a bug: where, never with which secrets."""

import json
import logging

import pytest

from backend.log import set_up_logging


def test_a_traceback_holds_no_values_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    before = logging.root.handlers[:], logging.root.level
    set_up_logging(process="tests")
    try:
        _break(key="sync_a-secret-key")
    except ZeroDivisionError:
        logging.getLogger("backend").exception("request.failed")
    logging.root.handlers, level = before[0], before[1]
    logging.root.setLevel(level)

    line = capsys.readouterr().err.splitlines()[-1]
    assert "ZeroDivisionError" in json.dumps(json.loads(line))
    assert "a-secret-key" not in line


def _break(key: str) -> float:
    return len(key) / 0
