"""What processes keep: memory that grows over the run, connections that are not given back in the end."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from tests.chaos.oracle.findings import Findings, Ref
from tests.chaos.world import World, send

MEGABYTE = 1024 * 1024
PERIOD = 1.0
WARM = 1 / 3  # of a process's life: until then it fills its caches
GROWTH_PER_HOUR = 0.05
ALLOWED_MB = 20.0  # whatever the time: a first push takes 14
ASKED = 6  # times in a round: what is taken every time is not given back
ROUNDS = 60  # of about a second, at most: a busy machine is still tidying up when nothing is pending any more
SHORTEST = 20.0  # seconds of life in which growth can be told

Shown = list[tuple[Ref | None, str]]


class Memory:
    """Samples of each process: (moment, resident MB)."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.samples: dict[tuple[str, int], list[tuple[float, float]]] = {}

    async def keep_watching(self) -> None:
        """Until it is cancelled."""
        while True:
            for name, pid in processes(self.world):
                if found := resident(pid):
                    self.samples.setdefault((name, pid), []).append((time.monotonic(), found))
            await asyncio.sleep(PERIOD)

    def judge(self, findings: Findings) -> None:
        grown: Shown = []
        for (name, pid), samples in self.samples.items():
            seconds, first, last = growth(samples)
            if seconds >= SHORTEST and name.startswith("elder"):
                findings.figures[f"{name}, MB when warm, in the end"] = f"{first:.0f}, {last:.0f} ({seconds:.0f} s)"
            if seconds >= SHORTEST and last - first > ALLOWED_MB + first * GROWTH_PER_HOUR * seconds / 3600:
                grown.append((None, f"{name} {pid} grew from {first:.0f} to {last:.0f} MB in {seconds:.0f} s"))
        findings.check("memory grows", grown)


def growth(samples: list[tuple[float, float]]) -> tuple[float, float, float]:
    """How long it was watched; MB around the end of its first third, and at the end."""
    few = max(1, len(samples) // 10)
    warm = int(len(samples) * WARM)
    first, last = samples[warm : warm + few], samples[-few:]
    return samples[-1][0] - samples[0][0], median(mb for _, mb in first), median(mb for _, mb in last)


def processes(world: World) -> Iterable[tuple[str, int]]:
    yield from (("worker", pid) for pid in world.workers)
    yield "web", world.web
    yield from ((f"elder {role}", pid) for role, pid in world.elders.items())


def resident(pid: int) -> float:
    """MB; 0: it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


async def judge_pools(world: World, findings: Findings, at_rest: dict[str, tuple[int, int]]) -> None:
    """In the quiet every process comes to be as it was before anything was asked of it."""
    for _ in range(ROUNDS):
        if not (leaks := _above(at_rest, await ask_pools(world))):
            break
    findings.check("connections not given back", leaks)


def _above(at_rest: dict[str, tuple[int, int]], taken: dict[str, tuple[int, int]]) -> Shown:
    leaks: Shown = []
    for name, held in taken.items():
        rest = max((before for other, before in at_rest.items() if _role(other) == _role(name)), default=(0, 0))
        if any(now > then for now, then in zip(held, rest, strict=True)):
            leaks.append((None, f"{name} keeps {held} connections (PostgreSQL, third party), at rest {rest}"))
    return leaks


def _role(name: str) -> str:
    return name.partition(" of ")[0].removeprefix("elder ")


async def ask_pools(world: World) -> dict[str, tuple[int, int]]:
    """Process → the connections to PostgreSQL and to the third party that it had taken whenever it was asked."""
    place, names = world.home / "pools.ndjson", {pid: name for name, pid in processes(world)}
    place.unlink(missing_ok=True)
    for _ in range(ASKED):
        for pid in names:
            send(pid, signal.SIGUSR1)
        await asyncio.sleep(0.15)
    found: dict[str, tuple[int, int]] = {}
    for said in map(json.loads, place.read_text().splitlines()):
        name, taken = f"{names[said['pid']]} of {said['pid']}", (said["postgres"], said["http"])
        postgres, http = found.get(name, taken)
        found[name] = min(postgres, taken[0]), min(http, taken[1])
    assert len(found) == len(names), f"{len(names) - len(found)} processes did not answer"
    return found
