"""Once more: for transactions that find out by themselves what was done already."""

import asyncio
import functools
import random
import time
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

import asyncpg
import structlog

from backend.storage.postgres.database import UNAVAILABLE, engine

log = structlog.get_logger()

CONFLICTS = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)  # nothing was done; who comes later may go on
_TRIES = 5
_PAUSE_SECONDS = 0.05
_LONGEST_PAUSE_SECONDS = 2.0

P = ParamSpec("P")
T = TypeVar("T")


def retried(action: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Of two that waited for each other the database let one go: it begins anew, five times at most. Who stands in an
    open transaction cannot: all of that is gone."""

    @functools.wraps(action)
    async def trying(*args: P.args, **kwargs: P.kwargs) -> T:
        for left in reversed(range(_TRIES)):
            try:
                return await action(*args, **kwargs)
            except CONFLICTS:
                if not left or engine().current_transaction.get():
                    raise
                await asyncio.sleep(random.uniform(0, _PAUSE_SECONDS))  # noqa: S311
        raise AssertionError

    return trying


async def insist(action: Callable[[], Awaitable[T]], *, seconds: float) -> T:
    """While the database is away, until that long has passed. What was done although its commit was not confirmed is
    done again, so it must not matter."""
    ends, pause = time.monotonic() + seconds, _PAUSE_SECONDS
    while True:
        try:
            return await action()
        except UNAVAILABLE as problem:
            if time.monotonic() + pause > ends:
                raise
            log.warning("database.unavailable", problem=str(problem) or type(problem).__name__)
        await asyncio.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
