"""The doorbell: names of jobs, and the only sender to Redis. What it rings for stands in Postgres."""

import asyncio
import contextlib
import secrets
from collections.abc import Iterable
from enum import StrEnum

import structlog
from redis.asyncio import from_url
from redis.exceptions import AuthenticationError, AuthorizationError, InvalidResponse, RedisError, ResponseError
from saq.job import Job as QueuedJob
from saq.queue.redis import RedisQueue

from backend.settings import SettingError

log = structlog.get_logger()

QUEUE = "syncline"
JOB_TIMEOUT = 1200  # seconds: a drain's budget and the longest call that may be set; leases notice a dead worker
MOST_WAITING = 50  # rings that nobody answered yet: one more would tell nothing new
_ANSWER_WITHIN = 5  # seconds
_RING_WITHIN = 0.25  # seconds: nobody waits for Redis longer than that
_LISTEN_AGAIN = 1.0  # seconds: SAQ itself asks a Redis that is away without pause
_AWAY = (RedisError, TimeoutError, OSError, RuntimeError)  # the last is uvloop's word for a line that was just closed
_REFUSED = (AuthenticationError, AuthorizationError, ResponseError, InvalidResponse)


class Job(StrEnum):
    """Every job, by the name of its function."""

    DRAIN_SLOT = "drain_slot"


class _Queue(RedisQueue):
    async def dequeue(self, timeout: float = 0.0, poll_interval: float = 0.0) -> QueuedJob | None:  # noqa: ASYNC109  (SAQ's signature)
        try:
            return await super().dequeue(timeout, poll_interval)
        except _AWAY:
            await asyncio.sleep(_LISTEN_AGAIN)
            raise


class Bell:
    """Rings for slots. It may fail: the loop in worker and web rings again, and who hears no bell goes on rounds.
    Raises SettingError for no address."""

    def __init__(self, url: str) -> None:
        try:
            self.queue = _Queue(from_url(url), name=QUEUE)
        except ValueError as problem:
            raise SettingError("REDIS_URL cannot be used: it must look like redis://host:6379/0.") from problem

    async def ring(self, slots: Iterable[tuple[int, int]]) -> None:
        """Once for each (integration, slot). Never raises for a Redis that is away."""
        try:
            async with asyncio.timeout(_RING_WITHIN):
                if await self.queue.count("queued") > MOST_WAITING:
                    return
                for integration_id, slot_number in slots:
                    await self._ring(integration_id, slot_number)
        except _AWAY as problem:
            log.warning("bell.failed", problem=_told(problem))

    async def _ring(self, integration_id: int, slot_number: int) -> None:
        await self.queue.enqueue(
            Job.DRAIN_SLOT,
            key=f"{Job.DRAIN_SLOT}:{integration_id}:{slot_number}:{secrets.token_hex(4)}",
            timeout=JOB_TIMEOUT,
            heartbeat=0,  # the sweep would cancel a call that is longer
            retries=1,
            ttl=60,
            integration_id=integration_id,
            slot_number=slot_number,
        )

    async def check(self) -> None:
        """Raises SettingError when it is no Redis, or does not let us in. One that is away may come back."""
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                await self.queue.redis.ping()
        except _AWAY as problem:
            if isinstance(problem, _REFUSED) or isinstance(problem.__cause__, _REFUSED):
                raise SettingError(f"Redis cannot be used: {_told(problem)}. Is REDIS_URL right?") from problem
            log.warning("bell.away", problem=_told(problem), advice="Work goes on without it. Is REDIS_URL right?")

    async def close(self) -> None:
        with contextlib.suppress(RedisError, OSError):  # it says goodbye first, also to a Redis that is away
            await self.queue.disconnect()


def _told(problem: BaseException) -> str:
    return str(problem) or "no answer"
