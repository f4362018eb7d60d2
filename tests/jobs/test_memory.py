"""A worker that has grown too large ends in good order; without a limit it never does."""

import asyncio

import pytest
from msgspec.structs import replace

from backend.runtime import Runtime, open_runtime
from backend.settings import Settings
from jobs.memory import used_megabytes, watch_memory

pytestmark = pytest.mark.anyio


async def test_beyond_its_limit_a_worker_stops_as_after_a_sigterm(settings: Settings) -> None:
    async with open_runtime(replace(settings, worker_memory=1)) as runtime:
        await watch_memory(runtime)

        assert runtime.stopping.is_set()
        assert used_megabytes() > 1


async def test_within_its_limit_it_goes_on(settings: Settings) -> None:
    async with open_runtime(replace(settings, worker_memory=100_000)) as runtime:
        watching = asyncio.create_task(watch_memory(runtime))
        await asyncio.sleep(0.1)
        assert not runtime.stopping.is_set()
        runtime.stopping.set()
        await watching


async def test_without_a_limit_nothing_is_watched(runtime: Runtime) -> None:
    await watch_memory(runtime)

    assert not runtime.stopping.is_set()
