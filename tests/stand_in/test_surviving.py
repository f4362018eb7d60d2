"""What was answered is kept, whatever ends the process."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import httpx

from tests.stand_in.gateway import StandIn
from tests.stand_in.replies import chain, status
from tests.stand_in.requests import customer, invoice, request
from tests.waiting import wait_until


def test_a_killed_stand_in_keeps_ledger_keys_and_control_ids(start: Callable[..., StandIn]) -> None:
    before = start()
    before.call(customer("C1", name="Älfreds"), invoice("I1"))
    before.change(closed_through={"AP": "2024-01-31"})
    ledger = before.ledger()
    before.kill()

    after = start()

    assert after.ledger() == ledger
    assert chain(after.call(customer("C1", control_id="new"))[0])[0][0] == "BL34000061"
    assert chain(after.call(invoice("I1"))[0])[0][0] == "XL03000011"
    assert after.call(customer("C2"))[0].findtext("data/customer/RECORDNO") == "2"
    assert after.admin("GET", "settings").json()["closed_through"] == {"AP": "2024-01-31"}


def test_whatever_was_answered_before_a_kill_stands_in_the_ledger_once(start: Callable[..., StandIn]) -> None:
    stand_in = start()
    answered: list[str] = []

    def write(name: str) -> None:
        for number in range(10_000):
            calls = [customer(f"{name}-{number}-{place}") for place in range(5)]
            try:
                stand_in.http.post(stand_in.url, content=request(*calls)).raise_for_status()
            except httpx.HTTPError:
                return
            answered.append(f"{name}-{number}")

    writers = [threading.Thread(target=write, args=(name,)) for name in "ABCD"]
    for writer in writers:
        writer.start()
    wait_until(lambda: len(answered) >= 40)
    stand_in.process.kill()
    for writer in writers:
        writer.join()

    kept = [each["natural_key"] for each in start().ledger()]
    assert len(kept) == len(set(kept))
    assert {f"{each}-{place}" for each in answered for place in range(5)} <= set(kept)
    assert len(kept) % 5 == 0


def test_a_torn_last_line_is_dropped_and_the_next_write_stands(start: Callable[..., StandIn], tmp_path: Path) -> None:
    first = start()
    first.call(customer("C1"))
    first.kill()
    journal = tmp_path / "home" / "journal.ndjson"
    with journal.open("ab") as file:
        file.write(b'{"puts":[["CUSTOMER",{"RECORDNO":"2"')

    second = start()
    second.call(customer("C2"))
    second.kill()

    assert [each["natural_key"] for each in start().ledger()] == ["C1", "C2"]


def test_failed_ids_stay_spent_over_a_restart(start: Callable[..., StandIn]) -> None:
    before = start("--spent-control-ids")
    before.call(invoice("I1"))
    before.kill()

    after = start("--spent-control-ids")

    assert chain(after.call(invoice("I1"))[0])[0][0] == "XL03000011"


def test_what_a_person_changed_is_kept_and_is_not_in_the_ledger(start: Callable[..., StandIn]) -> None:
    before = start()
    before.admin("PUT", "state/GLACCOUNT/7000", {"TITLE": "Rent"})
    before.admin("DELETE", "state/GLACCOUNT/4000")
    before.kill()

    after = start()

    assert after.admin("GET", "state/GLACCOUNT/7000").json()["TITLE"] == "Rent"
    assert after.admin("GET", "state/GLACCOUNT/4000").status_code == 404
    assert after.ledger() == []


def test_two_cannot_share_a_home(start: Callable[..., StandIn], tmp_path: Path) -> None:
    start()
    command = [sys.executable, "-m", "backend.stand_in", "--home", str(tmp_path / "home"), "--port", "0"]

    second = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)

    assert second.returncode == 1
    assert second.stderr == f"Another stand-in is using {tmp_path / 'home'}; stop it, or choose another home.\n"


def test_it_ends_with_the_process_that_started_it_when_asked_to(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "backend.stand_in", "--home", str(tmp_path), "--port", "0", "--until-stdin-closes"]

    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as stand_in:
        assert stand_in.stdin
        assert stand_in.stdout
        assert stand_in.stdout.readline().startswith("The stand-in of Sage Intacct is ready")
        stand_in.stdin.close()

        assert stand_in.wait(timeout=30) != 0


def test_a_scenario_is_taken_once(start: Callable[..., StandIn], tmp_path: Path) -> None:
    scenario = tmp_path / "scenario.json"
    scenario.write_text(
        '{"company": "demo", "senders": [{"id": "syncline", "password": "syncline-sender"}],'
        ' "users": [{"id": "console", "password": "console-password"}], "entities": [{"id": "X", "name": "Ex"}],'
        ' "records": {"CUSTOMER": [{"CUSTOMERID": "OLD", "NAME": "Here before"}]},'
        ' "settings": {"closed_through": {"AR": "2020-12-31"}}}'
    )

    first = start("--scenario", str(scenario))
    result = first.call(customer("OLD"))[0]
    first.call(customer("NEW"))
    first.kill()

    assert status(result) == "failure"
    assert [each["CUSTOMERID"] for each in start().admin("GET", "state/CUSTOMER").json()] == ["OLD", "NEW"]
