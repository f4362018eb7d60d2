"""No interleaving makes a second record or a false success; each part of the protocol is needed."""

from collections import deque

import pytest
from msgspec.structs import replace

from backend.domain.status import Status
from tests.domain.protocol.model import START, Mutant, State, World, steps


def _broken(state: State) -> str:
    row = state.row
    if len(state.records) > 1:
        return "two records"
    if row.status is Status.SUCCESS and state.records != (row.desired_version,):
        return "false success"
    if row.status is Status.PENDING and row.next_at is None and row.lease_until is None:
        return "no next step"
    return ""


def _settled(state: State) -> bool:
    return state.row.status is not Status.PENDING and not state.flying


def explore(world: World, *, until_broken: bool) -> tuple[set[str], int, list[State]]:
    """What breaks, how many states there are, and those from which nothing ends without another fault."""
    start = replace(START, presses=world.presses)
    seen, queue, before, broken = {start}, deque([start]), dict[State, list[State]](), set[str]()
    while queue and not (until_broken and broken):
        state = queue.popleft()
        if problem := _broken(state):
            broken.add(problem)
            continue
        for fault, after in steps(state, world):
            if not fault:
                before.setdefault(after, []).append(state)
            if after not in seen:
                seen.add(after)
                queue.append(after)
    return broken, len(seen), [] if broken else _stuck(seen, before)


def _stuck(seen: set[State], before: dict[State, list[State]]) -> list[State]:
    ends = {state for state in seen if _settled(state)}
    queue = deque(ends)
    while queue:
        for state in before.get(queue.popleft(), ()):
            if state not in ends:
                ends.add(state)
                queue.append(state)
    return [state for state in seen if state not in ends]


@pytest.mark.parametrize(
    "world",
    [
        World(),
        World(dedupes=False, natural=True),
        World(dedupes=False),
        World(refuses=1),
        World(refuses=2),
        World(refuses=2, spends=True),
        World(versions=2, later=True),
        World(versions=2, later=True, dedupes=False),
        World(versions=2, presses=1, later=True, refuses=1),
    ],
    ids=[
        "keys",
        "numbers",
        "no protection",
        "refuses the first",
        "refuses the second",
        "and spends its key",
        "answers later",
        "answers later, no protection",
        "refuses the first later",
    ],
)
def test_where_delays_are_bounded_nothing_is_doubled_lost_or_shown_falsely(world: World) -> None:
    broken, states, stuck = explore(world, until_broken=False)
    assert broken == set()
    assert stuck == []
    assert states > 5_000


@pytest.mark.parametrize(
    ("mutant", "world"),
    [
        ("no lookup", World(dedupes=False)),
        ("no quarantine", World(dedupes=False)),
        ("key per attempt", World(bounded=False)),
        ("no fence", World()),
        ("update resets state", World(dedupes=False)),
        ("answer for any attempt", World(versions=2, later=True, dedupes=False, refuses=1)),
    ],
)
def test_each_part_of_the_protocol_is_needed(mutant: Mutant, world: World) -> None:
    broken, _, _ = explore(replace(world, mutant=mutant), until_broken=True)
    assert broken & {"two records", "false success"}
