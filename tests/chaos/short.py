"""Short runs in which one belt of the protocol is cut: each must be noticed, or chaos proves nothing."""

import asyncio
import signal
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.chaos.oracle.evidence import gather
from tests.chaos.oracle.findings import Findings
from tests.chaos.oracle.promises import duplicates, judge
from tests.chaos.oracle.sandwich import Sandwiches
from tests.chaos.processes.mutants import ELSEWHERE, MUTANTS
from tests.chaos.report import verdict
from tests.chaos.run import ask, count, mend, start_erp
from tests.chaos.world import QUICKEST, Conditions, World, send
from tests.journeys.demo import eventually
from tests.steps import private_home

SECONDS = 24.0  # of faults, unless a mutant is noticed sooner; then quiet, and the whole evidence is looked at
PATIENCE = 60.0
LOAD = {"start": 60, "new": 8.0, "updates": 8.0, "documents": 0.6, "forces": 1, "poison": 0, "bulk": False}
SOUND = "(the protocol itself)"


def run_mutants(names: list[str] | None, *, seed: int) -> bool:
    """Whether each was noticed, and the protocol itself, under the pauses of one of them, was not."""
    chosen = names or [SOUND, *MUTANTS]
    with private_home() as home, ExitStack() as stack:
        world = World(home, stack, namespaces=False)
        world.open(_conditions(""))
        wrong = [name for name in chosen if asyncio.run(_noticed(world, name, seed)) == (name == SOUND)]
    for name, why in ELSEWHERE.items() if names is None else ():
        print(f"  {name:28}not here: {why}")
    print(f"  WRONG: {', '.join(wrong)}" if wrong else "  Every mutant was noticed, and nothing else.", flush=True)
    return not wrong


def _conditions(mutant: str) -> Conditions:
    known = {name: value for name, value in _given(mutant).items() if name not in ("kills", "forces_pending", "load")}
    return Conditions(**_QUICK | known, mutant="" if mutant == SOUND else mutant)


def _given(mutant: str) -> dict[str, Any]:
    return {} if not mutant else MUTANTS["key-per-attempt" if mutant == SOUND else mutant].world


_QUICK = {"times": QUICKEST, "faults": {}, "pauses": {}, "batch": 5, "workers": 2, "latency_ms": 50}


async def _noticed(world: World, mutant: str, seed: int) -> bool:
    began = time.monotonic()
    await _begin_anew(world, _conditions(mutant), seed)
    log = world.home / f"erp-{began}.ndjson"
    pending = bool(_given(mutant).get("forces_pending"))
    load = LOAD | _given(mutant).get("load", {})
    erp = await start_erp(world, log, seconds=SECONDS, seed=seed, forces_pending=pending, **load)
    findings = Findings()
    killing = asyncio.create_task(_kill_in_calls(world)) if _given(mutant).get("kills") else None
    try:
        await _watch(world, findings)
        if not findings.failed:
            world.end_faults()
            await asyncio.wait_for(erp.communicate(), PATIENCE)
            await _ask_the_oracle(world, log, findings)
    finally:
        if killing is not None:
            killing.cancel()
        if erp.returncode is None:
            erp.kill()
        await erp.communicate()
    told = ", ".join(f"{promise} {len(shown)}" for promise, shown in findings.failed.items())
    seen = f"noticed: {told}" if told else "nothing was noticed"
    print(f"  {mutant:28}{seen} ({time.monotonic() - began:.1f} s)", flush=True)
    if mutant == SOUND:
        verdict(findings)
    return bool(told)


async def _watch(world: World, findings: Findings) -> None:
    """Until something is wrong, or the time is over."""
    ends, sandwiches = time.monotonic() + SECONDS, Sandwiches(world)
    reading = asyncio.create_task(sandwiches.keep_reading())
    while time.monotonic() < ends and not findings.failed:
        await asyncio.sleep(0.25)
        world.keep_alive()
        findings.broken = {"duplicates": duplicates(world.ledger(), {})}
        if world.conditions.bounded:
            findings.check("false successes", sandwiches.false)
    reading.cancel()


async def _ask_the_oracle(world: World, log: Path, findings: Findings) -> None:
    """Nothing was seen while it ran: quiet, and the whole evidence."""
    await mend(world)
    ends = time.monotonic() + PATIENCE
    while (pending := await count(world, "status = 'pending'")) and time.monotonic() < ends:
        world.keep_alive()
        if findings.broken["duplicates"]:
            return
        await asyncio.sleep(0.2)
        findings.broken = {"duplicates": duplicates(world.ledger(), {})}
    findings.check("pending after the faults stopped", [(None, f"{pending}")] if pending else [])
    found = await gather(world, log)
    judge(found, findings, quarantine=world.conditions.quarantine, bounded=world.conditions.bounded)


async def _begin_anew(world: World, conditions: Conditions, seed: int) -> None:
    """No object, no attempt, an empty third party, and the processes that these conditions want. What the database
    refuses by itself is allowed here: a mutant shall show what it does, not be stopped by another belt."""
    world.end_processes()
    await ask(world, "DROP INDEX IF EXISTS attempt_one_open")
    await ask(world, "TRUNCATE object, attempt, remote_record, slot, tally CASCADE")
    await ask(world, "UPDATE integration SET breaker = '{}', pacing = '{}'")
    await ask(world, "DELETE FROM instance")  # as if nobody had used it: else it looks like an old backup
    (world.home / "instance").unlink(missing_ok=True)
    world.conditions = conditions
    world.start_third_party()
    world.start_web()
    eventually(world.answers)
    world.set_up()
    world.begin_faults(seed)
    world.keep_alive()


async def _kill_in_calls(world: World) -> None:
    """A worker after the other dies while its requests are on the wire."""
    while True:
        await asyncio.sleep(0.3)
        if await count(world, "phase = 'sent' AND lease_until > clock_timestamp()"):
            send(next(iter(world.workers), 0), signal.SIGKILL)
            await asyncio.sleep(0.7)
