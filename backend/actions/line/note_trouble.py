"""Let all workers and people know why nothing can be sent, without a call that showed it."""

from datetime import timedelta

from backend.actions.line.note_call import note_call
from backend.domain.line.showing import Showing
from backend.storage import integrations


async def note_trouble(integration_id: int, showing: Showing, *, call: timedelta, probe: bool) -> None:
    """As a call would have shown it: see `note_call`."""
    await note_call(integration_id, showing, call=call, probe=probe)
    await integrations.note_line(integration_id, showing.why)
