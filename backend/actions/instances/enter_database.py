"""At the start of a process: work only on a database that its home knows, or for which others vouch."""

import asyncio
import contextlib
import time
from datetime import timedelta

import structlog

from backend.actions.instances.know_instance import know_instance
from backend.domain.instances.recognizing import Verdict
from backend.domain.sentence import kept
from backend.runtime import Runtime
from backend.storage.instances.witness import read_witness

log = structlog.get_logger()

PATIENCE = timedelta(seconds=12)  # others vouch every five
ASK_SECONDS = 0.5


async def enter_database(runtime: Runtime, *, decides: bool) -> None:
    """Returns once it is known. A home that does not know a database in use waits until somebody vouches for it; the
    web (`decides`) takes it for a restored one when nobody does. Raises SettingError."""
    runtime.witness = read_witness(runtime.settings.home)
    began, first = time.monotonic(), None
    while not runtime.stopping.is_set():
        waited = time.monotonic() - began > PATIENCE.total_seconds()
        verdict, vouched_at = await know_instance(runtime, stranger=_why(runtime) if decides and waited else "")
        if verdict is Verdict.RESTORED:
            log.warning("instance.restored", home=str(runtime.settings.home))
        if verdict is not Verdict.STRANGER:
            return
        first = first or vouched_at
        if vouched_at != first:
            await know_instance(runtime, joins=True)
            return
        if runtime.is_time("say_stranger", PATIENCE):
            log.warning("instance.unknown", home=str(runtime.settings.home), waits="until the web vouches for it")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(runtime.stopping.wait(), ASK_SECONDS)


def _why(runtime: Runtime) -> str:
    return kept(
        "is not known to the home %(home)s (it is a copy, or the home was lost or is another one)",
        home=runtime.settings.home,
    )
