"""A database is put back while the third party went on: it starts held, looks first, and doubles nothing."""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from backend.cli.backups.archives import dump, load
from backend.cli.servers.preparing import prepare
from backend.cli.servers.processes import Process
from tests.conftest import _at, _run
from tests.journeys.books import name_of
from tests.journeys.company import make_company
from tests.journeys.demo import eventually, free_ports, outside
from tests.promises.system import QUICK, System
from tests.promises.valkey import Valkey

UNPROTECTED = {"repeats_control_ids": True, "enforce_invoice_numbers": False}  # only our own care is left
KINDS = ("customer", "class", "item")
Object = dict[str, Any]


class Installation:
    """Web and worker, stopped and started on one home; the third party goes on meanwhile."""

    def __init__(self, stack: ExitStack, home: Path, database_url: str, redis_url: str) -> None:
        self.home, self._stack = home, stack
        self._ports = free_ports()
        env = outside() | {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "SYNCLINE_HOME": str(home)}
        env |= {"SYNCLINE_PORT": str(self._ports[0]), "SYNCLINE_URL": f"http://127.0.0.1:{self._ports[0]}"}
        self._env, self._running = env, list[Process]()
        stand_in = ["--home", str(home / "stand-in"), "--port", str(self._ports[1])]
        self._start("stand-in", "backend.stand_in", *stand_in)
        prepared = prepare(env, stand_in_port=self._ports[1], level="top", empty=True)
        self.system = System(env, self._ports, prepared, home / "workers.log")
        stack.callback(self.system.close)
        self.start()
        self.system.patch(config=QUICK)
        self.system.play("settings", UNPROTECTED)

    def start(self, **env: str) -> None:
        self._running = [
            self._start("web", "backend", "serve", **env),
            self._start("worker", "jobs", **env),
        ]
        eventually(self._answers)

    def stop(self) -> None:
        for process in self._running:
            process.stop()

    def _start(self, name: str, *command: str, **env: str) -> Process:
        process = Process(name, list(command), env=self._env | env, log=self.home / f"{name}.log")
        self._stack.callback(process.stop)
        return process

    def _answers(self) -> bool:
        try:
            return bool(self.system.web.get("/health").is_success)
        except Exception:  # noqa: BLE001  (whatever it says before it listens)
            return False

    def send(self, objects: list[Object]) -> None:
        self.system.hand_over(objects)
        self.system.press(objects)
        eventually(self.system.all_green, said=self.system.progress)

    def held_because(self) -> str:
        return str(self.system.call("GET", "/integrations/1")["held_reason"] or "")

    def marked(self) -> bool:
        return bool(self.system.ask("SELECT bool_and(restoring_below IS NULL) FROM integration"))

    def release(self) -> None:
        eventually(self.marked)
        self.system.call("POST", "/integrations/1/release")

    def witnessed(self) -> int:
        return int(json.loads((self.home / "instance").read_text())["newest_attempt"])


@pytest.fixture
async def own_database(anyio_backend: str, template: str) -> Any:
    name = f"syncline_restored_{os.getpid()}"
    await _run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _at(name)
    await _run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def installation(own_database: str, valkey: Valkey, tmp_path: Path) -> Iterator[Installation]:
    with ExitStack() as stack:
        yield Installation(stack, tmp_path, own_database, valkey.url)


def company(prefix: str) -> list[Object]:
    return [*make_company(prefix)[:6], *(one for one in make_company(prefix) if one["kind"] in KINDS)]


def customers(prefix: str) -> list[Object]:
    return [one for one in make_company(prefix) if one["kind"] == "customer"][:4]


def newer(objects: list[Object]) -> list[Object]:
    """Customers by another name."""
    changed = [one for one in objects if one["kind"] == "customer"]
    return [one | {"version": 2, "body": one["body"] | {"name": f"Renamed {one['key']}"}} for one in changed]


def test_a_restored_database_starts_held_looks_first_and_doubles_nothing(
    installation: Installation, tmp_path: Path
) -> None:
    system, file = installation.system, tmp_path / "syncline.dump"
    before, after = company("A-"), company("B-")
    installation.send(before)
    assert system.syncline("backup", str(file)).returncode == 0
    received = system.ask("SELECT max(received_at) FROM object_version")
    installation.send(after)
    installation.send(newer(before))
    executed = system.ledger()
    installation.stop()

    done = system.syncline("restore", str(file), "--yes")
    assert done.returncode == 0, done.stderr
    assert f"{received:%Y-%m-%d %H:%M:%S} UTC" in done.stdout
    installation.start()

    assert f"{received:%Y-%m-%d %H:%M:%S} UTC" in installation.held_because()
    assert set(system.statuses()) <= {"pending", "success"}
    eventually(installation.marked)
    assert system.statuses() == {"pending": len(before)}
    system.hand_over([*after, *newer(before)])
    system.press(after)
    assert system.ledger() == executed, "nothing is sent while it is held"
    installation.release()

    eventually(system.all_green, said=system.progress)
    assert system.ledger() == executed, "all of it was there: nothing was written again"
    assert len(system.statuses()) == 1
    fresh = company("C-")
    installation.send(fresh)
    assert Counter(name_of(one) for one in system.ledger()[len(executed) :]) == Counter(map(name_of, fresh))
    looked = """SELECT count(DISTINCT a.binding) FROM attempt a JOIN binding b ON b.id = a.binding
                JOIN object o ON o.id = b.object WHERE a.operation = 'look' AND o.key LIKE 'C-%'"""
    assert system.ask(looked) == len(fresh)
    assert "without a look before" in system.syncline("end-restoration").stdout
    installation.send(customers("D-"))
    assert system.ask(looked.replace("C-%", "D-%")) == 0


