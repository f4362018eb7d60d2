"""The loops of every process: a turn, again and again, until the process stops."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from backend.actions.tend import tend
from backend.runtime import Runtime
from backend.storage.postgres.database import UNAVAILABLE

log = structlog.get_logger()

PERIOD_SECONDS = 2.0
TURN_SECONDS = 300.0  # whatever it waits for: a turn that hangs must not be the last one


async def keep_tending(runtime: Runtime, *, period: float = PERIOD_SECONDS) -> None:
    await keep_doing(runtime, lambda: tend(runtime), period=period)


async def keep_doing(
    runtime: Runtime,
    turn: Callable[[], Coroutine[Any, Any, None]],
    *,
    period: float = PERIOD_SECONDS,
    longest: float = TURN_SECONDS,
) -> None:
    """Each turn in a task of its own: a connection that dies in a transaction spoils only its own task."""
    while not runtime.stopping.is_set():
        try:
            await asyncio.wait_for(asyncio.create_task(turn()), longest)
        except UNAVAILABLE as problem:
            log.warning("database.unavailable", problem=str(problem) or type(problem).__name__)
        except Exception:  # one row that breaks us must not stop all others, nor the workers that hold them
            log.exception("tending.failed")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(runtime.stopping.wait(), period)
