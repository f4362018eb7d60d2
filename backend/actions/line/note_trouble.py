"""Let all workers and people know why nothing can be sent, without a call that showed it."""

from datetime import timedelta

from backend.actions.line.note_call import note_call
from backend.domain.line.showing import Showed, Showing
from backend.domain.line.state import LineState
from backend.storage import integrations

CALL = timedelta(minutes=1)  # the limit of a call where the settings cannot be read


async def note_trouble(
    integration_id: int, showing: Showing, *, call: timedelta = CALL, probe: bool = False
) -> LineState:
    """As a call would have shown it: see `note_call`."""
    line = await note_call(integration_id, showing, call=call, probe=probe)
    await integrations.note_line(integration_id, showing.why)
    return line


def mended_here(why: str) -> Showing:
    """Nobody is asked before a person mends the settings: tried as seldom as can be."""
    return Showing(showed=Showed.REFUSED, why=why, credentials=True, ours=True)
