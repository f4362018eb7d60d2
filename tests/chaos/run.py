"""One run: a world, its load and its nemesis for so many seconds, then quiet, then the oracle."""

import asyncio
import contextlib
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import asyncpg
import msgspec

from tests.chaos.nemesis import PER_120_S, Nemesis
from tests.chaos.oracle.evidence import Evidence, gather
from tests.chaos.oracle.findings import Findings
from tests.chaos.oracle.promises import judge, read_logs
from tests.chaos.oracle.resources import Memory, ask_pools, judge_pools
from tests.chaos.oracle.sandwich import Sandwiches, middle
from tests.chaos.processes.erp import Plan
from tests.chaos.processes.seams import POISON
from tests.chaos.report import report
from tests.chaos.world import Conditions, World
from tests.journeys.demo import ROOT
from tests.steps import private_home

LOADS = {
    "above": {"start": 2000, "new": 30.0, "updates": 60.0, "forces": 5},
    "below": {"start": 80, "new": 1.0, "updates": 2.0, "forces": 1},
}
QUIET_SECONDS = 30  # beyond the quarantine, and
QUIET_RATE = 50  # objects of a backlog in a second
OFTEN = 4  # what is aimed at so many times happens at least once, also on a slow machine


def run(conditions: Conditions, *, load: str, seconds: float, seed: int, keep: Path | None = None) -> bool:
    """Whether every promise held."""
    with home_for(keep) as home, ExitStack() as stack:
        print(f"chaos: load {load}, profile {conditions.profile}, {seconds:.0f} s, --seed {seed}", flush=True)
        world = World(home, stack)
        world.open(conditions)
        return asyncio.run(_Run(world, load, seconds, seed).whole())


@contextlib.contextmanager
def home_for(keep: Path | None) -> Iterator[Path]:
    """A folder of its own, gone afterwards; with `keep` that one, whose logs stay."""
    if keep is None:
        with private_home() as home:
            yield home
    else:
        keep.mkdir(parents=True)
        yield keep


