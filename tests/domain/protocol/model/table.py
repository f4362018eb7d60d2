"""The worlds, and which mutants die in which of them: what docs/reliability.md quotes."""

import gc
import multiprocessing
import time
from collections.abc import Container, Iterable

from msgspec.structs import replace

from tests.domain.protocol.model.search import BELTS, FALSE_SUCCESS, TWO_RECORDS, Verdict, explore
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
    "a stranger has its number": World(natural=True, stranger=1),
    "answers later": World(later=True, presses=0, in_flight=1),
    "answers later, no protection": World(later=True, dedupes=False, presses=0),
    "refuses the first later": World(later=True, refuses=1, presses=0, in_flight=1),
    "people decide": World(resolves=True, meddles=2, workers=1),
    "people decide, no protection": World(resolves=True, meddles=1, dedupes=False, in_flight=1, presses=0),
    "people decide, ours are marked": World(
        resolves=True, meddles=2, dedupes=False, natural=True, marks=True, workers=1
    ),
    "people decide, a stranger has its number": World(
        resolves=True, meddles=1, dedupes=False, natural=True, stranger=1, workers=1
    ),
    "what is read back was changed": World(meddles=1, presses=0),
    "restored": World(restores=1, dedupes=False, workers=1),
    "restored, keys": World(restores=1, workers=1),
    "restored, refuses the second": World(restores=1, dedupes=False, versions=3, refuses=2, workers=1, presses=0),
    "restored, people decide": World(restores=1, resolves=True, meddles=1, dedupes=False, versions=1, workers=1),
    "restored, a stranger has its number": World(
        restores=1, resolves=True, dedupes=False, natural=True, stranger=1, workers=1, presses=0
    ),
}
# What is lost where a worker may sleep for longer than any quarantine between its last check and its send.
_SLEEPY = World(bounded=False, versions=3, workers=1, presses=0)
UNBOUNDED = {
    "keys, pauses without bound": (_SLEEPY, {FALSE_SUCCESS}),
    "numbers, pauses without bound": (replace(_SLEEPY, dedupes=False, natural=True), {FALSE_SUCCESS}),
    "no protection, pauses without bound": (replace(_SLEEPY, dedupes=False), {FALSE_SUCCESS, TWO_RECORDS}),
    "people decide, pauses without bound": (
        World(bounded=False, resolves=True, adopts=False, meddles=1, workers=1),
        {FALSE_SUCCESS},
    ),
}
LARGE = {
    "keys, large": World(versions=3, workers=3, in_flight=3),
    "no protection, large": World(dedupes=False, versions=3, workers=3, in_flight=3, presses=0),
    "people decide, two workers": World(resolves=True, meddles=1, in_flight=1),
    "people decide, two workers, a stranger": World(resolves=True, meddles=1, natural=True, stranger=1, in_flight=1),
    "restored, two workers": World(restores=1, dedupes=False, presses=0),
    "restored, people decide, two versions": World(restores=1, resolves=True, meddles=1, dedupes=False, workers=1),
}
LARGE_UNBOUNDED = {
    "keys, 2 workers, pauses without bound": (World(bounded=False, in_flight=1), {FALSE_SUCCESS}),
}
_NUMBERED = World(bounded=False, resolves=True, adopts=False, stranger=1, versions=1, presses=0)
_REFUSED_LATER = World(later=True, dedupes=False, refuses=1, presses=0)
DEADLY: dict[Mutant, World] = {
    "no intent": SOUND["no protection"],
    "no look-up": SOUND["no protection"],
    "key per attempt": World(bounded=False, presses=0),
    "no fence": World(dedupes=False, in_flight=1),
    "no quarantine": SOUND["no protection"],
    "force skips confirmation": SOUND["no protection"],
    "newer version resets the state": SOUND["no protection"],
    "success without version": SOUND["keys"],
    "early find by content": World(natural=True, stranger=2, versions=3, workers=1, presses=0),
    "answer for any attempt": _REFUSED_LATER,
    "sent again while it may fly": World(resolves=True, dedupes=False),
    "sent again without a look": World(resolves=True, meddles=2, dedupes=False, workers=1),
    "another number, another key": _NUMBERED,
    "read back whatever was sent since": SOUND["what is read back was changed"],
    "restored, created without a look": SOUND["restored"],
    "restored, sent over what may fly": replace(SOUND["restored, refuses the second"], versions=4),
    "restored, looked up at once": SOUND["restored"],
    "restored, believed at once": SOUND["restored"],
}
PLACES = {
    "no protection": World(dedupes=False, in_flight=1),
    "keys": World(in_flight=1),
    "keys, pauses without bound": World(bounded=False, in_flight=1, presses=0),
}


def limited(world: World, limit: Container[str]) -> Verdict:
    """All that breaks where only so much may."""
    return explore(world, tolerated=limit)


def dying(mutant: Mutant, world: World) -> Verdict:
    """What is lost without it. Whatever is sent too early alone is not lost yet."""
    verdict = explore(replace(world, mutant=mutant), tolerated=BELTS, to_the_end=False)
    return replace(verdict, broken={what: how for what, how in verdict.broken.items() if what not in BELTS})


def survives(mutant: Mutant, worlds: Iterable[World]) -> bool:
    """Whether none of them sees that something is missing."""
    return all(dying(mutant, world).holds for world in worlds)


def print_table(*, large: bool) -> int:
    """0 when every world is as it must be, and every mutant dies but for the one that touches liveness only."""
    began = time.monotonic()
    lines = [("", name, world, None) for name, world in SOUND.items()]
    lines += [("", name, *limited) for name, limited in UNBOUNDED.items()]
    lines += [(mutant, "where it dies", world, None) for mutant, world in DEADLY.items()]
    if large:
        lines += [("", name, world, None) for name, world in LARGE.items()]
        lines += [("", name, *limited) for name, limited in LARGE_UNBOUNDED.items()]
        lines += [(mutant, name, world, None) for mutant in MUTANTS for name, world in PLACES.items()]
    with multiprocessing.Pool(initializer=gc.disable, maxtasksperchild=4) as pool:
        told = list(pool.imap(_line, lines, chunksize=1))
    wrong = [name for name, right, _ in told if not right]
    print(f"{sum(states for _, _, states in told):,} states, {time.monotonic() - began:.0f} s")
    print(f"WRONG: {', '.join(wrong)}" if wrong else "All is as it must be.")
    return 1 if wrong else 0


def _line(line: tuple[Mutant, str, World, set[str] | None]) -> tuple[str, bool, int]:
    """Prints it; gives its name, whether it is as it must be, and how many states it has."""
    mutant, name, world, limit = line
    verdict = dying(mutant, world) if mutant else explore(world, tolerated=limit or ())
    print(f"{name:42} {mutant or 'the protocol':34} {verdict.states:>9,} states  {verdict.told()}", flush=True)
    return f"{name} {mutant}", _is_right(mutant, name, verdict, limit or set()), verdict.states


def _is_right(mutant: Mutant, name: str, verdict: Verdict, limit: set[str]) -> bool:
    if mutant:
        return not verdict.holds if name == "where it dies" else True
    return set(verdict.broken) == limit and not verdict.stuck
