"""A hundred thousand objects in one press: two operators, a kill in the middle, a stop."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.journeys.demo import eventually
from tests.promises.system import System

OBJECTS = 100_000
FROZEN = "SELECT coalesce(sum(cardinality(bindings)), 0)::int FROM sync_chunk"
PENDING = "SELECT count(*) FROM binding WHERE status = 'pending'"
MANY = f"""
WITH made AS (
    INSERT INTO object (kind, key, category, current_version, current_hash)
    SELECT 'department', 'BULK-' || n, 'master_data', 1, 'h' FROM generate_series(1, {OBJECTS}) n
    RETURNING id, kind, category),
version AS (
    INSERT INTO object_version (object, version, entity, body, hash, source)
    SELECT id, 1, '', '{{"name": "Sales"}}', 'h', 'tests' FROM made),
bound AS (
    INSERT INTO binding (integration, object, category, kind, desired_version, desired_hash)
    SELECT 1, id, category, kind, 1, 'h' FROM made RETURNING id)
SELECT count(*) FROM bound"""


# Who marks the last chunk waits for this, in the middle of its transaction.
STUCK = """
WITH last AS MATERIALIZED (SELECT id FROM binding ORDER BY id DESC LIMIT 1 FOR UPDATE) SELECT pg_sleep(50) FROM last"""
LET_GO = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
WAIT = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


def test_13_a_press_of_100_000_by_two_survives_kills_and_stops_with_exact_counts(system: System) -> None:
    """F46, F48, F50: nobody is marked twice, who dies in the middle is replaced, and every object is accounted for."""
    assert system.ask(MANY) == OBJECTS
    system.ask("UPDATE integration SET held_reason = 'until all is marked'")

    kill_all_who_mark(system)
    assert system.ask(FROZEN) > 0
    system.start_web()
    eventually(lambda: system.ask(FROZEN) == 0, said=lambda: system.ask(FROZEN))

    syncs = range(1, 1 + system.ask("SELECT count(*) FROM sync"))
    pages = [page_of(system, sync) for sync in syncs]
    assert sum(page["queued"] for page in pages) == system.ask(PENDING) == OBJECTS
    assert system.ask("SELECT count(*) FROM binding WHERE revision <> 2") == 0
    told = [one for page in pages for one in (*page["left_out"], *page["left_out_later"])]
    assert {one["reason"] for one in told} <= {"already synchronizing"}

    system.ask("UPDATE integration SET held_reason = NULL")
    system.start_worker()
    eventually(lambda: system.ask("SELECT count(*) FROM sync_item WHERE outcome = 'success'") > 0)
    for sync in syncs:
        assert " stopped" in system.syncline("stop", str(sync)).stdout
    eventually(lambda: not any(moves(system, sync) for sync in syncs), said=lambda: page_of(system, 1))

    pages = [page_of(system, sync) for sync in syncs]
    sent, stopped = (sum(page[name] for page in pages) for name in ("success", "stopped"))
    assert 0 < sent < OBJECTS
    assert sent + stopped == OBJECTS
    assert system.statuses() == {"success": sent, "not_integrated": stopped}
    assert len(system.ledger()) == sent
    assert system.syncline("sync", "--filter", f"key=BULK-{OBJECTS}", "--wait").returncode == 0
    assert system.object("department", f"BULK-{OBJECTS}")["status"] == "success"


def kill_all_who_mark(system: System) -> None:
    """The web that two operators press at, and a worker, while they mark; perhaps before anybody is answered."""
    worker = system.start_worker()
    with ThreadPoolExecutor(3) as threads:
        threads.submit(system.ask, STUCK)
        eventually(lambda: system.ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"))
        both = [threads.submit(system.call, "POST", "/integrations/1/syncs", json={"all": True}) for _ in range(2)]
        eventually(lambda: system.ask(WAIT) > 0 and system.ask(PENDING) > 0)
        os.kill(system.web_pid, signal.SIGKILL)
        system.kill_worker(worker)
        eventually(lambda: all(one.done() for one in both))
        system.ask(LET_GO)
    eventually(lambda: system.ask(WAIT) == 0)


def page_of(system: System, sync: int) -> dict[str, Any]:
    """What it says adds up."""
    page: dict[str, Any] = system.call("GET", f"/integrations/1/syncs/{sync}")
    later = sum(one["count"] for one in page["left_out_later"])
    ended = sum(page[name] for name in ("success", "error", "changed", "stopped"))
    assert page["moving"] + ended + later == page["items"]
    return page


def moves(system: System, sync: int) -> bool:
    page = page_of(system, sync)
    return bool(page["moving"] or page["withdrawing"])
