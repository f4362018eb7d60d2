"""A worker that has grown too large ends in good order, for whoever starts it again."""

import asyncio
import contextlib
import os
from pathlib import Path

import structlog

from backend.runtime import Runtime

log = structlog.get_logger()

PERIOD_SECONDS = 10.0
_MEGABYTE = 1024 * 1024


async def watch_memory(runtime: Runtime) -> None:
    """Without a limit, or where the system does not tell (only Linux does), nothing is watched."""
    limit = runtime.settings.worker_memory
    while limit and not runtime.stopping.is_set():
        if (used := used_megabytes()) > limit:
            log.warning("worker.too_large", megabytes=used, limit=limit)
            runtime.stopping.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(runtime.stopping.wait(), PERIOD_SECONDS)


def used_megabytes() -> int:
    """Resident; 0 where nobody tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // _MEGABYTE
