"""Workers that are killed between intent and answer: nothing is doubled, nothing is lost, nothing is left lying."""

import os
import signal
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
    company = [one for prefix in ("A-", "B-", "C-") for one in make_company(prefix)]
    invoices = [one for one in company if one["kind"] == "sales_invoice"]
    hand_over_and_send(system, [one for one in company if one["kind"] != "sales_invoice"])
    slow_down(system)
    system.hand_over(invoices)
    system.press(invoices)

    died_in_a_call = 0
    for n in range(2 * KILLS):
        died_in_a_call += kill_a_worker(system, after=(n % 6) * CALL_SECONDS / 3)
        if died_in_a_call == KILLS:
            break

    assert died_in_a_call == KILLS, "the others died outside of a call"
    hurry_up(system)
    system.start_worker()
    eventually(lambda: force_what_crashed(system, invoices), said=system.progress)
    assert Counter(map(name_of, system.ledger())) == Counter(map(name_of, company))
    assert system.ask("SELECT count(*) FROM attempt WHERE outcome IS NULL") == 0


def test_a_worker_that_sleeps_through_its_lease_wakes_up_harmless(system: System) -> None:
    """Its answer comes after others have looked, and its slot belongs to another worker."""
    invoices = [one for one in make_company("ASLEEP-") if one["kind"] == "sales_invoice"][:30]
    for_them = [one for one in make_company("ASLEEP-") if one["kind"] != "sales_invoice"]
    for worker in list(system.workers):
        system.stop_worker(worker)
    hand_over_and_send(system, for_them)
    slow_down(system)
    system.hand_over(invoices)
    system.press(invoices)
    sleeper = system.start_worker()
    eventually(lambda: falls_asleep(system, sleeper))

    time.sleep(3 * CALL_SECONDS)
    eventually(lambda: system.stats()["connections_now"] == 0)
    system.age(90)
    system.start_worker()
    eventually(system.all_green, said=system.progress)
    os.kill(sleeper, signal.SIGCONT)
    system.stop_worker(sleeper)

    assert system.all_green()
    ours = set(map(name_of, invoices))
    assert Counter(name for name in map(name_of, system.ledger()) if name in ours) == Counter(ours)


def falls_asleep(system: System, worker: int) -> bool:
    """In a call, and outside of a transaction: nobody gets past the locks of one that sleeps, nor does this test."""
    os.kill(worker, signal.SIGSTOP)
    open_transactions = "xact_start IS NOT NULL AND datname = current_database() AND pid <> pg_backend_pid()"
    asleep = system.ask("SELECT count(*) FROM binding WHERE phase = 'sent'") and not system.ask(
        f"SELECT count(*) FROM pg_stat_activity WHERE {open_transactions}"
    )
    if not asleep:
        os.kill(worker, signal.SIGCONT)
    return bool(asleep)


def hand_over_and_send(system: System, objects: Sequence[dict[str, Any]]) -> None:
    system.hand_over(objects)
    system.press(objects)
    worker = system.start_worker()
    eventually(system.all_green, said=system.progress)
    system.stop_worker(worker)


def force_what_crashed(system: System, objects: Sequence[dict[str, Any]]) -> bool:
    """What three workers died of is for a person, and there are no other errors. Whether all is green."""
    assert system.ask("SELECT count(*) FROM binding WHERE phase = 'parked' AND park <> 'crashed'") == 0
    if system.ask("SELECT count(*) FROM binding WHERE park = 'crashed'"):
        system.press(objects, "force_synchronize")
    return system.all_green()


def slow_down(system: System) -> None:
    system.patch(connections_allowed=3, batch_size=2)
    # Without unique numbers nothing but our own care keeps an invoice from being there twice.
    system.play("settings", {"latency_ms": CALL_SECONDS * 1000, "enforce_invoice_numbers": False})
    system.play(
        "faults",
        [{"match": {"kind": "sales_invoice"}, "do": "delay", "value": {"seconds": CALL_SECONDS, "after": True}}],
    )


def hurry_up(system: System) -> None:
    system.patch(batch_size=100)
    system.play("settings", {"latency_ms": 0})
    system.play("faults", [])


def kill_a_worker(system: System, *, after: float) -> bool:
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
