"""Looks: of what is being confirmed, and of what is in step."""

from collections.abc import Iterator

from msgspec.structs import replace

from backend.domain.protocol.events import Looked, ReadBack
from backend.domain.pushes.found import Found, Match
from backend.domain.status import Phase, Status
from tests.domain.protocol.make import MINUTE
from tests.domain.protocol.model.happening import happen, put, reset, told
from tests.domain.protocol.model.restoring import look_of
from tests.domain.protocol.model.world import END, REST, State, Worker, World, content, intent_of


def begin_look(state: State, world: World, number: int) -> Iterator[tuple[str, State]]:
    stale = any(w.at == "ready" and not (w.fenced_in and state.row.lease_until) for w in state.workers)
    over = not (state.flying or stale)
    decides = over or not world.bounded or world.mutant == "no quarantine"
    if decides and world.mutant == "no look-up":
        yield "send again blindly", reset(state, world)
    elif decides:
        yield "claim look", _claim_look(state, world, number, early=False)
    if world.bounded and not over:
        yield "claim early look", _claim_look(state, world, number, early=True)


def _claim_look(state: State, world: World, number: int, *, early: bool) -> State:
    after = happen(state, world, look_of(state, world), number, at="look", fenced_in=True, early=early)
    return after if after.row.lease_until else put(after, number, REST)


def looks(state: State, world: World, number: int, worker: Worker) -> Iterator[tuple[str, State]]:
    match worker.at:
        case "look":
            intent = state.known.intent
            wanted = intent.version if intent else state.row.desired_version
            match = seen(state, world, wanted)
            yield "look", put(state, number, replace(worker, at="looked", match=match, version=wanted))
        case "looked":
            yield "conclude", _looked(state, world, number, worker)


def seen(state: State, world: World, wanted: int) -> Match:
    """By its id where that is known; else by a mark, or by number and content."""
    linked, known = state.row.linked, _ours(state, world)
    if state.stranger and not linked and state.known.number == 0:
        return Match.SEVERAL if known else Match.FOREIGN
    if not known:
        return Match.ABSENT
    if len(known) > 1:
        return Match.SEVERAL
    if known == [wanted]:
        return Match.EQUAL
    return Match.OLDER if linked or world.marks else Match.FOREIGN


def _ours(state: State, world: World) -> list[int]:
    by_itself = state.row.linked or world.marks
    return [one.version for one in state.records if by_itself or one.number == state.known.number]


def _looked(state: State, world: World, number: int, worker: Worker) -> State:
    assert worker.match is not None
    write, version = state.known.intent, worker.version
    intent = intent_of(write, duplicate=state.known.duplicate) if write else None
    by_content = world.mutant == "early find by content" and worker.match is Match.EQUAL
    at = END - MINUTE if worker.early and not by_content else END
    found, current = Found(match=worker.match), (version, content(version))
    event = Looked(intent=intent, found=found, looked_at=at, level="top", current=current)
    absent = worker.match is Match.ABSENT
    after = told(happen(state, world, event, number), absent=absent and world.resolves)
    nothing_there = absent and after.row.phase is not Phase.CONFIRMING
    return replace(after, seen=True) if nothing_there else after


def begin_read_back(state: State, world: World, number: int) -> Iterator[tuple[str, State]]:
    if world.meddles and state.row.phase is Phase.IDLE and state.row.status is Status.SUCCESS:
        reading = Worker(at="reads", fenced_in=True, version=state.row.desired_version)
        yield "claim read-back", put(state, number, reading)


def reads_back(state: State, world: World, number: int, worker: Worker) -> Iterator[tuple[str, State]]:
    match worker.at:
        case "reads":
            match = seen(state, world, worker.version)
            yield "read", put(state, number, replace(worker, at="has read", match=match))
        case "has read":
            yield "store what was read", _read_back(state, world, number, worker)


def _read_back(state: State, world: World, number: int, worker: Worker) -> State:
    assert worker.match is not None
    fence = int(not worker.fenced_in)
    if world.mutant == "read back whatever was sent since":
        fence = state.row.fence
    return happen(state, world, ReadBack(found=Found(match=worker.match), fence=fence), number)
