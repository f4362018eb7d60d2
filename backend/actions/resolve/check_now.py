"""A person wants to know now what the third party holds."""

from datetime import datetime

from backend.actions.resolve.take import go_on, put, soon, take
from backend.domain.integrations.integration import Integration
from backend.domain.objects import Problem
from backend.domain.protocol.events import LookAsked
from backend.domain.protocol.row import Row
from backend.domain.sentence import Sentence
from backend.domain.status import RESOLVE_FIRST, Phase
from backend.runtime import Runtime
from backend.storage.postgres.database import transaction
from backend.storage.protocol import marks


async def check_now(runtime: Runtime, integration: Integration, binding: int, *, by: str) -> str | Problem:
    """Of what is confirming, whatever its category; and of records that stand in the way, which may be gone by now."""
    async with transaction():
        taken = await take(integration, binding)
        if isinstance(taken, Problem):
            return taken
        if taken.row.phase is Phase.CONFIRMING and await marks.undoable([binding]):
            return Sentence("It can still be undone: it is looked up by itself once that is over.")
        if not await put(integration, taken, LookAsked(), by=by, deed="look.asked"):
            return _nothing_to_look_for(taken.row)
        stopped = bool(await marks.stopped_among([binding], integration.automatic))
        said = _said(taken.row, taken.now, soon(runtime, integration), stopped=stopped)
    return await go_on(runtime, integration, binding, said)


def _nothing_to_look_for(row: Row) -> str | Problem:
    if row.phase is Phase.CONFIRMING:
        return Sentence("It is being looked up at this moment.")
    return Problem("object", Sentence("There is nothing to look up: its outcome is known"))


def _said(row: Row, now: datetime, soon: str, *, stopped: bool) -> str:
    if row.park in RESOLVE_FIRST:
        return Sentence("It is looked up %(soon)s. If nothing stands in the way any more, it is sent.", soon=soon)
    if stopped and not row.want:
        return Sentence("It is looked up %(soon)s. Its sync was stopped: it is not sent again.", soon=soon)
    if row.quarantine_until is not None and row.quarantine_until > now:
        until = f"{row.quarantine_until:%Y-%m-%d %H:%M:%S} UTC"
        return Sentence("It is looked up %(soon)s. Nothing is sent before %(until)s.", soon=soon, until=until)
    return Sentence("It is looked up %(soon)s, before anything is sent.", soon=soon)
