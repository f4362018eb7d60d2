"""The database is a backup again: what was done since is known to the third party alone."""

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from backend.domain.protocol.events import Claimed, LookClaimed, Restored
from tests.domain.protocol.make import CLAIM, LOOK, NOW
from tests.domain.protocol.model.happening import happen, moved
from tests.domain.protocol.model.world import END, REST, State, Step, World


def restores(state: State, world: World) -> Iterator[Step]:
    """Whoever worked on the database is dead. It was held until all was marked: that takes no time here."""
    if not state.restores:
        return
    if state.backup is None:
        yield "backup", True, replace(state, backup=(state.row, state.known))
        return
    row, known = state.backup
    after = replace(
        state,
        row=row,
        known=known,
        workers=(REST,) * world.workers,
        backup=None,
        restores=state.restores - 1,
        restored=True,
        seen=False,
    )
    yield "restore", True, _marked(after, world)


def _marked(state: State, world: World) -> State:
    if world.mutant == "restored, looked up at once":
        return moved(state, world, replace(happen(state, world, Restored(NOW)).row, quarantine_until=None))
    return happen(state, world, Restored(END))


def claim_of(state: State, world: World) -> Claimed:
    if world.mutant == "restored, created without a look":
        return CLAIM
    if world.mutant == "restored, sent over what may fly" and state.row.linked:
        return CLAIM
    return replace(CLAIM, look_from=_look_from(state, world))


def look_of(state: State, world: World) -> LookClaimed:
    if world.mutant == "restored, believed at once":
        return LOOK
    return replace(LOOK, look_from=_look_from(state, world))


def _look_from(state: State, world: World) -> datetime | None:
    """When nothing that was sent before can be carried out any more."""
    if not state.restored:
        return None
    at_once = not state.flying or world.mutant == "restored, looked up at once"
    return NOW if at_once else END
