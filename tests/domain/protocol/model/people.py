"""What people do: press, and decide about what does not go on by itself."""

from collections.abc import Iterator

from msgspec.structs import replace

from backend.domain.protocol.events import Adopted, LookAsked, Pressed, Renumbered, SentAgain
from backend.domain.protocol.steps.ends import queued
from backend.domain.status import RESOLVE_FIRST, Park, Phase
from backend.domain.syncs.verbs import Verb, left_out
from tests.domain.protocol.make import NOW
from tests.domain.protocol.model.happening import happen, moved, reset, told
from tests.domain.protocol.model.world import Record, State, Step, World


def people(state: State, world: World) -> Iterator[Step]:
    row = state.row
    if row.park is Park.FOREIGN and world.adopts and not _was_renumbered(state):
        yield "adopt", True, _adopted(state, world)
    if world.resolves:
        yield from _resolves(state, world)
    if not state.presses:
        return
    pressed = replace(state, presses=state.presses - 1)
    if world.mutant == "force skips confirmation" and row.phase in (Phase.SENT, Phase.CONFIRMING):
        yield "force", True, reset(pressed, world)
    for verb in Verb:
        if left_out(row.status, verb, row.park) is None:
            yield verb.value, True, happen(pressed, world, Pressed(verb))


def _was_renumbered(state: State) -> bool:
    """Before the database was restored, which knows nothing of it: who decides otherwise now has two records."""
    ever = [record.number for record in state.records] + [write.number for _, write in state.flying]
    return state.restored and state.known.number not in ever and any(ever)


def _adopted(state: State, world: World) -> State:
    """The stranger's, if that was in the way."""
    if not state.records and state.stranger:
        state = replace(state, records=(Record(state.stranger),), stranger=0)
    return happen(state, world, Adopted("R1", "top"))


def _resolves(state: State, world: World) -> Iterator[Step]:
    row = state.row
    if row.park in RESOLVE_FIRST:
        yield "check now", True, happen(state, world, LookAsked())
    if row.park is Park.FOREIGN and state.stranger and state.known.number == 0:  # nobody says so of what is ours
        yield "renumber", True, told(_renumbered(state, world), number=1)
    if state.presses and (_may_be_sent_again(state) or world.mutant == "sent again while it may fly"):
        yield "send again", True, _sent_again(replace(state, presses=state.presses - 1), world)


def _may_be_sent_again(state: State) -> bool:
    """As the action asks, under the lock of the row."""
    return state.row.park is Park.ORDINARY and state.known.absent


def _renumbered(state: State, world: World) -> State:
    if world.mutant == "another number, another key":
        state = replace(state, row=replace(state.row, epoch_unknown=False))
    return happen(state, world, Renumbered())


def _sent_again(state: State, world: World) -> State:
    if world.mutant == "sent again while it may fly":
        state = replace(state, row=replace(reset(state, world).row, phase=Phase.PARKED, park=Park.ORDINARY, want=False))
    after = happen(state, world, SentAgain())
    return moved(after, world, queued(after.row, NOW)) if world.mutant == "sent again without a look" else after
