"""An event happens to the row of a state: production decides."""

from msgspec.structs import replace

from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Event
from backend.domain.protocol.row import Row
from backend.domain.status import Phase
from tests.domain.protocol.make import MINUTE, NOW
from tests.domain.protocol.model.world import END, State, Worker, World

_rows: dict[Row, Row] = {}  # one of each, so that millions of states fit


def happen(state: State, world: World, event: Event, worker: int | None = None, **then: object) -> State:
    """Who holds an older fence learns it later. The worker is then as `then` says."""
    after = decide(state.row, event, NOW).row
    workers = list(state.workers)
    if after.fence != state.row.fence:
        workers = [replace(one, fenced_in=False) for one in workers]
    if worker is not None:
        workers[worker] = Worker(**then)  # type: ignore[arg-type]
    return moved(replace(state, workers=tuple(workers)), world, after)


def moved(state: State, world: World, row: Row) -> State:
    """There is no clock: all times of one kind are the same."""
    keeps = row.open_attempt is not None
    row = replace(
        row,
        fence=0,
        crash_count=row.crash_count if world.counts_crashes else 0,
        wanted_at=None,
        next_at=row.next_at and NOW,
        lease_until=row.lease_until and NOW + MINUTE,
        quarantine_until=row.quarantine_until and END,
    )
    known = state.known if keeps else replace(state.known, intent=None, duplicate=False)
    return replace(state, row=_rows.setdefault(row, row), known=known)


def put(state: State, number: int, worker: Worker) -> State:
    return replace(state, workers=tuple(worker if n == number else w for n, w in enumerate(state.workers)))


def told(state: State, **known: object) -> State:
    return replace(state, known=replace(state.known, **known))


def reset(state: State, world: World) -> State:
    """What no sound protocol does: as if nothing were under way."""
    row = replace(
        state.row,
        phase=Phase.IDLE,
        park=None,
        want=True,
        next_at=NOW,
        lease_until=None,
        open_attempt=None,
        quarantine_until=None,
    )
    return moved(state, world, row)
