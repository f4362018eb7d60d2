"""Work off what is due at one integration, over one of the connections that it allows."""

import asyncio
import contextlib
from datetime import timedelta

import structlog

from backend.actions.drains.drain import Drain
from backend.actions.drains.run_drain import run_drain
from backend.actions.line.note_trouble import mended_here, note_trouble
from backend.actions.line.unusable import unusable
from backend.actions.push.broken import OwnFaultError
from backend.domain.line.showing import Showed, Showing
from backend.domain.protocol.times import LINE_PAUSE, Times
from backend.runtime import Runtime
from backend.security.seal import UnsealError
from backend.storage import integrations
from backend.storage.protocol import slots

log = structlog.get_logger()

PAUSE_AT_MOST = timedelta(seconds=5)  # that a drain waits out, to keep a pace; for longer ones the bell is rung again


async def drain_slot(runtime: Runtime, integration_id: int, slot_number: int) -> None:
    """Idempotent: who does not hold the slot stops at once. Claiming and storing overlap with the wire."""
    integration = await integrations.read(integration_id)
    if integration is None or runtime.stopping.is_set():
        return
    if why := unusable(runtime, integration):
        await note_trouble(integration_id, mended_here(why), probe=True)
        return
    times = Times.of(runtime.promises(integration))
    taken = await slots.take(integration_id, slot_number, times.lease)
    if taken is None:
        return
    drain = Drain(runtime, integration, times, slot_number, taken)
    try:
        await _work_off(drain)
    finally:
        await slots.free(integration_id, slot_number, taken.fence, rest=drain.rest)
    await _wait(runtime, drain.pause)
    if not runtime.stopping.is_set():
        await runtime.bell.ring(slot for slot in await slots.due() if slot == (integration_id, slot_number))


async def _work_off(drain: Drain) -> None:
    """A fault of this side is noted of the line: the next drain meets it again."""
    integration_id, call, probe = drain.integration.id, drain.times.call, drain.probe
    try:
        await run_drain(drain)
    except UnsealError as problem:
        await note_trouble(integration_id, mended_here(str(problem)), call=call, probe=probe)
    except OwnFaultError as problem:
        log.exception("drain.fault", integration_id=integration_id)
        drain.rest = max(drain.rest, min(LINE_PAUSE, call))
        fault = Showing(showed=Showed.FAILS, why=str(problem), ours=True)
        drain.keep_pace(await note_trouble(integration_id, fault, call=call, probe=probe))
    except asyncio.CancelledError:
        drain.rest = drain.times.rest  # what was cut off may still be executed there
        raise


async def _wait(runtime: Runtime, pause: timedelta) -> None:
    """Shorter than a turn of the loop that rings: the pace is kept, and no slower than need be."""
    if timedelta(0) < pause <= PAUSE_AT_MOST:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(runtime.stopping.wait(), pause.total_seconds())
