"""Waiting until something holds: as short as it can be, with a bound for machines of any speed."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

PATIENCE_SECONDS = 60


def wait_until(holds: Callable[[], Any], *, seconds: float = PATIENCE_SECONDS) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, f"it did not happen in {seconds} s"
        time.sleep(0.01)


async def until(holds: Callable[[], Awaitable[Any]], *, seconds: float = PATIENCE_SECONDS) -> None:
    ends = time.monotonic() + seconds
    while not await holds():
        assert time.monotonic() < ends, f"it did not happen in {seconds} s"
        await asyncio.sleep(0.01)
