"""All that may happen next: what people and the ERP do, what workers do and suffer."""

from collections.abc import Iterator

from msgspec.structs import replace

from backend.domain.protocol.events import Accepted, Adopted, Answered, GivenBack, Intended, Looked, Pressed
from backend.domain.protocol.row import Row
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.outcome import Result
from backend.domain.status import Park, Phase
from backend.domain.syncs.verbs import Verb, left_out
from tests.domain.protocol.make import CLAIM, LEASE_ENDED, LOOK, MINUTE, NOW, QUIET, TIMES
from tests.domain.protocol.model.happening import happen, moved, put, reset
from tests.domain.protocol.model.third_party import mail, outcome_of, runs
from tests.domain.protocol.model.world import END, REST, State, Step, Worker, World, Write, content, intent_of

_ANSWERS = ("applied", "rejected", "not_applied", "unknown", "duplicate", "acknowledged")


def steps(state: State, world: World) -> Iterator[Step]:
    yield from _accepts(state, world)
    yield from _people(state, world)
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


def _accepts(state: State, world: World) -> Iterator[Step]:
    number = state.row.desired_version + 1
    if number > world.versions:
        return
    event = Accepted(version=number, hash=content(number), automatic=world.automatic, quiet=QUIET)
    newer = happen(state, world, event)
    if world.mutant == "newer version resets the state":
        newer = reset(newer, world)
    yield f"version {number}", True, newer


def _people(state: State, world: World) -> Iterator[Step]:
    row = state.row
    if row.park is Park.FOREIGN:
        yield "adopt", True, happen(state, world, Adopted("R1", "top"))
    if not state.presses:
        return
    pressed = replace(state, presses=state.presses - 1)
    if world.mutant == "force skips confirmation" and row.phase in (Phase.SENT, Phase.CONFIRMING):
        yield "force", True, reset(pressed, world)
    for verb in Verb:
        if left_out(row.status, verb, row.park) is None:
            yield verb.value, True, happen(pressed, world, Pressed(verb))


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
            yield "send", replace(sent, flying=(*state.flying, (number, worker.write)))
        case "look":
            wanted = state.intent.version if state.intent else state.row.desired_version
            seen = _seen(state, world, wanted)
            yield "look", put(state, number, replace(worker, at="looked", match=seen, version=wanted))
        case "looked":
            yield "conclude", _looked(state, world, number, worker)
        case one if one in _ANSWERS:
            yield f"store {one}", _answered(state, world, number, worker)


def _begin(state: State, world: World, number: int) -> Iterator[tuple[str, State]]:
    row = _ignoring_the_lease(state.row) if world.mutant == "no lease test" else state.row
    free = replace(state, row=row)
    if row.phase is Phase.IDLE and row.want:
        yield "claim", happen(free, world, CLAIM, number, at="claimed", fenced_in=True, version=row.desired_version)
    elif row.phase is Phase.CONFIRMING and row.lease_until is None:
        yield from _begin_look(free, world, number)


def _ignoring_the_lease(row: Row) -> Row:
    if row.phase is Phase.CLAIMED:
        return replace(row, phase=Phase.IDLE, lease_until=None)
    return replace(row, lease_until=None) if row.phase is Phase.CONFIRMING else row


def _begin_look(state: State, world: World, number: int) -> Iterator[tuple[str, State]]:
    stale = any(w.at == "ready" and not (w.fenced_in and state.row.lease_until) for w in state.workers)
    over = not (state.flying or stale)
    decides = over or not world.bounded or world.mutant == "no quarantine"
    if decides and world.mutant == "no look-up":
        yield "send again blindly", reset(state, world)
    elif decides:
        yield "claim look", happen(state, world, LOOK, number, at="look", fenced_in=True)
    if world.bounded and not over:
        yield "claim early look", happen(state, world, LOOK, number, at="look", fenced_in=True, early=True)


def _commit(state: State, world: World, number: int, worker: Worker) -> State:
    write = _write(state, world, worker)
    if world.mutant == "no intent":
        return put(state, number, replace(worker, at="ready", write=write))
    event = Intended(
        attempt=write.attempt, version=worker.version, level="top", lease=TIMES.lease, quarantine=TIMES.quarantine
    )
    after = happen(state, world, event, number, at="ready", fenced_in=worker.fenced_in, write=write)
    if after.row.open_attempt == write.attempt:
        return replace(after, intent=write, duplicate=False)
    return put(after, number, REST)


def _write(state: State, world: World, worker: Worker) -> Write:
    row = state.row
    known = [w.write for w in state.workers if w.write] + [write for _, write in state.flying]
    known += [write for write, _ in state.mail]
    attempt = min(set(range(1, 12)) - {write.attempt for write in known} - {row.open_attempt})
    update: tuple[object, ...] = ("update", row.create_epoch, worker.version, row.synced_version)
    key = update if row.linked else ("create", row.create_epoch)
    if world.mutant == "key per attempt":
        key = (*key, len(state.keys))
    return Write(create=not row.linked, version=worker.version, attempt=attempt, key=key)


def _answered(state: State, world: World, number: int, worker: Worker) -> State:
    write = worker.write
    assert write is not None
    if world.mutant == "no intent":
        return _answered_without_intent(state, world, number, worker)
    if world.mutant == "no fence" and state.row.phase in (Phase.SENT, Phase.CONFIRMING, Phase.CLAIMED):
        state = replace(state, row=_as_if_sent(state.row, write), intent=write)
    ours = state.row.phase is Phase.SENT and state.row.open_attempt == write.attempt
    after = _store(state, world, number, worker)
    return replace(after, duplicate=worker.at == "duplicate" and after.intent is not None) if ours else after


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


def _seen(state: State, world: World, wanted: int) -> Match:
    if world.stranger and not state.row.linked:
        return Match.FOREIGN
    if not state.records:
        return Match.ABSENT
    if len(state.records) > 1:
        return Match.SEVERAL
    if state.records == (wanted,):
        return Match.EQUAL
    return Match.OLDER if state.row.linked else Match.FOREIGN


def _looked(state: State, world: World, number: int, worker: Worker) -> State:
    assert worker.match is not None
    write, version = state.intent, worker.version
    intent = intent_of(write, duplicate=state.duplicate) if write else None
    by_content = world.mutant == "early find by content" and worker.match is Match.EQUAL
    at = END - MINUTE if worker.early and not by_content else END
    found, current = Found(match=worker.match), (version, content(version))
    event = Looked(intent=intent, found=found, looked_at=at, level="top", current=current)
    return happen(state, world, event, number)
