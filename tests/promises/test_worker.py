"""The worker's side of the bell."""

import asyncio
import gc
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.queue import Bell
from jobs.worker import _Worker
from tests.promises.valkey import Valkey

pytestmark = [pytest.mark.anyio, pytest.mark.filterwarnings("ignore::DeprecationWarning")]  # of SAQ


@pytest.fixture
def own_valkey() -> Iterator[Valkey]:
    folder = Path(tempfile.mkdtemp(prefix="syncline-"))  # short: a socket lies in it
    started = Valkey(folder)
    yield started
    started.stop()
    shutil.rmtree(folder)


async def test_a_drain_that_ends_while_redis_is_away_ends_without_a_complaint(own_valkey: Valkey) -> None:
    bell, complaints, ended = Bell(own_valkey.url), list[str](), asyncio.Event()
    asyncio.get_running_loop().set_exception_handler(lambda _, told: complaints.append(told["message"]))

    async def drain(_: dict[str, Any], **_named: Any) -> None:
        own_valkey.stop()
        ended.set()

    worker = _Worker(bell.queue, [("drain_slot", drain)], concurrency=1)
    await bell.ring([(1, 1)])
    running = asyncio.create_task(worker.process())
    running.add_done_callback(worker._process)
    worker.event.set()  # nothing follows
    await ended.wait()
    await asyncio.wait([running])
    del running
    await asyncio.sleep(0)
    gc.collect()
    await bell.close()

    assert complaints == []
