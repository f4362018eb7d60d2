"""SAQ is a doorbell: what it may do, what it may not, and that nobody waits for it."""

import asyncio
import json
import os
import re
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
import uvloop
from saq import Status
from structlog.testing import capture_logs

from backend.queue import Bell, Job
from backend.runtime import Runtime
from backend.settings import SettingError
from jobs.drains import CONCURRENCY
from jobs.worker import GRACE_SECONDS, make_worker
from tests.architecture.sources import ROOT

pytestmark = pytest.mark.anyio


@pytest.fixture
def silent() -> Iterator[str]:
    """Takes connections, and answers nothing."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


async def test_a_ring_names_a_slot_and_never_an_object(runtime: Runtime) -> None:
    await runtime.bell.queue.redis.flushall()
    await runtime.bell.ring([(7, 2)])
    await runtime.bell.ring([(7, 2)])

    (key, other) = await runtime.bell.queue.redis.lrange("saq:syncline:queued", 0, -1)
    told = json.loads(await runtime.bell.queue.redis.get(key))

    assert key != other, "a key that is taken would swallow the second"
    assert re.fullmatch(rb"saq:job:syncline:drain_slot:7:2:[0-9a-f]{8}", key)
    assert told["function"] == Job.DRAIN_SLOT
    assert told["kwargs"] == {"integration_id": 7, "slot_number": 2}
    assert (told["timeout"], told["ttl"]) == (1200, 60)
    assert told.get("heartbeat", 0) == 0
    assert told.get("retries", 1) == 1


async def test_what_goes_through_redis_is_json_alone(runtime: Runtime) -> None:
    queue = runtime.bell.queue

    assert (queue._dump, queue._load) == (json.dumps, json.loads)
    keepers = re.compile(r"^\s*(import|from) (pickle|marshal|shelve)\b", re.MULTILINE)
    sources = [path.read_text() for folder in ("backend", "jobs") for path in (ROOT / folder).rglob("*.py")]
    assert [text for text in sources if keepers.search(text)] == []


async def test_the_queue_never_cuts_off_a_drain(runtime: Runtime) -> None:
    """Its sweep takes a living job for dead now and then; a call cut off by that would have to be looked up."""
    worker = make_worker(runtime)
    living = asyncio.create_task(asyncio.sleep(0.05))
    job = await runtime.bell.queue.enqueue(Job.DRAIN_SLOT, integration_id=1, slot_number=1)
    assert job is not None
    job.started = 1
    await job.update(status=Status.ABORTED)
    worker.job_task_contexts[job] = {"task": living, "aborted": None}
    await worker.abort(5)
    await living

    assert worker.concurrency == CONCURRENCY
    assert worker.timers == {"sweep": 15, "abort": 5, "schedule": 60, "worker_info": 10}
    assert worker.SIGNALS == [], "ours: its own would cut off what runs"


async def test_nobody_waits_for_a_queue_that_does_not_answer(silent: str) -> None:
    bell = Bell(silent)
    with capture_logs() as told:
        async with asyncio.timeout(3):  # redis itself would wait for five seconds
            await bell.ring([(1, 1)])
    await bell.close()

    assert [line["event"] for line in told] == ["bell.failed"]


def test_a_line_to_the_queue_that_was_just_cut_fails_nobody_who_rings_and_the_next_ring_is_heard() -> None:
    async def ring() -> tuple[int, int]:
        bell = Bell(os.environ["REDIS_URL"])
        await bell.queue.redis.flushall()
        await bell.ring([(1, 1)])
        (line,) = bell.queue.redis.connection_pool._available_connections
        line._writer.transport.abort()
        await bell.ring([(1, 1)])
        cut = await bell.queue.count("queued")
        await bell.ring([(1, 1)])
        heard = await bell.queue.count("queued")
        await bell.close()
        return cut, heard

    cut, heard = uvloop.run(ring())  # as in production: a closed line is another kind of error there

    assert heard == cut + 1


async def test_a_queue_that_is_away_is_not_asked_again_without_pause() -> None:
    bell = Bell("redis://127.0.0.1:1")
    asking = asyncio.create_task(bell.queue.dequeue())
    _, still = await asyncio.wait([asking], timeout=0.3)
    asking.cancel()
    await asyncio.wait([asking])
    await bell.close()

    assert still


async def test_a_queue_that_is_away_keeps_no_worker_from_beginning() -> None:
    bell = Bell("redis://127.0.0.1:1")
    with capture_logs() as told:
        await bell.check()
    await bell.close()

    assert [line["event"] for line in told] == ["bell.away"]


async def test_a_queue_that_refuses_us_does(runtime: Runtime) -> None:
    bell = Bell(f"{runtime.settings.redis_url}?db=99999")
    with pytest.raises(SettingError, match="Redis cannot be used: DB index is out of range"):
        await bell.check()
    await bell.close()


def test_compose_waits_longer_for_a_worker_than_the_worker_for_its_calls() -> None:
    compose = (ROOT / "docker-compose.yml").read_text()
    (seconds,) = re.findall(r"command: \[worker\].*?stop_grace_period: (\d+)s", compose, re.DOTALL)

    assert int(seconds) >= GRACE_SECONDS + 5
