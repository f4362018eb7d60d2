"""`syncline map`, from listing to replacing: what was sent is counted, and nothing is sent by itself."""

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.demo import eventually
from tests.promises.system import System

TERMS = {"N30": "Net 30", "N45": "Net 45"}


def customer(key: str, term: str) -> dict[str, Any]:
    return {"kind": "customer", "key": key, "version": 1, "body": {"name": "Ålesund Fisk", "payment_term": term}}


@pytest.fixture(scope="module")
def sold_to(system: System) -> System:
    """Three customers in step."""
    system.call("PUT", "/integrations/1/value-maps/payment_terms", json=TERMS)
    customers = [customer("C1", "N30"), customer("C2", "N30"), customer("C3", "N45")]
    system.hand_over(customers)
    system.press(customers)
    system.start_worker()
    eventually(system.all_green)
    return system


def test_it_lists_the_maps_with_what_each_is_for_and_how_many_entries_it_has(sold_to: System) -> None:
    listed = sold_to.syncline("map")

    assert listed.returncode == 0, listed.stderr
    (line,) = [line for line in listed.stdout.splitlines() if line.split()[0] == "payment_terms"]
    assert line.split()[1] == "2"
    assert "the term's name at Intacct" in " ".join(listed.stdout.split())
    assert "departments" in listed.stdout


def test_a_map_is_printed_as_csv_replaced_from_it_and_says_what_would_differ(sold_to: System, tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    printed = sold_to.syncline("map", "payment_terms")
    assert printed.stdout.splitlines() == ["code,value", "N30,Net 30", "N45,Net 45"]
    sent = len(sold_to.ledger())

    file.write_text(printed.stdout.replace("Net 30", "30 Tage ä"), encoding="utf-8-sig")
    tried = sold_to.syncline("map", "payment_terms", str(file), "--dry-run")
    done = sold_to.syncline("map", "payment_terms", str(file))
    again = sold_to.syncline("map", "payment_terms", str(file))

    differ = "2 objects in step would differ from what was sent. None is sent again by itself."
    assert [one.returncode for one in (tried, done, again)] == [0, 0, 0]
    assert done.stdout.splitlines() == ["payment_terms: 2 entries (0 added, 1 changed, 0 removed)", differ]
    assert "nothing was stored" in tried.stdout
    assert differ in tried.stdout
    assert again.stdout.splitlines()[1] == "No object in step would differ from what was sent."
    assert sold_to.call("GET", "/integrations/1/value-maps")["payment_terms"] == {"N30": "30 Tage ä", "N45": "Net 45"}
    assert len(sold_to.ledger()) == sent


def test_entries_are_added_by_file_or_by_name_and_the_others_stay(sold_to: System, tmp_path: Path) -> None:
    file = tmp_path / "more.csv"
    file.write_text("code,value\nN60,Net 60\n")
    before = sold_to.call("GET", "/integrations/1/value-maps")["payment_terms"]

    added = sold_to.syncline("map", "payment_terms", str(file), "--add")
    named = sold_to.syncline("map", "payment_terms", "--set", "N90", "Net 90", "--set", "=N", "Net 1")

    assert "3 entries (1 added, 0 changed, 0 removed)" in added.stdout
    assert "5 entries (2 added, 0 changed, 0 removed)" in named.stdout
    after = sold_to.call("GET", "/integrations/1/value-maps")["payment_terms"]
    assert after == before | {"N60": "Net 60", "N90": "Net 90", "=N": "Net 1"}


def test_objects_without_an_entry_are_counted_by_cause_and_told_how_to_mend_it(sold_to: System) -> None:
    refused = [customer(f"R{n}", "N 99") for n in range(3)]
    sold_to.hand_over(refused)
    sold_to.press(refused)
    eventually(lambda: sold_to.statuses().get("error") == 3)

    tried = [sold_to.syncline("sync", "--dry-run", *how, "--all") for how in ((), ("--force",))]
    causes = sold_to.syncline("causes")
    explained = sold_to.syncline("explain", "customer", "R1")
    found = sold_to.object("customer", "R1")

    assert [one.stdout.splitlines()[:2] for one in tried] == [
        ["0 of 6 would be sent", "3 would be sent with --force"],
        ["3 of 6 would be sent", "3 left out: in step (for instance C1)"],
    ]
    number, _, told = causes.stdout.partition(": ")
    assert number.isdecimal()
    assert told == 'payment term N 99 has no entry in the value map "payment terms" (3 objects)\n'
    assert found["message"] == 'Payment term N 99 has no entry in the value map "payment terms"'
    command = "syncline map --integration 1 payment_terms --set 'N 99' VALUE"
    assert f"Add the entry to this value map of the integration: {command}. Then press" in explained.stdout
    assert explained.stdout.splitlines()[1] == f"{found['message']}. 3 objects have this error"
    assert found["explanation"]["alike"] == 3
    (cause,) = sold_to.call("GET", "/integrations/1/causes")["causes"]
    assert (cause["count"], cause["kinds"], cause["error_class"]) == (3, ["customer"], "setup")

    mended = sold_to.syncline("map", "payment_terms", "--set", "N 99", "Net 30")
    assert mended.returncode == 0, mended.stderr
    sold_to.press(refused, "force_synchronize")
    eventually(sold_to.all_green)

    assert sold_to.syncline("causes").stdout == "No object is in error.\n"
    assert sold_to.object("customer", "R1")["explanation"]["alike"] == 0


@pytest.mark.parametrize(
    ("arguments", "content", "code", "said"),
    [
        (["payment_terms", "FILE"], "code,value\nN30,\nN30,a\nN30,b\n", 1, "line 2, value: expected text of 1 to 200"),
        (["payment_terms", "FILE", "--add"], "code;value\nN30;a\n", 1, "line 1: expected the header code,value"),
        (["colours", "FILE"], "code,value\nN30,a\n", 1, "expected one of payment_terms"),
        (["payment_terms", "--set", "N30", ""], "", 1, "entries.N30: expected text"),
        (["colours"], "", 1, "no value map colours"),
        (["payment_terms", "nowhere.csv"], "", 64, "nowhere.csv"),
        (["payment_terms", "--add"], "", 64, "--add wants a FILE"),
        (["payment_terms", "--dry-run"], "", 64, "--dry-run wants"),
        (["payment_terms", "FILE", "--set", "N30", "a"], "", 64, "not both"),
        (["--set", "N30", "a"], "", 64, "Name the map"),
        (["payment_terms", "--set", "N30", "a", "--set", "N30", "b"], "", 64, "set twice"),
    ],
)
def test_what_is_refused_is_said_line_by_line_and_changes_nothing(
    sold_to: System, tmp_path: Path, arguments: list[str], content: str, code: int, said: str
) -> None:
    file = tmp_path / "terms.csv"
    file.write_text(content)
    before = sold_to.call("GET", "/integrations/1/value-maps")

    done = sold_to.syncline("map", *(str(file) if one == "FILE" else one for one in arguments))

    assert done.returncode == code, done
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sold_to.call("GET", "/integrations/1/value-maps") == before
