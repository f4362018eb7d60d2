"""Remove what was kept for as long as the settings say, and is needed for no decision any more."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from backend.actions.line.apart import apart
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.postgres.database import transaction
from backend.storage.retention import forgetting

AT_ONCE = 500  # rows of one transaction: requests and answers are long
_CHUNKS = 10  # of each in one turn: leases are not kept waiting for long


async def forget_old(runtime: Runtime) -> None:
    """One turn; the next ones go on. Any process may do it at any time: of two that do, one goes on."""
    settings = runtime.settings
    answers, syncs = timedelta(days=settings.keep_answers_days), timedelta(days=settings.keep_syncs_days)
    for one in await integrations.every():
        async with apart(runtime, one.id):
            await _forget_of(one.id, answers, syncs)
    if answers:
        await _by_and_by(partial(forgetting.forget_episodes, answers, AT_ONCE))
        await forgetting.forget_visits(answers)


async def _forget_of(integration: int, answers: timedelta, syncs: timedelta) -> None:
    if answers:
        await _by_and_by(partial(forgetting.forget_exchanges, integration, answers, AT_ONCE))
    if syncs:
        await _by_and_by(partial(forgetting.forget_syncs, integration, syncs, AT_ONCE))


async def _by_and_by(forget: Callable[[], Awaitable[int]]) -> None:
    for _ in range(_CHUNKS):
        async with transaction():
            gone = await forget() if await forgetting.alone() else 0
        if not gone:
            break
