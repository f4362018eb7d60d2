"""A world to be hurt: web, workers, Valkey, PostgreSQL and a third party as processes, with proxies between them."""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from backend.cli.servers.preparing import prepare
from backend.cli.servers.processes import Process
from tests.chaos.faults import EVERYTHING, faults
from tests.chaos.processes.third_party import settings_of
from tests.chaos.servers import Servers
from tests.chaos.wires import LINKS, Namespace, Proxy, free_port, may_make_namespaces
from tests.journeys.demo import ROOT, eventually, outside

# how a database shows in a test's own connection that it was just crashed
GONE = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
SCALED = {"call_timeout_seconds": 2, "longest_processing_seconds": 4, "look_up_lag_seconds": 0}
QUICKEST = {"call_timeout_seconds": 1, "longest_processing_seconds": 2, "look_up_lag_seconds": 0}


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """What a run is like. `bounded`: no pause between check and send outlasts the quarantine (P: A2)."""

    profile: str = "nothing"
    faults: dict[str, float] = field(default_factory=lambda: EVERYTHING)
    times: dict[str, int] = field(default_factory=lambda: SCALED)
    pauses: dict[str, float] = field(default_factory=lambda: {"rate": 0.01, "seconds": 1.0})
    connections: int = 32
    batch: int = 5
    latency_ms: int = 20
    quiet_seconds: int = 1
    workers: int = 4
    bounded: bool = True
    mutant: str = ""

    @property
    def call_seconds(self) -> int:
        return self.times["call_timeout_seconds"]

    @property
    def quarantine(self) -> timedelta:
        """By P 3.4, not by the product's own sum."""
        processing = self.times["longest_processing_seconds"]
        return timedelta(seconds=self.call_seconds + processing + 1 + min(30, processing))


