"""How commands end: the codes of docs/api.md, which scripts rely on."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.cli import exits
from backend.cli.main import EXITS
from tests.journeys.demo import ROOT, Demo, running

CUSTOMER: dict[str, Any] = {"kind": "customer", "key": "C1", "version": 1, "body": {"name": "Søstrene Öl"}}
INVOICE: dict[str, Any] = {
    "kind": "sales_invoice",
    "key": "I1",
    "version": 1,
    "body": {
        "customer": "C1",
        "date": "2024-07-31",
        "payment_term": "N30",
        "currency": "EUR",
        "lines": [{"account": "4000", "amount": "0.10"}],
        "total": "0.10",
    },
}
NO_SUCH_ACCOUNT = INVOICE | {
    "key": "I2",
    "body": INVOICE["body"] | {"lines": [{"account": "9999", "amount": "0.10"}]},
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running(tmp_path_factory.mktemp("codes") / "home") as started:
        yield started


def hand_over(demo: Demo, folder: Path, *objects: dict[str, Any]) -> None:
    file = folder / "objects.ndjson"
    file.write_text("\n".join(map(json.dumps, objects)))
    imported = demo.syncline("import", str(file))
    assert imported.returncode == 0, imported.stderr


def test_it_ends_with_2_1_or_0_and_says_why(demo: Demo, tmp_path: Path) -> None:
    hand_over(demo, tmp_path, INVOICE)
    waiting = demo.syncline("sync", "--all", "--wait")
    explained = demo.syncline("explain", "sales_invoice", "I1")

    assert waiting.returncode == 2
    assert "sales_invoice I1 waits for customer C1, never received" in waiting.stderr
    assert "customer C1" in explained.stdout

    hand_over(demo, tmp_path, CUSTOMER)
    named = demo.syncline("sync", "--wait", "customer", "C1")

    assert named.returncode == 0, named.stderr
    assert json.loads(demo.syncline("status", "--json").stdout)["success"] == 2

    hand_over(demo, tmp_path, NO_SUCH_ACCOUNT)
    refused = demo.syncline("sync", "--all", "--wait")
    again = demo.syncline("sync", "--all", "--wait")

    assert refused.returncode == again.returncode == 1
    assert "1 error" in refused.stdout
    assert "use Force synchronize" in again.stderr
    assert "9999" in demo.syncline("explain", "sales_invoice", "I2").stdout


def test_named_objects_are_judged_alone(demo: Demo, tmp_path: Path) -> None:
    """Whatever else is in error or waits."""
    lonely = INVOICE | {"key": "I3", "body": INVOICE["body"] | {"customer": "C-LONELY"}}
    hand_over(demo, tmp_path, NO_SUCH_ACCOUNT, lonely, CUSTOMER | {"key": "C2", "body": {"name": "Ålesund Fisk"}})
    demo.syncline("sync", "--wait", "sales_invoice", "I2")
    stuck = demo.syncline("sync", "--wait", "sales_invoice", "I3")

    sent = demo.syncline("sync", "--wait", "customer", "C2")
    in_step = demo.syncline("sync", "--wait", "customer", "C2")
    in_error = demo.syncline("sync", "--wait", "sales_invoice", "I2", "customer", "C2")

    assert [one.returncode for one in (stuck, sent, in_step, in_error)] == [2, 0, 0, 1], (sent, in_step, in_error)
    assert "sales_invoice I3 waits for customer C-LONELY, never received" in stuck.stderr
    assert in_step.stdout == sent.stdout == "1 success\n"


def test_trouble_of_the_line_is_said_once_and_waited_for_no_longer_than_asked(demo: Demo, tmp_path: Path) -> None:
    hand_over(demo, tmp_path, CUSTOMER | {"key": "C3", "body": {"name": "Bergen Brygge"}})
    demo.api.patch(demo.path, json={"secrets": {"user_password": "wrong"}}).raise_for_status()

    begun = time.monotonic()
    done = demo.syncline("sync", "--wait", "--timeout", "6", "customer", "C3")
    took = time.monotonic() - begun
    demo.api.patch(demo.path, json={"secrets": {"user_password": "console-password"}}).raise_for_status()

    assert done.returncode == 4, done
    assert done.stderr.count("(waiting, at most 6 seconds)") == 1, done.stderr
    assert "The time is over and 1 can still move by itself. Signing in is refused since" in done.stderr
    assert 6 <= took < 90


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["sync"], "--all", 64),
        (["sync", "customer"], "KIND KEY", 64),
        (["sync", "--all", "--timeout", "soon"], "soon", 64),
        (["sink"], "sink", 64),
        (["sync", "customer", "NOWHERE"], "NOWHERE", 1),
        (["explain", "customer", "NOWHERE"], "NOWHERE", 1),
        (["map", "nowhere"], "nowhere", 1),
        (["map", ""], "empty", 64),
        (["status", "--integration", "4711"], "4711", 1),
        (["import", "nowhere.ndjson"], "nowhere.ndjson", 64),
    ],
)
def test_what_cannot_be_done_is_one_sentence(demo: Demo, arguments: list[str], said: str, code: int) -> None:
    done = demo.syncline(*arguments)

    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_every_code_stands_in_the_docs_and_in_the_help() -> None:
    codes = sorted({0, *(value for name, value in vars(exits).items() if name.startswith("EXIT_"))})
    docs = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")

    assert [int(code) for code in re.findall(r"^\| (\d+) \|", docs, re.MULTILINE)] == codes
    assert [int(code) for code in re.findall(r"^ +(\d+)  ", EXITS, re.MULTILINE)] == codes
