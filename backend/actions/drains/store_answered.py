"""Store what a call answered, and tell what it showed of the line."""

from backend.actions.drains.drain import Answered, Drain, PushAnswered
from backend.actions.line.note_call import note_call
from backend.actions.looks.complete_looks import complete_looks
from backend.actions.push.complete import complete
from backend.actions.read_backs.claim_read_backs import ReadBackBatch
from backend.actions.read_backs.complete_read_backs import complete_read_backs
from backend.domain.line.showing import Showed, Showing
from backend.storage.postgres.again import insist


async def store_answered(drain: Drain, answered: Answered) -> None:
    """What closes the line is told first: the sooner all know, the less is sent in vain. While all is well nothing
    is told, and nothing is asked for it."""
    showing = answered.showing
    told = showing is not None and showing.showed is not Showed.WORKS
    try:
        if showing is not None and told:
            await _note(drain, showing)
    finally:
        unsettled = await insist(lambda: _complete(drain, answered), seconds=drain.times.lease.total_seconds())
    if showing is not None and unsettled and not told:
        await _note(drain, showing)


async def _complete(drain: Drain, answered: Answered) -> bool:
    """Whether breaker or pacing of the line have anything to say. An answer in hand outlasts a restart of the
    database, as long as its rows are leased."""
    if isinstance(answered, PushAnswered):
        return await complete(drain.runtime, drain.integration, answered.sent, answered.outcomes, drain.times)
    if isinstance(answered.batch, ReadBackBatch):
        await complete_read_backs(drain.integration, answered.batch, answered.found)
        return False
    return await complete_looks(drain.integration, answered.batch, answered.found)


async def _note(drain: Drain, showing: Showing) -> None:
    drain.keep_pace(await note_call(drain.integration.id, showing, call=drain.times.call, probe=drain.probe))
