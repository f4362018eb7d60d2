"""All that may happen next: what the ERP does, what workers do and suffer, and all that others do."""

from collections.abc import Iterator

from msgspec.structs import replace

from backend.domain.protocol.events import Accepted, Answered, GivenBack, Intended
from backend.domain.protocol.row import Row
from backend.domain.pushes.outcome import Result
from backend.domain.status import Phase
from tests.domain.protocol.make import LEASE_ENDED, MINUTE, NOW, QUIET, TIMES
from tests.domain.protocol.model.happening import happen, moved, put, reset, told
from tests.domain.protocol.model.looking import begin_look, begin_read_back, looks, reads_back
from tests.domain.protocol.model.people import people
from tests.domain.protocol.model.restoring import claim_of, restores
from tests.domain.protocol.model.third_party import mail, meddles, outcome_of, runs
from tests.domain.protocol.model.world import END, REST, State, Step, Worker, World, Write, content, intent_of

_ANSWERS = ("applied", "rejected", "not_applied", "unknown", "duplicate", "acknowledged")


def steps(state: State, world: World) -> Iterator[Step]:
    yield from _accepts(state, world)
    yield from people(state, world)
    yield from _lease_ends(state, world)
    for number, worker in enumerate(state.workers):
        if worker.at != "rest":
            yield "kill", True, put(state, number, REST)
        for name, after in _work(state, world, number, worker):
            yield name, False, after
        if worker.at == "waiting":
            yield "call gives up", True, put(state, number, replace(worker, at=Result.UNKNOWN.value))
    yield from runs(state, world)
    yield from mail(state, world)
    yield from meddles(state)
    yield from restores(state, world)


def _accepts(state: State, world: World) -> Iterator[Step]:
    number = state.row.desired_version + 1
    if number > world.versions:
        return
    event = Accepted(version=number, hash=content(number), automatic=world.automatic, quiet=QUIET)
    newer = happen(state, world, event)
    if world.mutant == "newer version resets the state":
        newer = reset(newer, world)
    yield f"version {number}", True, newer


def _lease_ends(state: State, world: World) -> Iterator[Step]:
    """At any moment; a fault only if its holder is alive."""
    if state.row.lease_until:
        holder = any(worker.fenced_in for worker in state.workers)
        over = replace(state, row=replace(state.row, lease_until=NOW))
        yield "lease ends", holder, happen(over, world, LEASE_ENDED)


def _work(state: State, world: World, number: int, worker: Worker) -> Iterator[tuple[str, State]]:
    fenced_in = worker.fenced_in or world.mutant == "no fence"
    match worker.at:
        case "rest":
            yield from _begin(state, world, number)
        case "claimed" | "look" | "looked" if not fenced_in:
            yield "abandon", put(state, number, REST)
        case "claimed":
            yield "commit intent", _commit(state, world, number, worker)
            yield "give back", happen(state, world, GivenBack(), number)
        case "ready" if world.bounded and world.mutant != "no quarantine" and not worker.fenced_in:
            yield "too late to send", put(state, number, REST)
        case "ready" if len(state.flying) < world.in_flight and worker.write:
            sent = put(state, number, replace(worker, at="waiting"))
            unseen = worker.write.create and not state.seen
            yield "send", replace(sent, flying=(*state.flying, (number, worker.write)), unseen=unseen)
        case "look" | "looked":
            yield from looks(state, world, number, worker)
        case "reads" | "has read":
            yield from reads_back(state, world, number, worker)
        case one if one in _ANSWERS:
            yield f"store {one}", _answered(state, world, number, worker)


def _begin(state: State, world: World, number: int) -> Iterator[tuple[str, State]]:
    row = _ignoring_the_lease(state.row) if world.mutant == "no lease test" else state.row
    free = replace(state, row=row)
    if row.phase is Phase.IDLE and row.want:
        yield "claim", _claim(free, world, number)
    elif row.phase is Phase.CONFIRMING and row.lease_until is None:
        yield from begin_look(free, world, number)
    else:
        yield from begin_read_back(state, world, number)


