"""The worker process: SAQ's jobs, and the loop that rings when nobody else does."""

import asyncio
import gc
import signal
import socket
from typing import Any

import structlog
from saq.worker import Worker

from backend.actions.instances.enter_database import enter_database
from backend.actions.keep_tending import keep_tending
from backend.actions.note_worker import note_worker
from backend.queue import Job
from backend.runtime import Runtime, open_runtime
from backend.settings import Settings
from jobs.drain_slot import drain_slot
from jobs.hanging import end_when_hung

log = structlog.get_logger()

FUNCTIONS = {Job.DRAIN_SLOT: drain_slot}
CONCURRENCY = 16  # drains at once; each has a slot, and waits for a third party nearly all of the time
GRACE_SECONDS = 130  # longer than a call as set by default; a longer one that is cut off is looked up


class _Worker(Worker[Any]):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.SIGNALS = []  # we stop it ourselves: SAQ lets idle tasks sleep through the grace


async def work(settings: Settings) -> None:
    """Until SIGTERM or SIGINT: then running calls end, and nothing new begins. Raises SettingError."""
    async with open_runtime(settings, pool_size=CONCURRENCY + 4) as runtime:
        await runtime.bell.check()
        worker = _Worker(
            runtime.bell.queue,
            list(FUNCTIONS.items()),
            concurrency=CONCURRENCY,
            timers={"sweep": 15, "abort": 5, "schedule": 60, "worker_info": 10},
            shutdown_grace_period_s=1,
        )
        worker.context["runtime"] = runtime
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, runtime.stopping.set)
        await enter_database(runtime, decides=False)
        gc.collect()
        gc.freeze()
        log.info("worker.started")
        await _run(runtime, worker)
        log.info("worker.stopped")


async def _run(runtime: Runtime, worker: Worker[Any]) -> None:
    name = f"{socket.gethostname()}:{worker.id}"
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(worker.start())
        tasks.create_task(keep_tending(runtime))
        tasks.create_task(note_worker(runtime, name))
        tasks.create_task(end_when_hung(runtime))
        await runtime.stopping.wait()
        await _finish(worker)
        await worker.stop()
        await running


async def _finish(worker: Worker[Any]) -> None:
    """Wait for what runs, not for what idles."""
    for _ in range(GRACE_SECONDS * 10):
        if not worker.job_task_contexts:
            return
        await asyncio.sleep(0.1)
