"""A company pushed through a real worker: how busy its connections are, read at the stand-in, and what it costs."""

from collections.abc import Sequence
from datetime import datetime
from statistics import median
from typing import Any

import msgspec

from tests.bench.accounts import memory_mib
from tests.bench.company import copies, objects_file
from tests.bench.report import say, spread, table, verdict
from tests.bench.system import INTEGRATION, System, running

GOAL = 0.85
TIMES, CONNECTIONS = 20, 4
STAND_IN = ("--latency-ms", "20", "--record-ms", "1")
OPEN = "SELECT coalesce(sum(n), 0)::int FROM tally WHERE status = 'pending'"


class Turn(msgspec.Struct, frozen=True):
    busy: float
    objects_a_second: float
    requests: int
    statuses: dict[str, int]
    cpu: dict[str, float]  # seconds for 1,000 objects
    memory: dict[str, tuple[float, float]]


def measure(rounds: int) -> None:
    objects = copies(TIMES)
    turns = [_turn(objects) for _ in range(rounds)]
    say(
        f"{len(objects):,} objects ({objects_file().name} × {TIMES}), {CONNECTIONS} connections, {' '.join(STAND_IN)}\n"
    )
    say(f"{turns[-1].requests} requests; in the end {turns[-1].statuses}\n")
    parts = [[name, spread([turn.cpu[name] for turn in turns])] for name in turns[0].cpu]
    table(["", "CPU seconds for 1,000 objects"], parts)
    say(f"\nObjects a second: {spread([turn.objects_a_second for turn in turns], 0)}")
    busy = [turn.busy for turn in turns]
    say(f"Connections busy: {spread(busy)}; {verdict(busy, least=GOAL)}")
    for name in turns[0].memory:
        resident, proportional = (median(column) for column in zip(*(turn.memory[name] for turn in turns), strict=True))
        say(f"{name} afterwards: {resident:.0f} MiB resident, {proportional:.0f} MiB proportional")


def _turn(objects: Sequence[dict[str, Any]]) -> Turn:
    with running("web", "worker", stand_in=STAND_IN) as system:
        _fill(system, list(objects))
        before = system.cpu()
        system.call("POST", f"{INTEGRATION}/syncs", json={"all": True})
        system.wait(lambda: system.ask(OPEN) == 0)
        after, stats = system.cpu(), system.stand_in.get("/stats").json()
        span = _at(stats["last_request_at"]) - _at(stats["first_request_at"])
        return Turn(
            busy=stats["busy_seconds"] / (span * CONNECTIONS),
            objects_a_second=len(objects) / span,
            requests=stats["requests"],
            statuses=system.call("GET", f"{INTEGRATION}/progress")["statuses"],
            cpu={name: (after[name] - before[name]) * 1000 / len(objects) for name in after},
            memory={name: memory_mib(system.pids[name]) for name in ("web", "worker")},
        )


def _fill(system: System, objects: list[dict[str, Any]]) -> None:
    """Everything is there before anything is sent."""
    kinds = {one["kind"] for one in objects}
    system.call(
        "PATCH", INTEGRATION, json={"connections_allowed": CONNECTIONS, "automatic": dict.fromkeys(kinds, False)}
    )
    system.hand_over(objects)
    system.wait(lambda: system.ask("SELECT count(*) FROM binding") == len(objects))
    system.ask("ANALYZE;")
    system.stand_in.post("/reset", json={"what": "stats"}).raise_for_status()


def _at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
