"""Sandwich reads while everything is being hurt: the row, the third party's record, the row again."""

import asyncio
from collections.abc import Iterable
from typing import Any

import asyncpg
import httpx

from tests.chaos.oracle.findings import Ref
from tests.chaos.processes.books import MARKED, MORTAL
from tests.chaos.world import GONE, World

MOST = 40
PAUSE = 0.35


class Sandwiches:
    """`read`: rows that did not change meanwhile; `false`: those of them that the third party contradicts."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.read = 0
        self.false: list[tuple[Ref | None, str]] = []
        self.backlog: list[int] = []
        self.line_down: list[bool] = []

    async def keep_reading(self) -> None:
        """Until it is cancelled."""
        async with httpx.AsyncClient(base_url=self.world.admin_url, timeout=10, trust_env=False) as admin:
            while True:
                try:
                    one = await asyncpg.connect(self.world.db, timeout=3, server_settings={"application_name": "chaos"})
                    try:
                        while True:
                            await self.read_some(one, admin)
                            await asyncio.sleep(PAUSE)
                    finally:
                        one.terminate()
                except (*GONE, httpx.HTTPError):
                    await asyncio.sleep(0.2)

    async def read_some(self, one: asyncpg.Connection, admin: httpx.AsyncClient) -> None:
        before = await one.fetch(_SOME, MOST)
        seen = await asyncio.gather(*(_mark(admin, row) for row in before))
        after = {row["id"]: row["revision"] for row in await one.fetch(_AGAIN, [row["id"] for row in before])}
        for row, mark in zip(before, seen, strict=True):
            if after.get(row["id"]) == row["revision"]:
                self.read += 1
                self._compare(row, mark)
        pending, down = await one.fetchrow(_STANDING)
        self.backlog.append(pending)
        self.line_down.append(down)

    def _compare(self, row: Any, mark: str) -> None:
        if row["mark"] != mark:
            told = f"revision {row['revision']} said success with {row['mark']}; the third party held {mark}"
            self.false.append(((row["kind"], row["key"]), told))


async def _mark(admin: httpx.AsyncClient, row: Any) -> str:
    _, name, _, field = MARKED[row["kind"]]
    answer = await admin.get(f"/state/{name}/{row['key']}")
    return str(answer.json().get(field, "")) if answer.is_success else ""


def middle(values: Iterable[int]) -> int:
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else 0


# What people delete there is a success until its newer version is there, too.
_SOME = f"""SELECT b.id, b.revision, o.kind, o.key, coalesce(v.body ->> 'name', v.body ->> 'description') AS mark
    FROM binding b JOIN object o ON o.id = b.object
    JOIN object_version v ON v.object = b.object AND v.version = b.desired_version
    WHERE b.status = 'success' AND o.key NOT LIKE '{MORTAL}%'
        AND b.id >= (SELECT (random() * 0.99 * max(id))::bigint FROM binding)
    ORDER BY b.id LIMIT $1"""
_STANDING = """SELECT (SELECT count(*) FROM binding WHERE status = 'pending'), breaker ? 'probe_at'
    FROM integration LIMIT 1"""
_AGAIN = "SELECT id, revision FROM binding WHERE id = ANY($1) AND status = 'success'"
