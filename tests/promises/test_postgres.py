"""PostgreSQL crashes again and again under load: what was accepted is there, what was sent was written down before."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest

from tests.journeys.books import name_of
from tests.journeys.company import make_company
from tests.journeys.demo import eventually
from tests.promises.postgres import CrashingPostgres
from tests.promises.system import System, running
from tests.promises.valkey import Valkey

CRASHES = 50
WRITERS = 2
PATIENCE = 60


@pytest.fixture(scope="module")
def postgres(home: Path) -> Iterator[CrashingPostgres]:
    started = CrashingPostgres(home / "database")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def system(home: Path, postgres: CrashingPostgres, valkey: Valkey) -> Iterator[System]:
    with running(home, postgres.url, valkey.url) as started:
        yield started


def test_every_accepted_version_outlives_a_crash_an_instant_later_and_nothing_is_sent_without_an_intent(
    system: System, postgres: CrashingPostgres
) -> None:
    system.patch(automatic={"class": True}, quiet_seconds={"class": 0}, connections_allowed=4, batch_size=5)
    system.play("settings", {"latency_ms": 50})
    workers = [system.start_worker(), system.start_worker()]
    eventually(lambda: system.ask("SELECT count(*) FROM worker_seen") == len(workers))
    template = next(one for one in make_company() if one["kind"] == "class")
    accepted: list[str] = []
    with ThreadPoolExecutor() as pool:
        ended, heard = Event(), Event()
        writers = [pool.submit(write, system, template, n, accepted, heard, ended) for n in range(WRITERS)]
        try:
            for _ in range(CRASHES):
                heard.clear()
                assert heard.wait(PATIENCE) or broken(writers), f"{len(accepted)} were accepted, and no more"
                postgres.crash()
                postgres.start()
        finally:
            ended.set()
        for one in writers:
            one.result()

    eventually(lambda: settled(system), said=lambda: system.log.read_text()[-5000:])
    assert Counter(accepted).most_common(1)[0][1] == 1
    stored = set(system.ask("SELECT array_agg(key) FROM object JOIN object_version v ON v.object = object.id"))
    assert set(accepted) <= stored
    ledger = system.ledger()
    assert Counter(map(name_of, ledger)) == Counter(("class", key) for key in stored)
    check_intents(system, ledger)
    for worker in workers:
        system.stop_worker(worker)


def write(
    system: System, template: dict[str, Any], number: int, accepted: list[str], heard: Event, ended: Event
) -> None:
    """As an ERP does it: again, until it is accepted."""
    headers = {"Authorization": f"Bearer {system.key}"}
    with httpx.Client(base_url=system.api.base_url, headers=headers, timeout=30, trust_env=False) as api:
        for count in range(1_000_000):
            if ended.is_set():
                return
            objects = [template | {"key": f"W{number}-{count}-{n}"} for n in range(3)]
            while not is_accepted(api, objects):
                time.sleep(0.05)
            accepted += [one["key"] for one in objects]
            heard.set()


def is_accepted(api: httpx.Client, objects: list[dict[str, Any]]) -> bool:
    with suppress(httpx.TransportError):
        answer = api.post("/objects", json=objects)
        assert answer.status_code not in (400, 401, 403, 409, 422, 500), answer.text
        return answer.is_success and answer.json()["refused"] == 0
    return False


def broken(writers: list[Future[None]]) -> bool:
    return any(one.done() for one in writers)


def settled(system: System) -> bool:
    """All is green. What three claims were lost of, with the database, is for a person; there are no other errors."""
    if system.ask("SELECT count(*) FROM binding WHERE park = 'crashed'"):
        pytest.fail("a crash of the database was taken for three of a worker")
    return system.all_green()


def check_intents(system: System, ledger: list[dict[str, Any]]) -> None:
    """Each write has an attempt with its key and the hash of its bytes, which is older."""
    of_attempts = "json_agg(json_build_array(key, encode(body_hash, 'hex'), intended_at))"
    intents: dict[tuple[str, str], datetime] = {}
    for key, body_hash, at in httpx.Response(200, text=system.ask(f"SELECT {of_attempts} FROM attempt")).json():
        intents.setdefault((key, body_hash), datetime.fromisoformat(at))
    for line in ledger:
        assert intents[line["control_id"], line["body_hash"]] <= datetime.fromisoformat(line["time"])
