"""Which benchmarks there are, and how they are asked for."""

import argparse
import signal
import time

from tests.bench import claim, grid, mark, memory, pipeline, poll, render, start, sync
from tests.bench.report import say
from tests.steps import leave

BENCHMARKS = {
    "render": render.measure,
    "poll": poll.measure,
    "grid": grid.measure,
    "claim": claim.measure,
    "pipeline": pipeline.measure,
    "sync": sync.measure,
    "mark": mark.measure,
    "memory": memory.measure,
    "start": start.measure,
}


def run_benchmarks(arguments: list[str]) -> None:
    signal.signal(signal.SIGTERM, leave)  # so that what was started is stopped
    parser = argparse.ArgumentParser(prog="python3 -m tests.bench")
    parser.add_argument("names", nargs="*", metavar="|".join(BENCHMARKS), help="which; all of them")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is repeated; 5")
    given = parser.parse_args(arguments)
    unknown = set(given.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"there is no benchmark {min(unknown)}; there are {', '.join(BENCHMARKS)}")
    for name in given.names or BENCHMARKS:
        began = time.monotonic()
        say(f"\n## {name}\n")
        BENCHMARKS[name](given.rounds)
        say(f"\n({name}: {given.rounds} rounds, {time.monotonic() - began:.0f} s)")
