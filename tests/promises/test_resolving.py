"""Whatever keeps an object from going on, a person resolves it on the command line, and each is there once."""

from collections import Counter
from typing import Any

from tests.journeys.books import name_of
from tests.journeys.demo import eventually
from tests.promises.system import System


def customer(key: str) -> dict[str, Any]:
    return {"kind": "customer", "key": key, "body": {"name": f"Customer {key}"}}


def test_every_act_ends_what_it_is_for_and_doubles_nothing(system: System) -> None:
    system.play("settings", {"spent_control_ids": True})
    theirs = {"NAME": "Somebody else", "STATUS": "active"}
    for key in ("ADOPTED", "RENUMBERED"):
        system.stand_in.put(f"/state/CUSTOMER/{key}", json=theirs).raise_for_status()
    objects = [customer(key) for key in ("ADOPTED", "RENUMBERED", "GONE")]
    system.hand_over(objects)
    system.press(objects)
    system.start_worker()
    eventually(lambda: system.statuses().get("error") == 2, said=system.progress)
    eventually(lambda: status(system, "GONE") == "success", said=system.progress)

    system.stand_in.delete("/state/CUSTOMER/GONE").raise_for_status()
    system.hand_over([customer("GONE") | {"body": {"name": "Newer"}}])
    system.press([customer("GONE")])
    eventually(lambda: status(system, "GONE") == "error", said=system.progress)
    system.press([customer("GONE")], "force_synchronize")
    eventually(lambda: system.object("customer", "GONE")["can_send_again"], said=system.progress)

    refused = system.syncline("resolve", "customer", "ADOPTED", "--send-again")
    assert (refused.returncode, "Resolve first" in refused.stderr) == (1, True)
    record = system.object("customer", "ADOPTED")["foreign"][0]["id"]
    asked = {
        "ADOPTED": ("--adopt", record),
        "RENUMBERED": ("--renumber", "RENUMBERED-2"),
        "GONE": ("--send-again",),
    }
    for key, act in asked.items():
        done = system.syncline("resolve", "customer", key, *act)
        assert done.returncode == 0, done.stderr
    eventually(lambda: system.statuses() == {"success": 2, "desynchronized": 1}, said=system.progress)

    assert status(system, "ADOPTED") == "desynchronized"
    assert system.object("customer", "RENUMBERED")["remote_number"] == "RENUMBERED-2"
    created = Counter(name_of(line) for line in system.ledger() if line["function"] == "create")
    assert {name: count for (_, name), count in created.items()} == {"RENUMBERED-2": 1, "GONE": 2}
    assert system.ask("SELECT count(*) FROM audit WHERE action IN ('record.adopted', 'object.renumbered')") == 2
    assert system.ask("SELECT count(*) FROM attempt WHERE outcome IS NULL") == 0


def test_a_lost_answer_is_looked_up_when_asked(system: System) -> None:
    """Nobody would look for minutes."""
    system.patch(config={"longest_processing_seconds": 300})
    system.play("faults", [{"match": {"natural_key": "ASKED"}, "do": "drop_after", "times": 1}])
    system.hand_over([customer("ASKED")])
    system.press([customer("ASKED")])
    eventually(lambda: system.object("customer", "ASKED")["phase"] == "confirming", said=system.progress)
    told = system.object("customer", "ASKED")
    assert told["explanation"]["schedule"].startswith("confirming, outcome unknown; next look ")

    done = system.syncline("resolve", "customer", "ASKED", "--check-now")

    assert "Nothing is sent before" in done.stdout
    eventually(lambda: status(system, "ASKED") == "success", said=system.progress)
    assert len([line for line in system.ledger() if line["natural_key"] == "ASKED"]) == 1


def test_one_act_at_a_time(system: System) -> None:
    both = system.syncline("resolve", "customer", "ASKED", "--check-now", "--send-again")
    none = system.syncline("resolve", "customer", "ASKED")
    assert (both.returncode, none.returncode) == (64, 64)
    assert "Give one of --check-now, --adopt, --send-again, --renumber." in both.stderr


def status(system: System, key: str) -> str:
    return str(system.object("customer", key)["status"])
