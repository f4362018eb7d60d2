"""Let all workers know what a call showed of the line."""

import random
from datetime import timedelta

import structlog
from msgspec.structs import replace

from backend.domain.line.breaker import Breaker, Call
from backend.domain.line.showing import Showing
from backend.domain.line.state import LineState
from backend.domain.line.times import LineTimes
from backend.storage.postgres.database import transaction
from backend.storage.protocol import lines
from backend.storage.protocol.attempts import storable

log = structlog.get_logger()


async def note_call(integration_id: int, showing: Showing, *, call: timedelta, probe: bool) -> LineState:
    """The line as it is known now. `call`: the hard limit of one call; `probe`: it was that of an open breaker."""
    showing = replace(showing, why=storable(showing.why))
    jitter = random.random()  # noqa: S311 - spreads probes, guards nothing
    async with transaction():
        known = await lines.lock(integration_id)
        this = Call(times=LineTimes.of(call), allowed=known.allowed, probe=probe, jitter=jitter)
        after = known.state.after_call(showing, known.now, this)
        if after != known.state:
            await lines.write(integration_id, after, tell=_is_seen(known.state, after))
    _log(integration_id, known.state.breaker, after.breaker)
    return after


def _is_seen(before: LineState, after: LineState) -> bool:
    breaker, other = before.breaker, after.breaker
    seen = (breaker.probe_at, breaker.slots, breaker.why) != (other.probe_at, other.slots, other.why)
    return seen or before.pacing.since != after.pacing.since


def _log(integration_id: int, before: Breaker, after: Breaker) -> None:
    if after.is_open and not before.is_open:
        log.warning("line.opened", integration_id=integration_id, why=after.why)
    elif before.open_since and not after.open_since:
        log.info("line.restored", integration_id=integration_id)