def _claim(state: State, world: World, number: int) -> State:
    """What is looked up first is left to whoever looks."""
    holds = {"at": "claimed", "fenced_in": True, "version": state.row.desired_version}
    after = happen(state, world, claim_of(state, world), number, **holds)
    return after if after.row.phase is Phase.CLAIMED else put(after, number, REST)


def _ignoring_the_lease(row: Row) -> Row:
    if row.phase is Phase.CLAIMED:
        return replace(row, phase=Phase.IDLE, lease_until=None)
    return replace(row, lease_until=None) if row.phase is Phase.CONFIRMING else row


def _commit(state: State, world: World, number: int, worker: Worker) -> State:
    write = _write(state, world, worker)
    if world.mutant == "no intent":
        return put(state, number, replace(worker, at="ready", write=write))
    event = Intended(
        attempt=write.attempt, version=worker.version, level="top", lease=TIMES.lease, quarantine=TIMES.quarantine
    )
    after = happen(state, world, event, number, at="ready", fenced_in=worker.fenced_in, write=write)
    if after.row.open_attempt == write.attempt:
        return told(after, intent=write, duplicate=False, absent=False)
    return put(after, number, REST)


def _write(state: State, world: World, worker: Worker) -> Write:
    row = state.row
    known = [w.write for w in state.workers if w.write] + [write for _, write in state.flying]
    known += [write for write, _ in state.mail]
    kept = state.backup[0].open_attempt if state.backup else None
    attempt = min(set(range(1, 12)) - {write.attempt for write in known} - {row.open_attempt, kept})
    update: tuple[object, ...] = ("update", row.create_epoch, worker.version, row.synced_version)
    key = update if row.linked else ("create", row.create_epoch)
    if world.mutant == "key per attempt":
        key = (*key, len(state.keys))
    number = state.known.number
    return Write(create=not row.linked, version=worker.version, attempt=attempt, key=key, number=number)


def _answered(state: State, world: World, number: int, worker: Worker) -> State:
    write = worker.write
    assert write is not None
    if world.mutant == "no intent":
        return _answered_without_intent(state, world, number, worker)
    if world.mutant == "no fence" and state.row.phase in (Phase.SENT, Phase.CONFIRMING, Phase.CLAIMED):
        state = told(replace(state, row=_as_if_sent(state.row, write)), intent=write)
    ours = state.row.phase is Phase.SENT and state.row.open_attempt == write.attempt
    after = _store(state, world, number, worker)
    return told(after, duplicate=worker.at == "duplicate" and after.known.intent is not None) if ours else after


def _answered_without_intent(state: State, world: World, number: int, worker: Worker) -> State:
    """Nothing says that something was sent: what is unknown is forgotten."""
    assert worker.write is not None
    if not worker.fenced_in or state.row.phase is not Phase.CLAIMED:
        return put(state, number, REST)
    if worker.at in ("unknown", "duplicate"):
        return reset(put(state, number, REST), world)
    row = replace(_as_if_sent(state.row, worker.write), want=False)
    return _store(replace(state, row=row), world, number, worker)


def _as_if_sent(row: Row, write: Write) -> Row:
    lease = row.lease_until or NOW + MINUTE
    return replace(row, phase=Phase.SENT, open_attempt=write.attempt, lease_until=lease, quarantine_until=END)


def _store(state: State, world: World, number: int, worker: Worker) -> State:
    assert worker.write is not None
    event = Answered(intent=intent_of(worker.write), outcome=outcome_of(worker.at), times=TIMES)
    after = happen(state, world, event, number)
    if world.mutant == "success without version" and worker.at == "applied" and after.row != state.row:
        row = after.row
        row = replace(row, synced_version=row.desired_version, synced_hash=row.desired_hash, want=False, next_at=None)
        return moved(after, world, row)
    return after
