"""Whoever is stopped in good order leaves nothing unknown; whoever is stopped twice leaves what a crash leaves."""

import asyncio
import os
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
import httpx

from tests.journeys.books import name_of
from tests.journeys.company import make_company
from tests.journeys.demo import eventually
from tests.promises.system import QUICK, System

RESTARTS = 2  # of each worker
LONG_CALL_SECONDS = 3.0  # three times what SAQ itself would wait
CALL_SECONDS = 1.6  # nearly all that is allowed otherwise


def test_a_rolling_restart_under_load_leaves_no_outcome_unknown(system: System) -> None:
    company = make_company("ROLLING-")
    system.patch(connections_allowed=4, batch_size=1, config={"call_timeout_seconds": 10})
    system.play("settings", {"latency_ms": LONG_CALL_SECONDS * 1000})
    old = [system.start_worker(), system.start_worker()]
    system.hand_over(company)
    system.press(company)

    for _ in range(2 * RESTARTS):
        written = len(system.ledger())
        eventually(lambda: is_calling(system) and len(system.ledger()) > written, said=system.progress)  # noqa: B023
        old.append(system.start_worker())
        system.stop_worker(old.pop(0))

    assert not system.all_green(), "all of it was to happen under load"
    system.play("settings", {"latency_ms": 0})
    system.patch(batch_size=100, config=QUICK)
    eventually(system.all_green, said=system.progress)
    assert Counter(map(name_of, system.ledger())) == Counter(map(name_of, company))
    assert system.unknown() == 0
    assert system.ask("SELECT count(*) FROM binding WHERE crash_count > 0") == 0
    assert system.ask("SELECT max(fence) FROM binding") <= 2 * RESTARTS, "what was not sent was given back"
    for worker in old:
        system.stop_worker(worker)


def test_a_second_sigterm_ends_a_worker_at_once_and_is_survived_like_a_crash(system: System) -> None:
    one = next(one for one in make_company("TWICE-") if one["kind"] == "class")
    system.play("settings", {"latency_ms": CALL_SECONDS * 1000})
    worker = system.start_worker()
    system.hand_over([one])
    system.press([one])
    eventually(lambda: system.ask("SELECT count(*) FROM binding WHERE phase = 'sent'"), said=system.progress)

    os.kill(worker, signal.SIGTERM)
    eventually(lambda: takes_nothing_new(worker))
    system.stop_worker(worker)

    assert system.ask("SELECT count(*) FROM attempt WHERE outcome IS NULL") == 1
    eventually(lambda: system.stats()["connections_now"] == 0)
    system.age(90)
    worker = system.start_worker()
    eventually(system.all_green, said=system.progress)
    system.stop_worker(worker)
    assert [name_of(line) for line in system.ledger()].count(name_of(one)) == 1


def test_a_web_that_is_stopped_answers_what_it_has_taken(system: System) -> None:
    """And what it answered with 2xx is there."""
    company = make_company("TAKEN-")
    with ThreadPoolExecutor() as pool:
        answer = asyncio.run(_stop_while_it_receives(system, pool, company))

    assert (answer.status_code, answer.json()["refused"]) == (200, 0)
    assert system.ask("SELECT count(*) FROM object WHERE key LIKE 'TAKEN-%'") == len(company)
    eventually(lambda: is_gone(system.web))


async def _stop_while_it_receives(
    system: System, pool: ThreadPoolExecutor, company: list[dict[str, object]]
) -> httpx.Response:
    connection = await asyncpg.connect(system.env["DATABASE_URL"])
    waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'object_version'::regclass)"
    try:
        async with connection.transaction():
            await connection.execute("LOCK TABLE object_version IN EXCLUSIVE MODE")
            taken = pool.submit(system.api.post, "/objects", json=company)
            while not await connection.fetchval(waits):
                await asyncio.sleep(0.01)
            os.kill(system.web_pid, signal.SIGTERM)
            await asyncio.sleep(0.3)
        return await asyncio.wrap_future(taken)
    finally:
        await connection.close()


def is_gone(web: httpx.Client) -> bool:
    try:
        web.get("/health")
    except httpx.TransportError:
        return True
    return False


def is_calling(system: System) -> bool:
    return bool(system.stats()["connections_now"])


def takes_nothing_new(worker: int) -> bool:
    """It has no more signal to handle: the first was taken for what it is."""
    status = Path(f"/proc/{worker}/status").read_text()
    return all(int(line.split()[1], 16) == 0 for line in status.splitlines() if line.startswith(("SigPnd", "ShdPnd")))
