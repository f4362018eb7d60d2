"""A worker whose event loop hangs ends, for whoever starts it again. Its leases let others go on long before."""

import asyncio
import contextlib
import faulthandler

from backend.runtime import Runtime

HUNG_SECONDS = 60.0  # nothing that we do keeps the loop for a tenth of that


async def end_when_hung(runtime: Runtime) -> None:
    """A thread without Python in it waits for the next sign of life. Without one it writes down where every thread
    stands and ends the process, as a crash would."""
    try:
        while not runtime.stopping.is_set():
            faulthandler.dump_traceback_later(HUNG_SECONDS, exit=True)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(runtime.stopping.wait(), HUNG_SECONDS / 10)
    finally:
        faulthandler.cancel_dump_traceback_later()
