"""Every interleaving of one object, two workers and a third party: production's `decide` chooses each next row.

There is no clock: a lease may end at any moment, and the quarantine is over when nothing of ours is in flight.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec.structs import replace

from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Accepted, Answered, Delivered, Event, Intended, Looked, Pressed
from backend.domain.protocol.row import Intent, Row
from backend.domain.push import ErrorClass, Found, Match, Outcome, Result
from backend.domain.status import Phase, Status
from backend.domain.verbs import Verb
from tests.domain.protocol.make import CLAIM, LEASE_ENDED, LOOK, MINUTE, NOW, QUIET, TIMES, make_row

VERSIONS, IN_FLIGHT = 3, 2
END = NOW + TIMES.quarantine

Mutant = Literal[
    "", "no lookup", "no quarantine", "key per attempt", "no fence", "update resets state", "answer for any attempt"
]


class World(msgspec.Struct, frozen=True):
    dedupes: bool = True  # a key that was completed is refused
    natural: bool = False  # a second record under one number is refused
    bounded: bool = True  # delays are: a quarantine outlasts every request
    refuses: int = 0  # this version
    spends: bool = False  # a key that was refused is refused for ever
    later: bool = False  # it acknowledges, and delivers its answers later, or never
    versions: int = VERSIONS
    presses: int = 2
    mutant: Mutant = ""


class Write(msgspec.Struct, frozen=True):
    create: bool
    version: int
    attempt: int
    key: tuple[object, ...]


class Worker(msgspec.Struct, frozen=True):
    at: str = "rest"
    fenced_in: bool = False  # its fence is still the row's
    version: int = 0
    write: Write | None = None
    early: bool = False
    match: Match | None = None


REST = Worker()


class State(msgspec.Struct, frozen=True):
    row: Row
    intent: Write | None = None  # what the row's open attempt says
    duplicate: bool = False  # it was refused as a duplicate
    workers: tuple[Worker, ...] = (REST, REST)
    flying: tuple[tuple[int, Write], ...] = ()
    mail: tuple[tuple[Write, str], ...] = ()  # answers that are not delivered yet
    records: tuple[int, ...] = ()  # versions that the third party holds
    keys: frozenset[tuple[object, ...]] = frozenset()
    presses: int = 2


START = State(make_row(fence=0))
Step = tuple[bool, State]  # whether it is a fault or an input; where it leads


def content(version: int) -> bytes:
    return str(version).encode()


def _intent(write: Write, *, duplicate: bool = False) -> Intent:
    return Intent(
        attempt=write.attempt,
        create=write.create,
        version=write.version,
        hash=content(write.version),
        refused_as_duplicate=duplicate,
    )


def _same_but_for_times(row: Row) -> Row:
    return replace(
        row,
        fence=0,
        crash_count=0,
        wanted_at=None,
        next_at=row.next_at and NOW,
        lease_until=row.lease_until and NOW + MINUTE,
        quarantine_until=row.quarantine_until and END,
    )


def happen(state: State, event: Event, worker: int | None = None, **then: object) -> State:
    """Let production decide; who holds an older fence learns it later."""
    after = decide(state.row, event, NOW).row
    workers = list(state.workers)
    if after.fence != state.row.fence:
        workers = [replace(one, fenced_in=False) for one in workers]
    if worker is not None:
        workers[worker] = Worker(**then)  # type: ignore[arg-type]
    keeps = after.open_attempt is not None
    return replace(
        state,
        row=_same_but_for_times(after),
        workers=tuple(workers),
        intent=state.intent if keeps else None,
        duplicate=state.duplicate and keeps,
    )


def _put(state: State, number: int, worker: Worker) -> State:
    return replace(state, workers=tuple(worker if n == number else w for n, w in enumerate(state.workers)))


def steps(state: State, world: World) -> Iterator[Step]:
    yield from _inputs(state, world)
    for number, worker in enumerate(state.workers):
        if worker.at != "rest":
            yield True, _put(state, number, REST)  # killed
        yield from ((False, after) for after in _work(state, world, number, worker))
        if worker.at == "waiting":
            yield True, _put(state, number, replace(worker, at=Result.UNKNOWN.value))  # gives up; it may still run
    yield from _third_party(state, world)
    yield from _mail(state, world)


def _inputs(state: State, world: World) -> Iterator[Step]:
    row = state.row
    if row.desired_version < world.versions:
        number = row.desired_version + 1
        newer = happen(state, Accepted(version=number, hash=content(number), automatic=True, quiet=QUIET))
        if world.mutant == "update resets state":
            reset = replace(newer.row, phase=Phase.IDLE, want=True, lease_until=None, open_attempt=None, next_at=NOW)
            newer = replace(newer, row=reset)
        yield True, newer
    verb = {Status.ERROR: Verb.FORCE_SYNCHRONIZE, Status.NOT_INTEGRATED: Verb.SYNCHRONIZE}.get(row.status)
    if verb and state.presses:
        yield True, replace(happen(state, Pressed(verb)), presses=state.presses - 1)
    if row.lease_until:
        holder = any(worker.fenced_in for worker in state.workers)
        yield holder, happen(replace(state, row=replace(row, lease_until=NOW)), LEASE_ENDED)


def _work(state: State, world: World, number: int, worker: Worker) -> Iterator[State]:
    row, fenced_in = state.row, worker.fenced_in or world.mutant == "no fence"
    match worker.at:
        case "rest" if row.phase is Phase.IDLE and row.want:
            yield happen(state, CLAIM, number, at="claimed", fenced_in=True, version=row.desired_version)
        case "rest" if row.phase is Phase.CONFIRMING and row.lease_until is None:
            yield from _begin_look(state, world, number)
        case "claimed":
            yield _commit(state, world, number, worker) if fenced_in else _put(state, number, REST)
        case "ready" if world.bounded and world.mutant != "no quarantine" and not worker.fenced_in:
            yield _put(state, number, REST)  # too late to send
        case "ready" if len(state.flying) < IN_FLIGHT and worker.write:
            sent = _put(state, number, replace(worker, at="waiting"))
            yield replace(sent, flying=(*state.flying, (number, worker.write)))
        case "look":
            yield _put(state, number, replace(worker, at="looked", match=_seen(state)))
        case "looked":
            yield _looked(state, number, worker) if fenced_in else _put(state, number, REST)
        case "applied" | "rejected" | "unknown" | "duplicate" | "acknowledged":
            yield _answered(state, world, number, worker)


def _commit(state: State, world: World, number: int, worker: Worker) -> State:
    row = state.row
    writes = [w.write for w in state.workers if w.write] + [write for _, write in state.flying]
    writes += [write for write, _ in state.mail]
    attempt = min(set(range(1, 9)) - {write.attempt for write in writes} - {row.open_attempt})
    update: tuple[object, ...] = ("update", row.create_epoch, worker.version, row.synced_version)
    key = update if row.linked else ("create", row.create_epoch)
    if world.mutant == "key per attempt":
        key = (*key, len(state.keys))
    write = Write(create=not row.linked, version=worker.version, attempt=attempt, key=key)
    event = Intended(
        attempt=attempt, version=worker.version, level="top", lease=TIMES.lease, quarantine=TIMES.quarantine
    )
    after = happen(state, event, number, at="ready", fenced_in=worker.fenced_in, write=write)
    if after.row.open_attempt == attempt:
        return replace(after, intent=write, duplicate=False)
    return _put(after, number, REST)


def _answered(state: State, world: World, number: int, worker: Worker) -> State:
    write = worker.write
    assert write is not None
    duplicate, intent = worker.at == "duplicate", _intent(write)
    if world.mutant == "no fence" and state.row.phase in (Phase.SENT, Phase.CONFIRMING, Phase.CLAIMED):
        lease = state.row.lease_until or NOW + MINUTE
        zombie = replace(
            state.row, phase=Phase.SENT, open_attempt=write.attempt, lease_until=lease, quarantine_until=END
        )
        state = replace(state, row=zombie, intent=write)
    ours = state.row.phase is Phase.SENT and state.row.open_attempt == write.attempt
    after = happen(state, Answered(intent=intent, outcome=_outcome(worker.at), times=TIMES), number)
    return replace(after, duplicate=duplicate) if ours else after


def _outcome(result: str) -> Outcome:
    if result == "duplicate":
        return Outcome(result=Result.UNKNOWN, error_class=ErrorClass.DUPLICATE)
    return Outcome(result=Result(result))


def _mail(state: State, world: World) -> Iterator[Step]:
    """Answers are delivered in any order, once or again and again."""
    for place, (write, result) in enumerate(state.mail):
        rest = replace(state, mail=state.mail[:place] + state.mail[place + 1 :])
        intent = _intent(write)
        if world.mutant == "answer for any attempt" and state.row.open_attempt:
            intent = replace(intent, attempt=state.row.open_attempt)
        ours = state.row.phase is Phase.CONFIRMING and state.row.open_attempt == intent.attempt
        after = happen(rest, Delivered(intent=intent, outcome=_outcome(result), times=TIMES))
        after = replace(after, duplicate=result == "duplicate" and after.intent is not None) if ours else after
        yield False, after
        yield True, replace(after, mail=state.mail)


def _begin_look(state: State, world: World, number: int) -> Iterator[State]:
    stale = any(w.at == "ready" and not (w.fenced_in and state.row.lease_until) for w in state.workers)
    over = (not state.flying and not stale) or not world.bounded or world.mutant == "no quarantine"
    if over and world.mutant == "no lookup":
        blind = replace(state.row, phase=Phase.IDLE, want=True, open_attempt=None, quarantine_until=None)
        yield replace(state, row=blind, intent=None)
    elif over:
        yield happen(state, LOOK, number, at="look", fenced_in=True)
    if world.bounded and not over:
        yield happen(state, LOOK, number, at="look", fenced_in=True, early=True)


def _seen(state: State) -> Match:
    if not state.records:
        return Match.ABSENT
    if len(state.records) > 1:
        return Match.SEVERAL
    wanted = state.intent.version if state.intent else state.row.desired_version
    if state.records == (wanted,):
        return Match.EQUAL
    return Match.OLDER if state.row.linked else Match.FOREIGN


def _looked(state: State, number: int, worker: Worker) -> State:
    assert worker.match is not None
    write = state.intent
    version = write.version if write else state.row.desired_version
    intent = _intent(write, duplicate=state.duplicate) if write else None
    at = END - MINUTE if worker.early else END
    found, current = Found(match=worker.match), (version, content(version))
    event = Looked(intent=intent, found=found, looked_at=at, level="top", current=current)
    return happen(state, event, number)


def _third_party(state: State, world: World) -> Iterator[Step]:
    """It runs what is in flight in any order; answers and requests get lost."""
    for place, (number, write) in enumerate(state.flying):
        rest = replace(state, flying=state.flying[:place] + state.flying[place + 1 :])
        result, done = _run(rest, world, write)
        worker = state.workers[number]
        if world.later:
            yield from _later(
                state, rest, replace(done, mail=(*done.mail, (write, result))[-IN_FLIGHT:]), number, write
            )
            continue
        lost = _put(rest, number, replace(worker, at=Result.UNKNOWN.value))
        if worker.at == "waiting" and worker.write == write:
            yield False, _put(done, number, replace(worker, at=result))
            yield True, _put(done, number, replace(worker, at=Result.UNKNOWN.value))
            yield True, lost
        else:
            yield False, done
            yield True, rest


def _later(state: State, never_run: State, answered: State, number: int, write: Write) -> Iterator[Step]:
    """An answer that overtakes the acknowledgement is kept until that is stored: as if it came after it."""
    worker = state.workers[number]
    if worker.at == "waiting" and worker.write == write:
        yield False, _put(state, number, replace(worker, at=Result.ACKNOWLEDGED.value))
    else:
        yield False, answered
        yield True, replace(answered, mail=answered.mail[:-1])  # its answer is lost
        yield True, never_run


def _run(state: State, world: World, write: Write) -> tuple[str, State]:
    if (world.dedupes and write.key in state.keys) or (world.natural and write.create and state.records):
        return "duplicate", state
    if write.version == world.refuses or (not write.create and not state.records):
        return Result.REJECTED.value, replace(state, keys=state.keys | {write.key}) if world.spends else state
    records = (*state.records, write.version) if write.create else (write.version, *state.records[1:])
    return Result.APPLIED.value, replace(state, records=tuple(sorted(records)), keys=state.keys | {write.key})