class World:
    """Its processes may be killed one by one. `db`: past every proxy."""

    def __init__(self, home: Path, stack: ExitStack, *, namespaces: bool = True) -> None:
        self.home, self._stack = home, stack
        self.workers: dict[int, str] = {}  # process id → "", or the namespace that it lives in
        self.web = 0
        self.elders: dict[str, int] = {}  # role → the process that nobody kills
        self._third_party: Process | None = None
        self.servers = Servers(home)
        stack.callback(self.servers.stop)
        self.ports = {link: free_port() for link in LINKS}
        self.port, self._behind, self._desk = free_port(), free_port(), free_port()
        self.namespace = self._namespace() if namespaces and may_make_namespaces() else None
        self.proxy = self._proxy()
        if self.namespace:
            self.namespace.open()
        self.env = self._environment()
        self.admin = httpx.Client(base_url=f"http://127.0.0.1:{self._behind}/admin", timeout=30, trust_env=False)

    @property
    def db(self) -> str:
        return self.servers.direct

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def desk_url(self) -> str:
        """Of the web that nobody kills."""
        return f"http://127.0.0.1:{self._desk}"

    @property
    def admin_url(self) -> str:
        return str(self.admin.base_url)

    def open(self, conditions: Conditions) -> None:
        self.conditions = conditions
        self._stack.callback(self._end_third_party)
        self.start_third_party()
        self.key = prepare(self.env, stand_in_port=self.ports["third_party"], level="top", empty=True)["api_key"]
        self._nursery = self._open_nursery()
        self._stack.callback(self._nursery.communicate)
        self.start_web()
        eventually(self.answers)
        self.set_up()

    def start_third_party(self) -> None:
        """A new company at each start."""
        self._end_third_party()
        home = self.home / "stand-in"
        shutil.rmtree(home, ignore_errors=True)
        command = ["tests.chaos.processes.third_party", self.conditions.profile, "--home", str(home)]
        log = self.home / "stand-in.log"
        self._third_party = Process("stand-in", [*command, "--port", str(self._behind)], env=self.env, log=log)
        eventually(lambda: _answers(f"http://127.0.0.1:{self._behind}/health"))

    def _end_third_party(self) -> None:
        if self._third_party is not None:
            self._third_party.stop()
            self._third_party = None

    def set_up(self) -> None:
        """The integration and the third party, as these conditions have them; no faults yet."""
        now = self.conditions
        self.ask(
            "PATCH",
            "/integrations/1",
            json={
                "config": now.times,
                "connections_allowed": now.connections,
                "batch_size": now.batch,
                "automatic": {"customer": True, "item": True},
                "quiet_seconds": {"customer": now.quiet_seconds, "item": now.quiet_seconds},
            },
        )
        self.play("settings", settings_of(now.profile) | {"latency_ms": now.latency_ms, "session_seconds": 20})

    def ask(self, method: str, path: str, **given: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.key}"}
        answer = httpx.request(
            method, f"{self.url}/api/v1{path}", headers=headers, timeout=120, trust_env=False, **given
        )
        assert answer.is_success, answer.text
        return answer.json()

    def play(self, what: str, content: Any) -> None:
        answer = self.admin.put(f"/{what}", json=content)
        assert answer.is_success, answer.text

    def begin_faults(self, seed: int) -> None:
        self.play("faults", faults(self.conditions.faults, call_seconds=self.conditions.call_seconds, seed=seed))

    def end_faults(self) -> int:
        """How many there were."""
        fired = sum(one["fired"] for one in self.admin.get("/faults").json())
        self.play("faults", [])
        return fired

    def ledger(self) -> list[dict[str, Any]]:
        lines = self.admin.get("/ledger").raise_for_status().text.splitlines()
        return [line for line in map(json.loads, lines) if line["kind"] != "contact"]

    def start_worker(self, namespace: str = "") -> int:
        given = {"pauses": self.conditions.pauses, "namespace": namespace}
        pid = self._fork({"role": "worker", "mutant": self.conditions.mutant} | given)
        self.workers[pid] = namespace
        return pid

    def start_web(self) -> None:
        self.web = self._fork({"role": "web", "mutant": self.conditions.mutant})

    def start_elders(self) -> None:
        """A worker and a web that live through everything, unless an object kills them: what grows or leaks shows."""
        self.elders = dict.fromkeys(("worker", "web"), 0)
        self.keep_alive()
        eventually(lambda: _answers(f"{self.desk_url}/health"))

    def keep_alive(self) -> int:
        """Start those that are gone, as a supervisor does; how many there were."""
        for role, pid in self.elders.items():
            if not is_alive(pid):
                asked = {"role": role, "port": self._desk, "mutant": self.conditions.mutant}
                self.elders[role] = self._fork(asked | {"pauses": self.conditions.pauses})
        gone = [pid for pid in self.workers if not is_alive(pid)]
        homes = [self.workers.pop(pid) for pid in gone]
        missing = self.conditions.workers - len(self.workers)
        inside = self.namespace.name if self.namespace else ""
        if inside and inside not in self.workers.values() and not homes:
            homes = [inside]
        for number in range(missing):
            self.start_worker(homes[number] if number < len(homes) else "")
        if not is_alive(self.web):
            self.start_web()
            gone.append(0)
        return len(gone)

    def end_processes(self) -> None:
        """Web and workers: the servers stay."""
        for pid in [*self.workers, *self.elders.values(), self.web]:
            send(pid, signal.SIGKILL)
        eventually(lambda: not any(map(is_alive, [*self.workers, self.web])))
        self.workers = {}

    def answers(self) -> bool:
        return _answers(f"{self.url}/health")

    def _fork(self, asked: dict[str, Any]) -> int:
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write(json.dumps(asked) + "\n")
        self._nursery.stdin.flush()
        return int(self._nursery.stdout.readline())

    def _open_nursery(self) -> subprocess.Popen[str]:
        command, pipe = [sys.executable, "-m", "tests.chaos.processes.nursery"], subprocess.PIPE
        with (self.home / "processes.log").open("a") as log:
            return subprocess.Popen(command, cwd=ROOT, env=self.env, stdin=pipe, stdout=pipe, stderr=log, text=True)

    def _namespace(self) -> Namespace:
        made = Namespace(self.ports, self.home / "proxies.log")
        self._stack.callback(made.close)
        return made

    def _proxy(self) -> Proxy:
        to = {**self.servers.sockets, "third_party": ["127.0.0.1", self._behind]}
        outside = [[self.namespace.host(link), self.ports[link]] for link in LINKS] if self.namespace else []
        listen = {link: [["127.0.0.1", port], *outside[n : n + 1]] for n, (link, port) in enumerate(self.ports.items())}
        links = {link: {"listen": listen[link], "to": to[link]} for link in LINKS}
        proxy = Proxy(links, self.home / "proxies.log")
        self._stack.callback(proxy.close)
        return proxy

    def _environment(self) -> dict[str, str]:
        urls = {
            "DATABASE_URL": f"postgresql://syncline@127.0.0.1:{self.ports['postgres']}/syncline?sslmode=disable",
            "REDIS_URL": f"redis://127.0.0.1:{self.ports['redis']}/0",
        }
        return (
            outside()
            | urls
            | {
                "SYNCLINE_HOME": str(self.home),
                "SYNCLINE_PORT": str(self.port),
                "SYNCLINE_URL": self.url,
            }
        )


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5, trust_env=False).is_success
    except httpx.TransportError:
        return False


def send(pid: int, number: signal.Signals) -> bool:
    """Whether it was there to get it. 0 is nobody."""
    if not pid:
        return False
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()
