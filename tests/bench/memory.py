"""What web and worker hold once the sample company is in."""

import time

from tests.bench.accounts import family, memory_mib
from tests.bench.demo import Demo, demo
from tests.bench.report import say, spread, table, verdict
from tests.steps import private_home

GOAL = 250.0
PARTS = {"web": "-m backend serve", "worker": "-m jobs"}


def measure(rounds: int) -> None:
    turns = [_turn() for _ in range(min(rounds, 3))]
    rows = []
    for name in PARTS:
        resident, proportional = zip(*(turn[name] for turn in turns), strict=True)
        rows.append([name, spread(resident, 0), spread(proportional, 0)])
    table(["", "resident MiB", "proportional MiB"], rows)
    together = [sum(turn[name][0] for name in PARTS) for turn in turns]
    say(f"\nTogether {spread(together, 0)} MiB resident; {verdict(together, most=GOAL)}")


def _turn() -> dict[str, tuple[float, float]]:
    with private_home() as home, demo(home / "data") as started:
        started.first_page()
        _wait_for_the_sample(started)
        for _ in range(20):
            started.first_page()
        running = family(started.pid)
        pids = {name: next(p for p, said in running.items() if words in said) for name, words in PARTS.items()}
        return {name: memory_mib(pid) for name, pid in pids.items()}


def _wait_for_the_sample(started: Demo) -> None:
    """Its importer ends when everything was sent."""
    while any("backend.cli.sample" in said for said in family(started.pid).values()):
        time.sleep(0.5)
