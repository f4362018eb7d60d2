"""What the log keeps of a bug: where, never with which secrets. And a log that nobody takes stops nobody."""

import json
import logging
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import structlog

from backend.log import set_up_logging


def test_a_traceback_holds_no_values_of_the_program(capfd: pytest.CaptureFixture[str]) -> None:
    before = logging.root.handlers[:], logging.root.level
    set_up_logging(process="tests")
    try:
        _break(key="sync_a-secret-key")
    except ZeroDivisionError:
        logging.getLogger("backend").exception("request.failed")
        logging.root.handlers[0].flush()
    logging.root.handlers, level = before[0], before[1]
    logging.root.setLevel(level)

    line = capfd.readouterr().err.splitlines()[-1]
    assert "ZeroDivisionError" in json.dumps(json.loads(line))
    assert "a-secret-key" not in line


TALK = """
import logging, structlog
from backend.log import set_up_logging
set_up_logging(process="tests")
for number in range(20_000):
    structlog.get_logger("backend.x").warning("talk", number=number, much="x" * 200)
print("said all")
"""


def _talk(**stderr: object) -> str:
    command = [sys.executable, "-c", TALK]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=60, **stderr)  # type: ignore[call-overload]
    return str(done.stdout)


def test_a_log_that_nobody_reads_does_not_hold_up_who_writes_it() -> None:
    reader, writer = os.pipe()
    try:
        assert _talk(stderr=writer) == "said all\n"
    finally:
        os.close(reader)
        os.close(writer)


def test_a_full_disk_below_the_log_does_not_hold_up_who_writes_it() -> None:
    with Path("/dev/full").open("w") as full:
        assert _talk(stderr=full) == "said all\n"


def test_an_outage_and_the_queues_own_tracebacks_are_told_once_in_a_while(capfd: pytest.CaptureFixture[str]) -> None:
    before = logging.root.handlers[:], logging.root.level
    set_up_logging(process="tests")
    for _ in range(100):
        structlog.get_logger("backend.queue").warning("bell.failed", problem="no answer")
        logging.getLogger("saq").error("Failed to consume message")
        structlog.get_logger("backend.web").warning("each.counts")
    logging.root.handlers[0].flush()
    logging.root.handlers, level = before[0], before[1]
    logging.root.setLevel(level)

    told = [json.loads(line)["event"] for line in capfd.readouterr().err.splitlines()]
    assert Counter(told) == {"bell.failed": 1, "Failed to consume message": 1, "each.counts": 100}


def _break(key: str) -> float:
    return len(key) / 0
