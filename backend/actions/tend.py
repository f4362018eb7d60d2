"""Mend what a crash left behind, and ring for what is due. Runs in every worker and, as a watchdog, in web."""

from datetime import timedelta

import structlog

from backend.actions.answers.settle_answers import settle_open_answers
from backend.actions.instances.know_instance import know_instance
from backend.actions.instances.mark_restored import mark_restored
from backend.actions.integrations.backfill import backfill_some
from backend.actions.line.apart import apart
from backend.actions.line.resume_rows import resume_rows
from backend.actions.notifications.note_episodes import note_episodes
from backend.actions.push.unsent.settle_blocked import AT_ONCE, settle_blocked
from backend.actions.retention.forget_old import forget_old
from backend.actions.syncs.mark_chunks import mark_chunks
from backend.actions.syncs.withdraw import withdraw
from backend.domain.integrations.integration import Integration
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import LeaseEnded
from backend.domain.protocol.times import RECHECK_BLOCKED, UNCONFIRMED_AFTER, Times
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.counts import tallies, throughput, usage
from backend.storage.postgres import statistics
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings, slots
from backend.storage.protocol.bindings import Change
from backend.storage.workers import overdue

log = structlog.get_logger()

SOUND_ALARM = timedelta(seconds=30)
NOTE_EPISODES = timedelta(seconds=10)
TELL_UNCONFIRMED = timedelta(hours=1)
FORGET_OLD = timedelta(minutes=1)
_MOST = 500
_SYNC_SECONDS = 2.0  # of marking in one turn, and of withdrawing
_CHUNKS = 10  # of long work in one turn: leases are not kept waiting for long


async def tend(runtime: Runtime) -> None:
    """One turn. Each part is a transaction of its own; any process may do it at any time."""
    if runtime.witness is not None:
        await know_instance(runtime, runs=True)  # the server may have failed over under our feet
    await mark_restored(runtime)
    await reap_leases(runtime)
    if runtime.is_time("recheck_blocked", RECHECK_BLOCKED):
        await recheck_blocked()
    if runtime.is_time("unconfirmed", TELL_UNCONFIRMED):
        await tell_unconfirmed()
    await tallies.fold()
    await usage.fold()
    await throughput.fold()
    await statistics.refresh()
    await resume_rows()
    await runtime.bell.ring(await slots.due())
    await resume_backfills(runtime)
    await settle_open_answers(runtime)
    await advance_syncs(runtime)
    if runtime.is_time("note_episodes", NOTE_EPISODES):
        await note_episodes(runtime)
    if runtime.is_time("sound_alarm", SOUND_ALARM):
        await sound_alarm()
    if runtime.is_time("forget_old", FORGET_OLD):
        await forget_old(runtime)


async def reap_leases(runtime: Runtime) -> None:
    """T24, T32, T35: the holder died, or was too slow."""
    for integration in await integrations.every():
        async with apart(runtime, integration.id):
            await _reap(integration, Times.of(runtime.promises(integration)))


async def _reap(integration: Integration, times: Times) -> None:
    async with transaction():
        rows, now = await bindings.lock(await bindings.expired(integration.id, _MOST))
        changes = [Change(row, decide(row, LeaseEnded(times), now)) for row in rows]
        await bindings.apply(changes, integration=integration.id)


async def recheck_blocked() -> None:
    """The net below the completions: who was blocked while its parent's answer was stored, and whom a crash left."""
    for integration in await integrations.every():
        for _ in range(_CHUNKS):
            due = await bindings.blocked_due(integration.id, AT_ONCE)
            await settle_blocked(integration, due)
            if len(due) < AT_ONCE:
                break


async def tell_unconfirmed() -> None:
    """T36: they stay pending, however long; nothing is sent again, and nobody forgets them."""
    for integration, count, since in await bindings.unconfirmed(UNCONFIRMED_AFTER):
        log.warning("objects.unconfirmed", integration_id=integration, count=count, since=since.isoformat())


async def advance_syncs(runtime: Runtime) -> None:
    """Who pressed was answered before all was marked, or withdrawn; or died."""
    if await mark_chunks(seconds=_SYNC_SECONDS):
        await runtime.bell.ring(await slots.due())
    await withdraw(runtime, seconds=_SYNC_SECONDS)


async def resume_backfills(runtime: Runtime) -> None:
    """Who created the integration may have died before every object had its binding."""
    for integration_id in await integrations.open_backfills():
        async with apart(runtime, integration_id):
            for _ in range(_CHUNKS):
                if not await backfill_some(runtime, integration_id):
                    break


async def sound_alarm() -> None:
    """Nothing may be pending without a next step that is taken. The screen says it too."""
    for integration_id, since in (await overdue()).items():
        log.error("pending.overdue", integration_id=integration_id, since=since.isoformat())
