"""The running demo as tests use it beside the browser: its API, its stand-in, its command line, its database."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import quote

import asyncpg

from backend.embedded.servers import start_servers
from tests.journeys.demo import ROOT, Demo, eventually, outside, running


class Desk:
    def __init__(self, demo: Demo, env: dict[str, str]) -> None:
        self.demo, self._env = demo, env
        self.url: str = demo.ready["url"]
        self.sign_in_url: str = demo.ready["sign_in_url"]
        self.grid = f"{self.url}integrations/1/objects"

    def put(self, kind: str, key: str, version: int = 1, *, entity: str = "", **body: Any) -> None:
        content = {"body": body} | ({"entity": entity} if entity else {})
        path = f"/objects/{kind}/{quote(key, safe='')}/versions/{version}"
        answer = self.demo.api.put(path, json=content)
        assert answer.is_success, answer.text

    def customer(self, key: str, version: int = 1) -> None:
        self.put("customer", key, version, name=f"{key} & Söhne, version {version}")

    def invoice(self, key: str, customer: str, version: int = 1, *, account: str = "4000", entity: str = "") -> None:
        line = {"account": account, "amount": f"{version}0.00"}
        head = {"customer": customer, "date": "2026-11-02", "due_date": "2026-12-02", "currency": "EUR"}
        self.put("sales_invoice", key, version, entity=entity, **head, lines=[line], total=line["amount"])

    def customers(self, prefix: str, count: int) -> list[str]:
        """Made in one call; the keys in the order in which they came."""
        keys = [f"{prefix}{number:03}" for number in range(count)]
        objects = [{"kind": "customer", "key": key, "version": 1, "body": {"name": f"{key} Ltd"}} for key in keys]
        assert self.demo.api.post("/objects", json=objects).json()["refused"] == 0
        return keys

    def sync(self, *refs: tuple[str, str]) -> None:
        """As a program asks for it; over when nothing moves."""
        objects = [{"kind": kind, "key": key} for kind, key in refs]
        answer = self.demo.api.post("/integrations/1/syncs", json={"objects": objects})
        assert answer.is_success, answer.text
        eventually(lambda: all(self.status(*ref) != "pending" for ref in refs), seconds=30)

    def status(self, kind: str, key: str) -> str:
        return str(self.demo.get(f"/integrations/1/objects/{kind}/{quote(key, safe='')}")["status"])

    def play(self, what: str, content: Any) -> None:
        """Change the stand-in's `faults`, `settings` or `state/…`."""
        answer = self.demo.stand_in.put(f"/{what}", json=content)
        assert answer.is_success, answer.text

    def written(self, *keys: str) -> list[str]:
        """Those of these keys that the third party executed, once for each time."""
        wanted = set(keys)
        return sorted(line["natural_key"] for line in self.demo.ledger() if line["natural_key"] in wanted)

    def syncline(self, *arguments: str) -> str:
        """What the command line says, run beside the servers."""
        command = [sys.executable, "-m", "backend", *arguments]
        env = outside() | self._env
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def ask(self, sql: str) -> Sequence[Any]:
        """Rows of the database. In a thread of its own: Playwright's loop runs in this one."""
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, _ask(self._env["DATABASE_URL"], sql)).result()

    @contextmanager
    def locked(self, table: str) -> Iterator[None]:
        """As if it took for ever to read it."""
        taken, over = Event(), Event()
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _lock(self._env["DATABASE_URL"], table, taken, over))
            assert taken.wait(60)
            try:
                yield
            finally:
                over.set()

    def last_sync(self) -> list[str]:
        """The keys that the newest sync froze."""
        rows = self.ask(
            "SELECT key FROM sync_item JOIN binding ON binding.id = sync_item.binding JOIN object ON object.id = object"
            " WHERE sync = (SELECT max(id) FROM sync) ORDER BY key"
        )
        return [row["key"] for row in rows]


async def _ask(url: str, sql: str) -> Sequence[Any]:
    connection = await asyncpg.connect(url)
    try:
        found: Sequence[Any] = await connection.fetch(sql)
        return found
    finally:
        await connection.close()


async def _lock(url: str, table: str, taken: Event, over: Event) -> None:
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
            taken.set()
            await asyncio.to_thread(over.wait)
    finally:
        await connection.close()


@contextmanager
def opened(home: Path, *, level: str = "top", base_path: str = "", undo: int = 0, **more: str) -> Iterator[Desk]:
    """Servers of its own, which forget everything, and the demo on them. Most tests do not wait until it is too late to
    undo a press."""
    servers = start_servers(home / "servers", fsync=False)
    try:
        urls = {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}
        env = {"SYNCLINE_BASE_PATH": base_path, "SYNCLINE_UNDO_SECONDS": str(undo), **urls, **more}
        with running(home / "demo", level=level, **env) as demo:
            there = {"SYNCLINE_HOME": os.fspath(home / "demo"), "SYNCLINE_URL": demo.ready["url"].rstrip("/")}
            yield Desk(demo, urls | there)
    finally:
        servers.stop()
