"""Workers that sleep longer than their lease, or whose clock is wrong or jumps, change nothing.

What a worker does that falls asleep in a call stands in test_kills.py.
"""

import os
import signal
from collections import Counter

import pytest

from tests.journeys.books import name_of
from tests.journeys.company import make_company
from tests.journeys.demo import eventually
from tests.promises.system import System

IN_A_TRANSACTION = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND state = 'idle in transaction' AND state_change < now() - interval '1 s'"""


def test_a_worker_that_sleeps_between_intent_and_send_does_not_send(system: System) -> None:
    classes = [one for one in make_company("ASLEEP-") if one["kind"] == "class"][:5]
    system.play("settings", {"enforce_invoice_numbers": False})
    sleeper = system.start_worker("stop_before_the_send")
    system.hand_over(classes)
    system.press(classes)
    eventually(lambda: system.is_asleep(sleeper), said=system.progress)
    assert system.ask("SELECT count(*) FROM attempt WHERE outcome IS NULL") == len(classes)
    assert system.ledger() == []

    system.age(90)
    awake = system.start_worker()
    eventually(lambda: system.ask("SELECT count(*) FROM binding WHERE crash_count = 1"), said=system.progress)
    system.age(90)  # of the quarantine
    eventually(system.all_green, said=system.progress)
    before = system.stats()["write_requests"]
    os.kill(sleeper, signal.SIGCONT)
    system.stop_worker(sleeper)
    system.stop_worker(awake)

    assert system.all_green()
    assert system.stats()["write_requests"] == before
    assert Counter(map(name_of, system.ledger())) == Counter(map(name_of, classes))


def test_a_worker_that_sleeps_in_a_transaction_holds_up_nobody_for_long(system: System) -> None:
    """Its machine may be frozen, or gone, with what everybody needs locked."""
    classes = [one for one in make_company("LOCKED-") if one["kind"] == "class"][:5]
    sleeper = system.start_worker("stop_in_a_transaction")
    system.hand_over(classes)
    system.press(classes)
    eventually(lambda: system.is_asleep(sleeper), said=system.progress)
    eventually(lambda: system.ask(IN_A_TRANSACTION))
    eventually(lambda: not system.ask(IN_A_TRANSACTION), said=system.progress)
    system.age(90)
    awake = system.start_worker()
    eventually(system.all_green, said=system.progress)
    os.kill(sleeper, signal.SIGCONT)
    system.stop_worker(sleeper)
    system.stop_worker(awake)

    assert system.all_green()
    ours = set(map(name_of, classes))
    assert Counter(name for name in map(name_of, system.ledger()) if name in ours) == Counter(ours)


@pytest.mark.parametrize("clock", ["clock_ahead", "clock_behind", "clock_jumps"])
def test_a_worker_whose_clock_is_two_hours_off_or_jumps_does_what_the_others_do(system: System, clock: str) -> None:
    """Only the database's clock decides about leases, order, and what is due."""
    company = make_company(f"{clock}-")
    system.patch(batch_size=5, connections_allowed=2)
    unknown = system.unknown()
    wrong, right = system.start_worker(clock), system.start_worker()
    system.hand_over(company)
    system.press(company)
    eventually(system.all_green, said=system.progress)
    system.kill_worker(right)
    newer = [
        one | {"version": 2, "body": one["body"] | {"notes": "newer"}} for one in company if one["kind"] == "customer"
    ]
    system.hand_over(newer)
    system.play("settings", {"latency_ms": 500})
    system.press(newer)
    eventually(lambda: system.ask("SELECT count(*) FROM binding WHERE phase = 'sent'"), said=system.progress)
    off = "coalesce(max(abs(extract(epoch FROM lease_until - now()))), 0)"
    assert system.ask(f"SELECT {off} FROM binding") < 3600
    assert system.ask(f"SELECT {off} FROM slot") < 3600
    system.play("settings", {"latency_ms": 0})
    eventually(system.all_green, said=system.progress)
    system.stop_worker(wrong)

    ours = set(map(name_of, company))
    twice = set(map(name_of, newer))
    written = Counter(name for name in map(name_of, system.ledger()) if name in ours)
    assert written == Counter(ours) + Counter(twice)
    assert system.unknown() == unknown
    assert system.ask("SELECT count(*) FROM binding WHERE crash_count > 0") == 0
