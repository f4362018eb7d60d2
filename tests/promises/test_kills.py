"""Workers that are killed between intent and answer: nothing is doubled, nothing is lost, nothing is left lying."""

import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from tests.journeys.books import name_of
from tests.journeys.company import make_company
from tests.journeys.demo import eventually
from tests.promises.system import PENDING_FOR_EVER, System

KILLS = 50
CALL_SECONDS = 0.15  # before the third party executes, and once more before it answers


def test_fifty_killed_workers_double_and_lose_nothing(system: System) -> None:
    company = make_company()
    invoices = [one for one in company if one["kind"] == "sales_invoice"]
    hand_over_and_send(system, [one for one in company if one not in invoices])
    slow_down(system)
    system.hand_over(invoices)
    system.press(invoices)

    in_calls = sum(kill_in_a_call(system, after=(n % 7) * CALL_SECONDS / 3) for n in range(KILLS))

    assert in_calls >= KILLS * 0.8, "too many died outside of a call: this proves little"
    system.play("faults", [])
    system.age(90)
    system.start_worker()
    eventually(system.all_green, said=system.progress)
    assert Counter(map(name_of, system.ledger())) == Counter(map(name_of, company))
    assert system.ask("SELECT count(*) FROM attempt WHERE outcome IS NULL") == 0


def hand_over_and_send(system: System, objects: Sequence[dict[str, Any]]) -> None:
    system.hand_over(objects)
    system.press(objects)
    worker = system.start_worker()
    eventually(system.all_green, said=system.progress)
    system.stop_worker(worker)


def slow_down(system: System) -> None:
    system.patch(connections_allowed=3, batch_size=2)
    system.play("settings", {"latency_ms": CALL_SECONDS * 1000})
    system.play(
        "faults",
        [{"match": {"kind": "sales_invoice"}, "do": "delay", "value": {"seconds": CALL_SECONDS, "after": True}}],
    )


def kill_in_a_call(system: System, *, after: float) -> bool:
    """Whether an intent was open when the worker died. `after`: seconds since the first intent."""
    worker = system.start_worker()
    eventually(lambda: system.ask("SELECT count(*) FROM binding WHERE phase = 'sent'"), said=system.progress)
    time.sleep(after)
    system.kill_worker(worker)
    open_intents = system.ask("SELECT count(*) FROM binding WHERE phase = 'sent'")
    assert system.ask(f"SELECT count(*) FROM binding WHERE {PENDING_FOR_EVER}") == 0
    eventually(lambda: system.stats()["connections_now"] == 0)  # what was on the wire is executed
    system.age(90)
    return bool(open_intents)
