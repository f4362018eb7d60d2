"""Web, workers and the stand-in as processes of their own, each of which a test may kill."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from backend.cli.servers.preparing import prepare
from backend.cli.servers.processes import Process
from tests.journeys.demo import ROOT, eventually, free_ports, outside, syncline

QUICK = {"call_timeout_seconds": 2, "longest_processing_seconds": 2, "look_up_lag_seconds": 0}
PENDING_FOR_EVER = "status = 'pending' AND next_at IS NULL AND lease_until IS NULL"


class System:
    """One integration, with times so small that a test can wait for them."""

    def __init__(self, env: dict[str, str], ports: tuple[int, int], prepared: dict[str, str], log: Path) -> None:
        self.env, self.log, self.sign_in_url = env, log, prepared["sign_in_url"]
        self.key = prepared["api_key"]
        base = f"http://127.0.0.1:{ports[0]}"
        headers = {"Authorization": f"Bearer {self.key}"}
        self.web = httpx.Client(base_url=base, timeout=30, trust_env=False)
        self.api = httpx.Client(base_url=f"{base}/api/v1", headers=headers, timeout=30, trust_env=False)
        self.stand_in = httpx.Client(base_url=f"http://127.0.0.1:{ports[1]}/admin", timeout=30, trust_env=False)
        self.workers: list[int] = []
        self.web_pid = 0
        self._later_webs: list[Process] = []
        self._nursery: subprocess.Popen[str] | None = None

    def call(self, method: str, path: str, **given: Any) -> Any:
        answer = self.api.request(method, path, **given)
        assert answer.is_success, answer.text
        return answer.json()

    def syncline(self, *arguments: str, url: str = "") -> subprocess.CompletedProcess[str]:
        """The command line, in a process of its own."""
        env = self.env | {"SYNCLINE_URL": url or str(self.web.base_url), "SYNCLINE_API_KEY": self.key}
        return syncline(*arguments, env=env)

    def hand_over(self, objects: Sequence[dict[str, Any]]) -> None:
        assert self.call("POST", "/objects", json=objects)["refused"] == 0

    def press(self, objects: Sequence[dict[str, Any]], verb: str = "synchronize") -> int:
        """How many were sent."""
        refs = [{"kind": one["kind"], "key": one["key"]} for one in objects]
        return int(self.call("POST", "/integrations/1/syncs", json={"verb": verb, "objects": refs})["sent"])

    def patch(self, **settings: Any) -> None:
        self.call("PATCH", "/integrations/1", json=settings)

    def object(self, kind: str, key: str) -> dict[str, Any]:
        found: dict[str, Any] = self.call("GET", f"/integrations/1/objects/{kind}/{key}")
        return found

    def progress(self) -> dict[str, Any]:
        found: dict[str, Any] = self.call("GET", "/integrations/1/progress")
        return found

    def statuses(self) -> dict[str, int]:
        """Those that some object has."""
        return {name: count for name, count in self.progress()["statuses"].items() if count}

    def all_green(self) -> bool:
        return set(self.statuses()) == {"success"}

    def ledger(self) -> list[dict[str, Any]]:
        lines = self.stand_in.get("/ledger").raise_for_status().text.splitlines()
        return [line for line in map(json.loads, lines) if line["kind"] != "contact"]

    def stats(self) -> dict[str, Any]:
        found: dict[str, Any] = self.stand_in.get("/stats").raise_for_status().json()
        return found

    def play(self, what: str, content: Any) -> None:
        """Set the stand-in's `faults` or `settings`."""
        answer = self.stand_in.put(f"/{what}", json=content)
        assert answer.is_success, answer.text

    def ask(self, sql: str) -> Any:
        """The first value that the database answers."""
        return asyncio.run(_ask(self.env["DATABASE_URL"], sql))

    def age(self, seconds: int) -> None:
        """Let time pass for everything that waits. Only while nothing runs: then nobody can tell."""
        moved = ", ".join(f"{name} = {name} - interval '{seconds} s'" for name in _TIMES)
        self.ask(f"UPDATE binding SET {moved} WHERE num_nonnulls({', '.join(_TIMES)}) > 0")
        self.ask(f"UPDATE slot SET lease_until = lease_until - interval '{seconds} s'")

    def start_web(self) -> None:
        """Another one, when the first is gone. Returns when it answers."""
        process = Process("web", ["backend", "serve"], env=self.env, log=self.log.with_name("web.log"))
        self._later_webs.append(process)
        self.web_pid = process.pid
        eventually(lambda: _answers(self.web))

    def unknown(self) -> int:
        """How many attempts did not learn their outcome from the answer to their call."""
        learned = "learned_by IS NOT DISTINCT FROM 'answer' AND trouble = ''"
        return int(self.ask(f"SELECT count(*) FROM attempt WHERE operation <> 'look' AND NOT ({learned})"))

    def start_worker(self, *changes: str) -> int:
        """Its process id. `changes`: functions of `tests.promises.seams` that run in it first."""
        if self._nursery is None:
            command, pipe = [sys.executable, "-m", "tests.promises.nursery"], subprocess.PIPE
            with self.log.open("a") as log:
                self._nursery = subprocess.Popen(
                    command, cwd=ROOT, env=self.env, stdin=pipe, stdout=pipe, stderr=log, text=True
                )
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write(f"{' '.join(changes)}\n")
        self._nursery.stdin.flush()
        self.workers.append(int(self._nursery.stdout.readline()))
        return self.workers[-1]

    def kill_worker(self, pid: int) -> None:
        """kill -9; returns when it is gone."""
        self._end(pid, signal.SIGKILL)

    def stop_worker(self, pid: int) -> None:
        self._end(pid, signal.SIGTERM)

    def is_asleep(self, pid: int) -> bool:
        """Stopped by SIGSTOP."""
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"

    def _end(self, pid: int, number: signal.Signals) -> None:
        os.kill(pid, number)
        self.workers.remove(pid)
        eventually(lambda: not Path(f"/proc/{pid}").exists())

    def close(self) -> None:
        for pid in list(self.workers):
            self.kill_worker(pid)
        if self._nursery is not None:
            self._nursery.communicate()
        for process in self._later_webs:
            process.stop()
        for client in (self.web, self.api, self.stand_in):
            client.close()


