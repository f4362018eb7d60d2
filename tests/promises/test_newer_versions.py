"""Newer versions that come while a push runs: the order is kept, the last one wins, and nothing is green early."""

from typing import Any

from tests.journeys.demo import eventually
from tests.promises.system import System

VERSIONS, BURST, TOGETHER = 1_000, 50, 7
CALL_SECONDS = 0.3


def test_newer_version_during_a_running_push_a_thousand_in_a_row(system: System) -> None:
    system.patch(automatic={"customer": True}, quiet_seconds={"customer": 0}, connections_allowed=4)
    system.play("faults", [{"match": {"kind": "customer"}, "do": "delay", "value": CALL_SECONDS}])
    for _ in range(2):
        system.start_worker()

    for first in range(1, VERSIONS, BURST):
        _hand_over(system, first)
        eventually(lambda: system.stats()["connections_now"] > 0, said=system.progress)  # a push runs
        for number in range(first + 1, first + BURST, TOGETHER):
            _hand_over(system, *range(number, number + TOGETHER))
        eventually(system.all_green, said=system.progress)  # as soon as it is, and not a moment later
        last = first + BURST - 1
        assert _written(system)[-1] == last, f"green at version {last}, while the third party held another one"

    written, functions = _written(system), [line["function"] for line in _lines(system)]
    assert written == sorted(set(written)), "an older version was written over a newer one, or one twice"
    assert len(written) > 1.5 * VERSIONS / BURST, "hardly a version came while a push was running"
    assert functions == ["create", *["update"] * (len(functions) - 1)]
    assert system.object("customer", "C-1")["synced_version"] == VERSIONS
    assert system.ask("SELECT count(*) FROM attempt WHERE outcome IS NULL") == 0


def _hand_over(system: System, *numbers: int) -> None:
    customer = {"kind": "customer", "key": "C-1"}
    system.hand_over([customer | {"version": n, "body": {"name": f"Version {n}"}} for n in numbers])


def _lines(system: System) -> list[dict[str, Any]]:
    return [line for line in system.ledger() if line["natural_key"] == "C-1"]


def _written(system: System) -> list[int]:
    """The versions that were carried out, in that order."""
    return [int(line["fields"]["NAME"].removeprefix("Version ")) for line in _lines(system)]
