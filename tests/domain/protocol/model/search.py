"""Walk through every state of a world: what breaks, in how many steps, and where nothing ends any more."""

from array import array
from collections import deque
from collections.abc import Container

import msgspec

from backend.domain.status import Status
from tests.domain.protocol.model.steps import steps
from tests.domain.protocol.model.world import EDITED, State, World, start_of

TWO_RECORDS, FALSE_SUCCESS, NO_NEXT_STEP = "two records", "false success", "no next step"
SENT_OVER, CREATED_UNSEEN, FALSE_ALARM = "sent while an older one may fly", "created without a look", "false alarm"
# Nothing is lost by these alone yet: a mutant shall show what they are there for.
BELTS = frozenset({SENT_OVER, CREATED_UNSEEN})


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    broken: dict[str, list[str]]  # what → the shortest history that breaks it
    states: int
    stuck: list[State]  # from these nothing settles without another fault; not looked for where something broke

    @property
    def holds(self) -> bool:
        return not self.broken and not self.stuck

    def told(self) -> str:
        found = [f"{what} in {len(history)} steps" for what, history in self.broken.items()]
        return "; ".join(found) or ("never settles" if self.stuck else "holds")


def problem_of(state: State, world: World) -> str:
    row = state.row
    if len(state.records) > 1:
        return TWO_RECORDS
    if row.status is Status.SUCCESS and not _holds(state) and not is_drifted(state):
        return FALSE_SUCCESS
    if row.status is Status.PENDING and row.next_at is None and row.lease_until is None:
        return NO_NEXT_STEP
    if _is_falsely_accused(state, world):
        return FALSE_ALARM
    if state.unseen:
        return CREATED_UNSEEN
    return SENT_OVER if world.bounded and len(state.flying) > 1 else ""


def _holds(state: State) -> bool:
    return [record.version for record in state.records] == [state.row.desired_version]


def is_drifted(state: State) -> bool:
    """Shown as success, but somebody changed it there since: only reading back can tell."""
    if state.row.status is not Status.SUCCESS:
        return False
    return state.records[0].version == EDITED if state.records else state.deleted is not None


def _is_falsely_accused(state: State, world: World) -> bool:
    """Something else is said to be there than what we sent, and nobody changed it."""
    untouched = world.meddles and state.meddles == world.meddles and not world.stranger and not world.restores
    return bool(untouched) and state.row.status is Status.DESYNCHRONIZED and state.row.synced_hash is None


def explore(world: World, *, tolerated: Container[str] = (), to_the_end: bool = True) -> Verdict:
    """`tolerated`: what does not end a history. Not `to_the_end`: the first thing that breaks is enough."""
    walk = _Walk(world)
    while walk.queue and (to_the_end or all(what in tolerated for what in walk.broken)):
        walk.take(tolerated)
    intolerable = [what for what in walk.broken if what not in tolerated]
    return Verdict(broken=walk.broken, states=len(walk.states), stuck=[] if intolerable else walk.stuck())


class _Walk:
    """Breadth first. States are numbered as they are found."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.states = {start_of(world): 0}
        self.queue = deque([start_of(world)])
        self.came_from, self.by = array("i", [-1]), [""]
        self.sources, self.targets = array("i"), array("i")  # steps that are no faults
        self.ends = {0}
        self.broken: dict[str, list[str]] = {}

    def take(self, tolerated: Container[str]) -> None:
        state = self.queue.popleft()
        number = self.states[state]
        if problem := problem_of(state, self.world):
            self.broken.setdefault(problem, self._history(number))
            if problem not in tolerated:
                return
        if state.row.status is not Status.PENDING and not state.flying and not is_drifted(state):
            self.ends.add(number)
        for name, fault, after in steps(state, self.world):
            target = self._number(after, number, name)
            if not fault:
                self.sources.append(number)
                self.targets.append(target)

    def _number(self, state: State, came_from: int, by: str) -> int:
        known = len(self.states)
        number = self.states.setdefault(state, known)
        if number == known:
            self.queue.append(state)
            self.came_from.append(came_from)
            self.by.append(by)
        return number

    def _history(self, number: int) -> list[str]:
        names = []
        while number > 0:
            names.append(self.by[number])
            number = self.came_from[number]
        return names[::-1]

    def stuck(self) -> list[State]:
        before: dict[int, list[int]] = {}
        for source, target in zip(self.sources, self.targets, strict=True):
            before.setdefault(target, []).append(source)
        reached, queue = set(self.ends), deque(self.ends)
        while queue:
            new = [one for one in before.get(queue.popleft(), ()) if one not in reached]
            reached.update(new)
            queue.extend(new)
        return [state for state, number in self.states.items() if number not in reached]
