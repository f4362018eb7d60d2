"""How `syncline sync --all --wait` ends: 0 all green, 1 an error, 2 waiting for what nobody asked to send."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.demo import Demo, running

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


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sync"], "--all"),
        (["sync", "customer"], "KIND KEY"),
        (["sync", "customer", "NOWHERE"], "NOWHERE"),
        (["explain", "customer", "NOWHERE"], "NOWHERE"),
        (["import", "nowhere.ndjson"], "nowhere.ndjson"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(demo: Demo, arguments: list[str], said: str) -> None:
    done = demo.syncline(*arguments)

    assert done.returncode not in (0, None)
    assert said in done.stderr
    assert "Traceback" not in done.stderr
