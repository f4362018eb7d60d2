"""What a process of the web does again and again beside its requests."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def repeated(act: Callable[[], Awaitable[None]], *, seconds: float) -> AsyncIterator[None]:
    """As long as it is open; for the first time after a pause."""
    task = asyncio.create_task(_loop(act, seconds))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _loop(act: Callable[[], Awaitable[None]], seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        await act()
