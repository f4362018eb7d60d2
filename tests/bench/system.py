"""The whole of Syncline as processes of its own, on embedded servers that keep what they say (fsync on)."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import httpx

from backend.cli.servers.preparing import prepare
from backend.cli.servers.processes import Process
from backend.embedded.servers import start_servers
from tests.bench.accounts import cpu_seconds
from tests.journeys.demo import eventually, free_ports, outside
from tests.steps import private_home

INTEGRATION = "/integrations/1"
WAIT_SECONDS = 900
COMMANDS = {"web": ["backend", "serve"], "worker": ["jobs"]}


class System:
    """`pids`: what each part runs as."""

    def __init__(self, env: dict[str, str], ports: tuple[int, int], home: Path) -> None:
        self.env, self.port, self.stand_in_port, self.home = env, ports[0], ports[1], home
        self.pids: dict[str, int] = {}
        self.cookie = ""
        self.api = httpx.Client(base_url=f"http://127.0.0.1:{ports[0]}/api/v1", timeout=120, trust_env=False)
        self.stand_in = httpx.Client(base_url=f"http://127.0.0.1:{ports[1]}/admin", timeout=60, trust_env=False)

    @property
    def headers(self) -> dict[str, str]:
        """Of a person who is signed in."""
        return {"Host": f"127.0.0.1:{self.port}", "Cookie": self.cookie}

    def sign_in(self, prepared: dict[str, str]) -> None:
        """As a person, by the link; and as a program, by the key."""
        answer = httpx.get(prepared["sign_in_url"], trust_env=False)
        assert answer.status_code == 303, answer.text
        self.cookie = "; ".join(f"{name}={value}" for name, value in answer.cookies.items() if value)
        self.api.headers["Authorization"] = f"Bearer {prepared['api_key']}"

    def page(self, path: str) -> str:
        answer = httpx.get(f"http://127.0.0.1:{self.port}{path}", headers=self.headers, timeout=30, trust_env=False)
        assert answer.status_code == 200, answer.text
        return answer.text

    def call(self, method: str, path: str, **given: Any) -> Any:
        answer = self.api.request(method, path, **given)
        assert answer.is_success, answer.text
        return answer.json()

    def hand_over(self, objects: list[dict[str, Any]], at_once: int = 2000) -> None:
        for start in range(0, len(objects), at_once):
            lines = "\n".join(map(json.dumps, objects[start : start + at_once]))
            answer = self.call("POST", "/objects", content=lines, headers={"content-type": "application/x-ndjson"})
            assert answer["refused"] == 0, answer

    def ask(self, sql: str) -> Any:
        """The first value that the database answers; a script answers nothing."""
        return asyncio.run(_ask(self.env["DATABASE_URL"], sql))

    def wait(self, holds: Callable[[], Any]) -> None:
        eventually(holds, seconds=WAIT_SECONDS)

    def cpu(self) -> dict[str, float]:
        """Seconds used so far by each part."""
        return {name: cpu_seconds(pid) for name, pid in self.pids.items()}


async def _ask(database_url: str, sql: str) -> Any:
    connection = await asyncpg.connect(database_url)
    try:
        if ";" in sql:
            return await connection.execute(sql)
        return await connection.fetchval(sql)
    finally:
        await connection.close()


@contextmanager
def running(*parts: str, stand_in: tuple[str, ...] = ()) -> Iterator[System]:
    """Servers, stand-in and those of `parts` (web, worker), signed in; all of it ended afterwards."""
    with private_home() as home, ExitStack() as stack:
        servers = start_servers(home)
        stack.callback(servers.stop)
        ports = free_ports()
        env = outside() | {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}
        env |= {"SYNCLINE_HOME": str(home), "SYNCLINE_PORT": str(ports[0])}
        system = System(env | {"SYNCLINE_URL": f"http://127.0.0.1:{ports[0]}"}, ports, home)
        for client in (system.api, system.stand_in):
            stack.enter_context(client)
        system.pids |= servers.pids
        place = ["--home", str(home / "stand-in"), "--port", str(ports[1])]
        _start(stack, system, "stand-in", ["backend.stand_in", *place, *stand_in])
        prepared = prepare(system.env, stand_in_port=ports[1], level="top", empty=True)
        for name in parts:
            _start(stack, system, name, COMMANDS[name])
        eventually(lambda: _answers(f"http://127.0.0.1:{ports[0]}/health"))
        system.sign_in(prepared)
        yield system


def _start(stack: ExitStack, system: System, name: str, command: list[str]) -> None:
    process = Process(name, command, env=system.env, log=system.home / f"{name}.log")
    stack.callback(process.stop)
    system.pids[name] = process.pid


@contextmanager
def floor(system: System) -> Iterator[int]:
    """The floor's server beside the system; its port."""
    port = free_ports()[0]
    with ExitStack() as stack:
        _start(stack, system, "floor", ["tests.bench.floor", str(port)])
        eventually(lambda: _answers(f"http://127.0.0.1:{port}/204"))
        yield port


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False).is_success
    except httpx.TransportError:
        return False