_TIMES = ("next_at", "wanted_at", "quarantine_until", "lease_until")


async def _ask(database_url: str, sql: str) -> Any:
    connection = await asyncpg.connect(database_url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


@contextmanager
def running(home: Path, database_url: str, redis_url: str) -> Iterator[System]:
    """Without a worker: a test starts its own. Ended by process id."""
    ports = free_ports()
    env = outside() | {"DATABASE_URL": database_url, "REDIS_URL": redis_url, "SYNCLINE_HOME": str(home)}
    env |= {"SYNCLINE_PORT": str(ports[0]), "SYNCLINE_URL": f"http://127.0.0.1:{ports[0]}"}
    with ExitStack() as stack:
        for name, command in _commands(home, ports[1]).items():
            process = Process(name, command, env=env, log=home / f"{name}.log")
            stack.callback(process.stop)
            web_pid = process.pid  # the last one is the web
            if name == "stand-in":
                prepared = prepare(env, stand_in_port=ports[1], level="top", empty=True)
        system = System(env, ports, prepared, home / "workers.log")
        system.web_pid = web_pid
        stack.callback(system.close)
        eventually(lambda: _answers(system.web))
        system.patch(config=QUICK)
        yield system


def _commands(home: Path, stand_in_port: int) -> dict[str, list[str]]:
    stand_in = ["backend.stand_in", "--home", str(home / "stand-in"), "--port", str(stand_in_port)]
    return {"stand-in": stand_in, "web": ["backend", "serve"]}


def _answers(web: httpx.Client) -> bool:
    try:
        return web.get("/health").is_success
    except httpx.TransportError:
        return False
