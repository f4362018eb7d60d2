"""What the command line asks for."""

import argparse
import random
import signal
import time
from pathlib import Path

from tests.chaos.processes.third_party import PROFILES
from tests.chaos.run import LOADS, run
from tests.chaos.short import run_mutants
from tests.chaos.world import Conditions
from tests.steps import leave

SOAK_SECONDS = 3600.0


def answer(arguments: list[str]) -> int:
    """0: every promise held, or every mutant was noticed."""
    signal.signal(signal.SIGTERM, leave)  # so that what runs is ended
    asked = _parser().parse_args(arguments)
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10_000)
    began = time.monotonic()
    if asked.mutants or asked.mutant:
        held = run_mutants([asked.mutant] if asked.mutant else None, seed=seed)
    else:
        loads = list(LOADS) if asked.load == "both" else [asked.load]
        seconds = (SOAK_SECONDS if asked.soak else asked.seconds) / len(loads)
        kept = {loads[0]: asked.keep}
        profiles = {load: asked.profile or PROFILES[(seed + place) % len(PROFILES)] for place, load in enumerate(LOADS)}
        ran = [
            run(Conditions(profile=profiles[load]), load=load, seconds=seconds, seed=seed, keep=kept.get(load))
            for load in loads
        ]
        held = all(ran)  # every load, also after one that failed
    print(f"{time.monotonic() - began:.0f} s in all", flush=True)
    return 0 if held else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, help="to repeat the plan of an earlier run")
    parser.add_argument(
        "--seconds", type=float, default=120.0, help="of faults, in equal parts for both loads; quiet comes on top"
    )
    parser.add_argument("--soak", action="store_true", help="60 minutes of faults")
    parser.add_argument("--load", choices=[*LOADS, "both"], default="both", help="above or below what can be pushed")
    told = "what the third party protects; else by the seed, another one for each load"
    parser.add_argument("--profile", choices=PROFILES, help=told)
    parser.add_argument("--keep", type=Path, help="a new folder for the logs of the run (of the first load)")
    parser.add_argument("--mutant", metavar="NAME", help="a short run in which this belt is cut: it must be noticed")
    parser.add_argument("--mutants", action="store_true", help="all that chaos can notice, one after the other")
    return parser