class _Run:
    def __init__(self, world: World, load: str, seconds: float, seed: int) -> None:
        self.world, self.load, self.seconds, self.seed = world, load, seconds, seed
        self.findings = Findings()
        self.log = world.home / "erp.ndjson"
        self.sandwiches, self.memory = Sandwiches(world), Memory(world)
        self.fired = 0  # faults of the third party

    async def whole(self) -> bool:
        nemesis = Nemesis(self.world, self.seed, self.seconds)
        self.world.start_elders()
        at_rest = await ask_pools(self.world)
        self.world.begin_faults(self.seed)
        began = time.monotonic()
        watching = [asyncio.create_task(one()) for one in (self.sandwiches.keep_reading, self.memory.keep_watching)]
        people = {"desk": self.world.desk_url, "third_party": self.world.admin_url}
        load = LOADS[self.load] | people
        erp = await start_erp(self.world, self.log, seconds=self.seconds, seed=self.seed, **load)
        await nemesis.run()
        self._count_faults()
        said = json.loads((await erp.communicate())[0])
        for one in watching:
            one.cancel()
        for ended in await asyncio.gather(*watching, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended
        await self._settle()
        if not self.findings.failed:  # else it is not quiet, and connections are in use
            await judge_pools(self.world, self.findings, at_rest)
        found = await gather(self.world, self.log)
        self._judge(found, (time.monotonic() - began) / 60)
        self._check_substance(found, nemesis)
        report(self.world, self.findings, found, nemesis=nemesis, said=said)
        return not self.findings.failed

    def _count_faults(self) -> None:
        requests = self.world.admin.get("/stats").json()["requests"]
        self.fired = fired = self.world.end_faults()
        share = round(100 * fired / max(1, requests))
        self.findings.figures["remote faults"] = f"{fired:,} in {requests:,} calls ({share} %)"

    async def _settle(self) -> None:
        """Quiet by itself; then everything is asked for once more, and it is quiet again."""
        first = await self._quiet("pending after the faults stopped")
        self.findings.figures["quiet after the faults stopped, s"] = first
        await mend(self.world)
        await self._quiet("pending after everything was asked for again")

    async def _quiet(self, promise: str) -> float:
        """A quarantine and some seconds later, whatever stands in between; a backlog takes its time, too."""
        began, backlog = time.monotonic(), await count(self.world, "status = 'pending'")
        limit = self.world.conditions.quarantine.total_seconds() + QUIET_SECONDS + backlog / QUIET_RATE
        while pending := await count(self.world, "status = 'pending'"):
            self.world.keep_alive()
            if time.monotonic() - began > limit:
                self.findings.check(promise, [(None, f"{pending} of {backlog} after {limit:.0f} s")])
                for row in await some_pending(self.world):
                    self.findings.check(promise, [((row["kind"], row["key"]), str(dict(row)))])
                break
            await asyncio.sleep(0.2)
        self.findings.check(promise, [])
        return round(time.monotonic() - began, 1)

    def _check_substance(self, found: Evidence, nemesis: Nemesis) -> None:
        """A run in which nothing happened keeps every promise."""
        pushes = sum(one["outcome"] == "applied" for each in found.attempts.values() for one in each)
        done = {"a confirmed push": pushes, "a remote fault": self.fired, "a sandwich read": self.sandwiches.read}
        done["an act of people"] = len(found.acts)
        done |= {name: nemesis.done[name] for name in PER_120_S if nemesis.goal(name) >= OFTEN}
        self.findings.check("never happened", [(None, name) for name, times in done.items() if not times])

    def _judge(self, found: Evidence, minutes: float) -> None:
        now = self.world.conditions
        self.findings.check("false successes", self.sandwiches.false if now.bounded else [])
        judge(found, self.findings, quarantine=now.quarantine, bounded=now.bounded)
        read_logs(self.world.home, self.findings, minutes)
        self.memory.judge(self.findings)
        half = self.sandwiches.backlog[len(self.sandwiches.backlog) // 2 :]
        self.findings.figures["sandwich reads"] = f"{self.sandwiches.read:,}"
        self.findings.figures["load of the machine, 5 minutes"] = f"{os.getloadavg()[1]:.1f}"
        down = self.sandwiches.line_down
        self.findings.figures["breaker open"] = f"{100 * sum(down) // max(1, len(down))} % of the time"
        self.findings.figures["pending in the second half (middle)"] = f"{middle(half):,}"


async def start_erp(world: World, log: Path, **given: object) -> asyncio.subprocess.Process:
    log.touch()
    plan = msgspec.convert({"url": world.url, "key": world.key, "log": str(log), **given}, Plan)
    command = [sys.executable, "-m", "tests.chaos.processes.erp", msgspec.json.encode(plan).decode()]
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)


async def mend(world: World) -> None:
    """As an operator would, once: all that nobody asked for, and all errors but those that kill."""
    objects = [one for one in await errors(world) if not one["key"].startswith(POISON)]
    world.ask("POST", "/integrations/1/syncs", json={"verb": "synchronize", "all": True})
    if objects:
        world.ask("POST", "/integrations/1/syncs", json={"verb": "force_synchronize", "objects": objects})


async def errors(world: World) -> list[dict[str, str]]:
    rows = await ask(world, f"{_OBJECTS} WHERE b.status = 'error'")
    return [{"kind": row["kind"], "key": row["key"]} for row in rows]


async def some_pending(world: World) -> list[asyncpg.Record]:
    return await ask(world, f"{_OBJECTS} WHERE b.status = 'pending' ORDER BY b.id LIMIT 3")


async def count(world: World, where: str) -> int:
    return int((await ask(world, f"SELECT count(*) AS n FROM binding WHERE {where}"))[0]["n"])


async def ask(world: World, sql: str) -> list[asyncpg.Record]:
    one = await asyncpg.connect(world.db, server_settings={"application_name": "chaos"})
    try:
        return list(await one.fetch(sql))
    finally:
        await one.close()


_OBJECTS = """SELECT o.kind, o.key, b.phase, b.want, b.park, b.next_at, b.lease_until, b.quarantine_until,
    b.open_attempt, b.crash_count, b.fail_count, m.text
    FROM binding b JOIN object o ON o.id = b.object LEFT JOIN binding_message m ON m.binding = b.id"""
