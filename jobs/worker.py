"""The worker process: drains when the bell rings, and the loops that see to it when nobody rings."""

import asyncio
import gc
import logging
import os
import signal
import socket
from typing import Any

import structlog
from saq.worker import Worker

from backend.actions.instances.enter_database import enter_database
from backend.actions.keep_tending import keep_doing, keep_tending
from backend.actions.note_worker import note_worker
from backend.actions.notifications.deliver_notifications import deliver_notifications
from backend.queue import Job
from backend.runtime import Runtime, open_runtime
from backend.settings import Settings
from jobs.drain_slot import drain_slot
from jobs.drains import CONCURRENCY, Drains
from jobs.hanging import end_when_hung
from jobs.memory import watch_memory

log = structlog.get_logger()

FUNCTIONS = {Job.DRAIN_SLOT: drain_slot}
TIMERS = {"sweep": 15, "abort": 5, "schedule": 60, "worker_info": 10}  # seconds
GRACE_SECONDS = 130  # longer than a call as set by default; a longer one that is cut off is looked up


class _Worker(Worker[Any]):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.SIGNALS = []  # we stop it ourselves: SAQ lets idle tasks sleep through the grace

    async def abort(self, abort_threshold: float) -> None:
        """Nobody aborts a drain. SAQ's sweep may take a living one for dead, and this would cut off its call."""

    def _process(self, previous_task: asyncio.Task[bool] | None = None) -> None:
        """A drain that ends while Redis is away cannot tell Redis so: that is all that fails, and nobody else asks."""
        if previous_task is not None and not previous_task.cancelled() and (problem := previous_task.exception()):
            log.warning("bell.failed", problem=str(problem) or type(problem).__name__)
        super()._process(previous_task)


async def work(settings: Settings) -> None:
    """Until SIGTERM or SIGINT: then running calls end, and nothing new begins. Raises SettingError."""
    async with open_runtime(settings, pool_size=CONCURRENCY + 4) as runtime:
        await runtime.bell.check()
        worker, drains = make_worker(runtime), Drains(runtime)
        worker.context["drains"] = drains
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, _stop, runtime)
        await enter_database(runtime, decides=False)
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 100)  # what a batch is built from is no garbage yet
        log.info("worker.started")
        await _run(runtime, worker, drains)
        log.info("worker.stopped")


def make_worker(runtime: Runtime) -> Worker[Any]:
    functions, timers = list(FUNCTIONS.items()), dict(TIMERS)
    return _Worker(runtime.bell.queue, functions, concurrency=CONCURRENCY, timers=timers, shutdown_grace_period_s=1)


def _stop(runtime: Runtime) -> None:
    """The second time at once, like a crash: what is on its way is looked up later."""
    if runtime.stopping.is_set():
        log.warning("worker.cut_off")
        logging.shutdown()
        os._exit(1)
    runtime.stopping.set()


async def _run(runtime: Runtime, worker: Worker[Any], drains: Drains) -> None:
    name = f"{socket.gethostname()}:{worker.id}"
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(worker.start())
        tasks.create_task(keep_tending(runtime))
        tasks.create_task(drains.go_on_rounds())
        tasks.create_task(keep_doing(runtime, lambda: deliver_notifications(runtime)))
        tasks.create_task(note_worker(runtime, name))
        tasks.create_task(end_when_hung(runtime))
        tasks.create_task(watch_memory(runtime))
        await runtime.stopping.wait()
        await drains.finish(GRACE_SECONDS)  # not for what idles
        await worker.stop()
        await running
