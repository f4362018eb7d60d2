"""The demo with its sample company: what one sees, that it mends as docs/demo.md says, that kills change nothing."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.cli.sample.__main__ import LATER, Demo, synchronize
from backend.cli.sample.mend import MENDS

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "backend" / "cli" / "sample"
PATIENCE_SECONDS = 120
STATUSES = {"success": 318, "error": 45, "pending": 3, "desynchronized": 9, "not_integrated": 21}
CAUSES = {
    ("sales_invoice", "Intacct has no GL Account 4310"): 12,
    ("sales_invoice", "Payment term N45 has no entry in the value map"): 9,
    ("sales_invoice", "The period is closed"): 6,
    ("sales_invoice", "What this refers to is inactive at Intacct: Item 'OIL-009'"): 5,
    ("sales_invoice", "Account 4250 wants the Department on each line"): 4,
    ("sales_invoice", "Blocked by customer C-1014, which is in error"): 3,
    ("sales_invoice", "Blocked by customer C-1027, which is in error"): 2,
    ("supplier", "Intacct has no AP Term Net 14"): 2,
    ("customer", "It differs in name, credit limit, payment term and 11 more fields"): 1,
    ("customer", "Intacct has another contact with the name that this one would get"): 1,
}


class Running:
    """A demo, and its API."""

    def __init__(self, ready: dict[str, str], http: httpx.Client) -> None:
        self.ready, self.http = ready, http
        self.path = f"/integrations/{self.call('GET', '/integrations/')[0]['id']}"

    def call(self, method: str, path: str, **given: Any) -> Any:
        return self.http.request(method, path, **given).raise_for_status().json()

    def objects(self) -> list[dict[str, Any]]:
        """All of them: they fit on one page."""
        found: list[dict[str, Any]] = self.call("GET", f"{self.path}/objects?limit=1000")["objects"]
        return found

    def counts(self) -> Counter[str]:
        return Counter(one["status"] for one in self.objects())

    def statuses(self, keys: set[str]) -> set[str]:
        return {one["status"] for one in self.objects() if one["key"] in keys}

    def press(self, verb: str, *keys: str) -> int:
        """How many were sent. Returns when nothing moves any more."""
        chosen = [{"kind": one["kind"], "key": one["key"]} for one in self.objects() if one["key"] in keys]
        sent: int = self.call("POST", f"{self.path}/syncs", json={"verb": verb, "objects": chosen})["sent"]
        eventually(lambda: self.call("GET", f"{self.path}/progress")["moving"] == 0)
        return sent

    def mend(self, name: str) -> None:
        """As docs/demo.md says."""
        command = [
            sys.executable,
            "-m",
            "backend.cli.sample.mend",
            name,
            "--stand-in",
            self.ready["stand_in_admin_url"],
        ]
        env = os.environ | {"SYNCLINE_URL": self.ready["url"], "SYNCLINE_API_KEY": self.ready["admin_api_key"]}
        subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)

    @property
    def filling(self) -> list[str]:
        given = [self.ready["url"], self.ready["admin_api_key"], self.ready["stand_in_admin_url"]]
        return [sys.executable, "-m", "backend.cli.sample", *given]

    def sample(self) -> str:
        """Run once more what fills the demo."""
        return subprocess.run(self.filling, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def eventually(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < ends, "it did not happen in time"
        time.sleep(0.1)


@contextmanager
def running(home: Path) -> Iterator[Running]:
    """A demo on servers and ports of its own."""
    outside = ("DATABASE_URL", "REDIS_URL")
    env = {name: value for name, value in os.environ.items() if name not in outside and "SYNCLINE" not in name}
    port, stand_in_port = free_ports()
    options = ["--home", str(home), "--port", str(port), "--stand-in-port", str(stand_in_port), "--json"]
    command = [sys.executable, "-m", "backend", "demo", *options]
    log_file = home.parent / "demo.log"
    with (
        log_file.open("a") as log,
        subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            ready = process.stdout.readline()
            assert ready, log_file.read_text()
            with client(json.loads(ready)) as http:
                yield Running(json.loads(ready), http)
        finally:
            process.terminate()


def client(ready: dict[str, str]) -> httpx.Client:
    headers = {"Authorization": f"Bearer {ready['admin_api_key']}"}
    return httpx.Client(base_url=f"{ready['url']}api/v1", headers=headers, timeout=30, trust_env=False)


def free_ports() -> tuple[int, int]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


def wait_until_filled(demo: Running) -> None:
    """The last thing that is handed over is a second version."""
    last = json.loads((SAMPLE / "later.ndjson").read_text(encoding="utf-8").splitlines()[0])
    path = f"{demo.path}/objects/{last['kind']}/{last['key']}"
    eventually(lambda: (found := demo.http.get(path)).is_success and found.json()["version"] == last["version"])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, list[dict[str, Any]]]]:
    """A demo that is filled, and its objects as they were then."""
    with running(tmp_path_factory.mktemp("demo") / "home") as demo:
        wait_until_filled(demo)
        yield demo, demo.objects()


def causes_of(objects: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    errors = [(one["kind"], one["message"]) for one in objects if one["status"] == "error"]
    known = Counter(
        cause for cause in CAUSES for kind, said in errors if kind == cause[0] and said.startswith(cause[1])
    )
    assert sum(known.values()) == len(errors), errors
    return dict(known)


def test_the_end_state_has_all_statuses_and_causes(filled: tuple[Running, list[dict[str, Any]]]) -> None:
    _, objects = filled

    assert Counter(one["status"] for one in objects) == STATUSES
    assert causes_of(objects) == CAUSES
    assert {one["message"] for one in objects if one["status"] == "pending"} == {
        "Waiting for customer C-1047, which nobody has sent yet"
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("create-account", "Intacct has no GL Account 4310"),
        ("map-payment-term", "Payment term N45"),
        ("reopen-period", "The period is closed"),
        ("activate-item", "What this refers to is inactive"),
        ("relax-account", "Account 4250 wants"),
        ("create-supplier-term", "Intacct has no AP Term"),
    ],
)
def test_a_cause_is_mended_by_its_command_and_a_press(
    filled: tuple[Running, list[dict[str, Any]]], name: str, said: str
) -> None:
    demo, objects = filled
    keys = {one["key"] for one in objects if one["message"].startswith(said)}

    demo.mend(name)
    sent = demo.press("force_synchronize", *keys)

    assert sent == len(keys) > 0
    assert demo.statuses(keys) == {"success"}


def test_what_a_customer_blocks_goes_by_itself_when_the_customer_is_mended(
    filled: tuple[Running, list[dict[str, Any]]],
) -> None:
    demo, objects = filled
    keys = {one["key"] for one in objects if "customer C-1027" in one["message"]}

    demo.mend("rename-contact")
    sent = demo.press("force_synchronize", "C-1027")

    assert sent == 1
    eventually(lambda: demo.statuses({*keys, "C-1027"}) == {"success"})


def test_the_invoices_of_a_customer_follow_when_it_is_sent(filled: tuple[Running, list[dict[str, Any]]]) -> None:
    demo, objects = filled
    keys = {one["key"] for one in objects if one["status"] == "pending"}

    demo.press("synchronize", "C-1047")

    eventually(lambda: demo.statuses({*keys, "C-1047"}) == {"success"})


def test_filling_again_does_nothing(filled: tuple[Running, list[dict[str, Any]]]) -> None:
    demo, _ = filled
    before = demo.counts()

    assert demo.sample() == "The sample company is there already."
    assert demo.counts() == before


def test_filling_can_be_killed_at_any_moment_and_ends_in_the_same_state(tmp_path: Path) -> None:
    with running(tmp_path / "home") as demo:
        for pid in pids_of_sample(demo):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for enough in (1, 100, 200):
            kill_when(demo, enough)

        demo.sample()

        assert demo.counts() == STATUSES
        assert causes_of(demo.objects()) == CAUSES

        # A run that was killed as it handed the later versions over: they arrive while the next one synchronizes.
        resumed = Demo(*demo.filling[-3:-1])
        with closing(resumed.http):
            synchronize(resumed, [json.loads(line) for line in LATER.read_bytes().splitlines()])
        assert demo.counts() == STATUSES


def pids_of_sample(demo: Running) -> list[int]:
    """The process that the demo itself started to fill it, if it still runs."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,args="], check=True, capture_output=True, text=True).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if f"backend.cli.sample {demo.ready['url']}" in line]


def kill_when(demo: Running, enough: int) -> None:
    """Fill, and be killed when so many are in step."""
    with subprocess.Popen(demo.filling, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        eventually(lambda: demo.counts()["success"] >= enough)
        process.kill()


def test_the_docs_name_every_mend_and_number() -> None:
    docs = (ROOT / "docs" / "demo.md").read_text(encoding="utf-8")
    told = {
        name.lower().replace(" ", "_"): int(number) for name, number in re.findall(r"\| (\w[\w ]+) \| (\d+) \|", docs)
    }

    assert told == STATUSES
    assert [name for name in MENDS if f"mend {name}`" not in docs] == []
