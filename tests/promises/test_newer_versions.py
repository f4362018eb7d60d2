"""Newer versions that come while a push runs: the order is kept, the last one wins, and nothing is green early."""

from typing import Any

from tests.journeys.demo import eventually
from tests.promises.system import System

VERSIONS = 1_000
LOOK_EVERY = 25


def test_newer_version_during_a_running_push_a_thousand_in_a_row(system: System) -> None:
    system.patch(automatic={"customer": True}, quiet_seconds={"customer": 0}, connections_allowed=4)
    system.play("faults", [{"match": {"kind": "customer"}, "do": "delay", "value": 0.02}])
    for _ in range(2):
        system.start_worker()

    green = []
    for number in range(1, VERSIONS + 1):
        body = {"name": f"Version {number}"}
        system.call("PUT", f"/objects/customer/C-1/versions/{number}", json={"body": body})
        if number % LOOK_EVERY == 0 and (shown := system.object("customer", "C-1"))["status"] == "success":
            green.append((shown["version"], _written(system)[-1]))

    eventually(system.all_green, said=system.progress)
    written = _written(system)
    assert all(shown == there for shown, there in green), "green, while the third party held another version"
    assert written == sorted(set(written)), "an older version was written over a newer one, or one twice"
    assert written[-1] == VERSIONS == system.object("customer", "C-1")["synced_version"]
    functions = [line["function"] for line in _lines(system)]
    assert functions == ["create", *["update"] * (len(functions) - 1)]
    assert len(functions) > 2, "no version came while a push was running"
    assert system.ask("SELECT count(*) FROM attempt WHERE outcome IS NULL") == 0


def _lines(system: System) -> list[dict[str, Any]]:
    return [line for line in system.ledger() if line["natural_key"] == "C-1"]


def _written(system: System) -> list[int]:
    """The versions that were carried out, in that order."""
    return [int(line["fields"]["NAME"].removeprefix("Version ")) for line in _lines(system)]
