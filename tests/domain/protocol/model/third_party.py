"""What the third party does with requests: it runs them in any order, and answers get lost, or come later."""

from collections.abc import Iterator

from msgspec.structs import replace

from backend.domain.protocol.events import Delivered
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.domain.status import Phase
from tests.domain.protocol.make import TIMES
from tests.domain.protocol.model.happening import happen, put, told
from tests.domain.protocol.model.world import EDITED, Record, State, Step, World, Write, intent_of


def outcome_of(result: str) -> Outcome:
    if result == "duplicate":
        return Outcome(result=Result.UNKNOWN, error_class=ErrorClass.DUPLICATE)
    if result == Result.NOT_APPLIED.value:
        return Outcome(result=Result.NOT_APPLIED, error_class=ErrorClass.CONNECTION)
    return Outcome(result=Result(result))


def runs(state: State, world: World) -> Iterator[Step]:
    """It runs what is in flight in any order; answers and requests get lost."""
    for place, (number, write) in enumerate(state.flying):
        rest = replace(state, flying=state.flying[:place] + state.flying[place + 1 :])
        result, done = _run(rest, world, write)
        if world.later:
            yield from _later(state, rest, _posted(done, write, result, most=world.in_flight), number, write)
        else:
            yield from _at_once(state, rest, done, number, write, result, away=world.away)


def _at_once(
    state: State, never_run: State, done: State, number: int, write: Write, result: str, *, away: bool
) -> Iterator[Step]:
    worker = state.workers[number]
    if worker.at != "waiting" or worker.write != write:
        yield "runs late", False, done
        yield "request lost", True, never_run
        return
    unknown = replace(worker, at=Result.UNKNOWN.value)
    yield "answers", False, put(done, number, replace(worker, at=result))
    yield "answer lost", True, put(done, number, unknown)
    yield "request lost", True, put(never_run, number, unknown)
    if away:
        yield "not now", True, put(never_run, number, replace(worker, at=Result.NOT_APPLIED.value))


def _posted(state: State, write: Write, result: str, *, most: int) -> State:
    return replace(state, mail=(*state.mail, (write, result))[-most:])


def _later(state: State, never_run: State, answered: State, number: int, write: Write) -> Iterator[Step]:
    """An answer that overtakes the acknowledgement is kept until that is stored: as if it came after it."""
    worker = state.workers[number]
    if worker.at == "waiting" and worker.write == write:
        yield "acknowledges", False, put(state, number, replace(worker, at=Result.ACKNOWLEDGED.value))
    else:
        yield "runs later", False, answered
        yield "later answer lost", True, replace(answered, mail=answered.mail[:-1])
        yield "request lost", True, never_run


def _run(state: State, world: World, write: Write) -> tuple[str, State]:
    if (world.dedupes and write.key in state.keys) or (world.natural and write.create and _taken(state, write.number)):
        return "duplicate", state
    if write.version == world.refuses or (not write.create and not state.records):
        return Result.REJECTED.value, replace(state, keys=state.keys | {write.key}) if world.spends else state
    if write.create:
        records = (*state.records, Record(write.version, write.number))
    else:
        records = (state.records[0]._replace(version=write.version), *state.records[1:])
    after = replace(state, records=tuple(sorted(records)), keys=state.keys | {write.key}, deleted=None)
    return Result.APPLIED.value, after


def _taken(state: State, number: int) -> bool:
    return any(record.number == number for record in state.records) or (state.stranger > 0 and number == 0)


def meddles(state: State) -> Iterator[Step]:
    """Somebody there changes what is there. What was deleted comes back only where nobody works on it: no protocol can
    help against people who enter by hand what is just being sent."""
    if not state.meddles:
        return
    after = replace(state, meddles=state.meddles - 1)
    if len(state.records) == 1:
        record = state.records[0]
        if record.version != EDITED:
            yield "edited there", True, replace(after, records=(record._replace(version=EDITED),))
        yield "deleted there", True, replace(after, records=(), deleted=record)
    elif state.deleted is not None and state.row.phase is Phase.PARKED:
        yield "brought back there", True, replace(after, records=(state.deleted,), deleted=None)
    if state.stranger:
        yield "the stranger goes", True, replace(after, stranger=0)


def mail(state: State, world: World) -> Iterator[Step]:
    """Answers are delivered in any order, once or again and again."""
    for place, (write, result) in enumerate(state.mail):
        after = _delivered(state, world, write, result)
        yield "delivers again", True, after
        yield "delivers", False, replace(after, mail=state.mail[:place] + state.mail[place + 1 :])


def _delivered(state: State, world: World, write: Write, result: str) -> State:
    intent = intent_of(write)
    if world.mutant == "answer for any attempt" and state.row.open_attempt:
        intent = replace(intent, attempt=state.row.open_attempt)
    ours = state.row.phase is Phase.CONFIRMING and state.row.open_attempt == intent.attempt
    after = happen(state, world, Delivered(intent=intent, outcome=outcome_of(result), times=TIMES))
    return told(after, duplicate=result == "duplicate" and after.known.intent is not None) if ours else after