def test_a_snapshot_that_was_put_back_by_other_means_is_noticed_by_the_attempts_that_are_missing(
    installation: Installation, tmp_path: Path
) -> None:
    system, url = installation.system, installation.system.env["DATABASE_URL"]
    installation.send(customers("A-"))
    life = system.ask("SELECT life FROM instance")
    dump(url, tmp_path / "snapshot")
    installation.send(customers("B-"))
    eventually(lambda: installation.witnessed() == system.ask("SELECT max(id) FROM attempt"))
    executed = system.ledger()
    installation.stop()
    load(tmp_path / "snapshot", url)
    # As whoever puts a file system back leaves it.
    system.ask(f"UPDATE instance SET life = '{life}', table_oid = tableoid::bigint")

    installation.start()

    assert "lacks what happened since" in installation.held_because()
    eventually(installation.marked)
    assert system.ledger() == executed


def test_a_copy_beside_the_living_original_sends_nothing_and_leaves_the_original_alone(
    installation: Installation, tmp_path: Path
) -> None:
    system = installation.system
    installation.send(customers("A-"))
    waiting = customers("B-")
    system.patch(automatic={one["kind"]: True for one in waiting}, quiet_seconds={one["kind"]: 60 for one in waiting})
    installation.stop()
    executed = system.ledger()
    with _copied(system.env["DATABASE_URL"]) as copy:
        (tmp_path / "elsewhere").mkdir()
        system.ask("UPDATE instance SET vouched_at = clock_timestamp()")
        installation.start(DATABASE_URL=copy, SYNCLINE_HOME=str(tmp_path / "elsewhere"))
        assert "is a copy on its old server" in installation.held_because()
        system.hand_over(waiting)
        system.press(waiting)
        assert system.ask("SELECT count(*) FROM integration WHERE held_reason IS NOT NULL") == 0
        assert system.ledger() == executed
        installation.stop()
    installation.start()
    assert installation.held_because() == ""
    installation.send(waiting)


def _copied(url: str) -> Any:
    from contextlib import contextmanager

    @contextmanager
    def copied() -> Iterator[str]:
        original, name = url.partition("?")[0].rsplit("/", 1)[1], f"syncline_copy_{os.getpid()}"
        _do(f"CREATE DATABASE {name} TEMPLATE {original}")
        yield _at(name)
        _do(f"DROP DATABASE {name} WITH (FORCE)")

    return copied()


def _do(statement: str) -> None:
    import asyncio

    async def run() -> None:
        connection = await asyncpg.connect(os.environ["DATABASE_URL"])
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(run())


def late_update(installation: Installation, *, seconds: float) -> tuple[System, Callable[[], Object]]:
    """Version 2 of a customer is executed so long after it was sent; version 3 follows. And what is there."""
    system = installation.system
    customer = next(one for one in make_company("L-") if one["kind"] == "customer")
    installation.send([customer])
    late = {"match": {"kind": "customer"}, "do": "delay", "value": {"seconds": seconds}, "times": 1}
    system.play("faults", [late])
    for number in (2, 3):
        named = customer | {"version": number, "body": customer["body"] | {"name": f"Version {number}"}}
        system.hand_over([named])
        if number == 2:
            system.press([named])
            eventually(lambda: system.ask("SELECT count(*) FROM binding WHERE phase IN ('sent', 'confirming')"))

    def there() -> Object:
        record: Object = system.stand_in.get("/state/CUSTOMER").raise_for_status().json()[0]
        return record

    eventually(lambda: system.object("customer", customer["key"])["status"] == "success", said=system.progress)
    return system, there


def test_a_late_older_update_is_waited_out_before_the_newer_one_is_sent(installation: Installation) -> None:
    _, there = late_update(installation, seconds=3.5)
    assert "Version 3" in json.dumps(there())
    versions = [line for line in installation.system.ledger() if "Version" in json.dumps(line)]
    assert ["Version 2" in json.dumps(line) for line in versions] == [True, False]


def test_a_later_one_than_was_promised_is_reported_by_reading_back(installation: Installation) -> None:
    system, there = late_update(installation, seconds=20)
    eventually(lambda: "Version 2" in json.dumps(there()))
    assert system.all_green(), "nobody noticed yet"
    assert system.ask("SELECT next_at < now() + interval '11 minutes' FROM binding"), "what was in doubt is read soon"

    system.ask("UPDATE binding SET next_at = now()")

    eventually(lambda: set(system.statuses()) == {"desynchronized"}, said=system.progress)
    message = system.ask("SELECT text FROM binding_message")
    assert message.startswith("It was changed at the third party. It differs in name")
