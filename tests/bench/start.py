"""From a fresh clone to the first page: no environment, no data, but packages in the cache."""

import subprocess
import sys
from pathlib import Path

from tests.bench.demo import demo
from tests.bench.report import say, spread, verdict
from tests.journeys.demo import ROOT
from tests.steps import private_home

GOAL = 20.0
PYTHON = getattr(sys, "_base_executable", sys.executable)  # as a newcomer has it: without what we installed


def measure(rounds: int) -> None:
    turns = [_turn() for _ in range(min(rounds, 3) + 1)][1:]  # the first one warms the cache
    fresh, again = zip(*turns, strict=True)
    say(f"Fresh clone: first page after {spread(fresh, 1)} s; {verdict(fresh, most=GOAL)}")
    say(f"Second start, its data is there: {spread(again, 1)} s")


def _turn() -> tuple[float, float]:
    with private_home() as folder:
        clone = folder / "clone"
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], check=True)
        return _first_page(clone, folder / "data"), _first_page(clone, folder / "data")


def _first_page(clone: Path, home: Path) -> float:
    with demo(home, root=clone, python=PYTHON) as started:
        return started.first_page()
