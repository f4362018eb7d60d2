"""The worlds, and which mutants die in which of them: what docs/reliability.md quotes."""

import gc
import time
from collections.abc import Container, Iterable, Mapping

from msgspec.structs import replace

from tests.domain.protocol.model.search import FALSE_SUCCESS, TWO_RECORDS, Verdict, explore
from tests.domain.protocol.model.world import MUTANTS, Mutant, World

SOUND = {
    "keys": World(),
    "numbers": World(dedupes=False, natural=True),
    "no protection": World(dedupes=False),
    "refuses the first": World(refuses=1),
    "refuses the second": World(refuses=2),
    "and spends its key": World(refuses=2, spends=True),
    "only when pressed": World(automatic=False, presses=2),
    "deaths are counted": World(counts_crashes=True, presses=0),
    "away now and then": World(dedupes=False, away=True),
    "a stranger has its number": World(natural=True, stranger=True),
    "answers later": World(later=True, presses=0, in_flight=1),
    "answers later, no protection": World(later=True, dedupes=False, presses=0),
    "refuses the first later": World(later=True, refuses=1, presses=0, in_flight=1),
}
# What is lost where a worker may sleep for longer than any quarantine between its last check and its send.
_SLEEPY = World(bounded=False, versions=3, workers=1, presses=0)
UNBOUNDED = {
    "keys, pauses without bound": (_SLEEPY, {FALSE_SUCCESS}),
    "numbers, pauses without bound": (replace(_SLEEPY, dedupes=False, natural=True), {FALSE_SUCCESS}),
    "no protection, pauses without bound": (replace(_SLEEPY, dedupes=False), {FALSE_SUCCESS, TWO_RECORDS}),
}
LARGE = {
    "keys, large": World(versions=3, workers=3, in_flight=3),
    "no protection, large": World(dedupes=False, versions=3, workers=3, in_flight=3, presses=0),
}
LARGE_UNBOUNDED = {
    "keys, 2 workers, pauses without bound": (World(bounded=False, in_flight=1), {FALSE_SUCCESS}),
}
_REFUSED_LATER = World(later=True, dedupes=False, refuses=1, presses=0)
DEADLY: dict[Mutant, World] = {
    "no intent": SOUND["no protection"],
    "no look-up": SOUND["no protection"],
    "key per attempt": World(bounded=False, presses=0),
    "no fence": SOUND["keys"],
    "no quarantine": SOUND["no protection"],
    "force skips confirmation": SOUND["no protection"],
    "newer version resets the state": SOUND["no protection"],
    "success without version": SOUND["keys"],
    "early find by content": SOUND["a stranger has its number"],
    "answer for any attempt": _REFUSED_LATER,
}
PLACES = {
    "no protection": World(dedupes=False, in_flight=1),
    "keys": World(in_flight=1),
    "keys, pauses without bound": World(bounded=False, in_flight=1, presses=0),
}


def limited(world: World, limit: Container[str]) -> Verdict:
    """All that breaks where only so much may."""
    return explore(world, tolerated=limit)


def survives(mutant: Mutant, worlds: Iterable[World]) -> bool:
    """Whether none of them sees that something is missing."""
    return all(explore(replace(world, mutant=mutant), to_the_end=False).holds for world in worlds)


def print_table() -> int:
    """0 when every world is as it must be, and every mutant dies but for the one that touches liveness only."""
    gc.disable()  # nothing is thrown away while a world is walked through
    began = time.monotonic()
    wrong = [name for name, world in (SOUND | LARGE).items() if not _line(name, "", explore(world)).holds]
    wrong += _beyond_their_limit(UNBOUNDED | LARGE_UNBOUNDED)
    wrong += [mutant for mutant, world in DEADLY.items() if _line("where it dies", mutant, _dying(mutant, world)).holds]
    wrong += [] if survives("no lease test", SOUND.values()) else ["no lease test"]
    for mutant in MUTANTS:
        for name, world in PLACES.items():
            _line(name, mutant, _dying(mutant, world))
    print(f"WRONG: {', '.join(wrong)}" if wrong else "All is as it must be.", f"{time.monotonic() - began:.0f} s")
    return 1 if wrong else 0


def _beyond_their_limit(worlds: Mapping[str, tuple[World, set[str]]]) -> list[str]:
    verdicts = {name: (_line(name, "", limited(*given)), given[1]) for name, given in worlds.items()}
    return [name for name, (verdict, limit) in verdicts.items() if set(verdict.broken) != limit or verdict.stuck]


def _dying(mutant: Mutant, world: World) -> Verdict:
    return explore(replace(world, mutant=mutant), to_the_end=False)


def _line(world: str, mutant: str, verdict: Verdict) -> Verdict:
    print(f"{world:38} {mutant or 'the protocol':32} {verdict.states:>9,} states  {verdict.told()}", flush=True)
    return verdict
