"""Asynchronous requests: acknowledged at once, executed afterwards, their answer posted to the policy's address."""

import asyncio
import http.client
from collections.abc import Mapping
from urllib.parse import urlsplit

from backend.stand_in.admin.faults import Effect
from backend.stand_in.admin.stats import Stats
from backend.stand_in.company.journal import Journal
from backend.stand_in.execution import Execution
from backend.stand_in.gateway.envelope import Envelope
from backend.stand_in.gateway.refusals import GatewayError
from backend.stand_in.pages import XML

_SECONDS = 30


class Deliveries:
    """What was acknowledged and is not yet delivered. It lives in memory: a stop forgets it."""

    def __init__(self, execution: Execution, journal: Journal, stats: Stats) -> None:
        self._execution = execution
        self._journal = journal
        self._stats = stats
        self._pending: set[asyncio.Task[None]] = set()

    def begin(
        self, envelope: Envelope, *, endpoint: str, refusals: Mapping[int, GatewayError], effect: Effect, wait: float
    ) -> None:
        """`effect` says how late and how often the answer comes; `wait` is how long the work takes."""
        url = self._execution.books.settings.policies[envelope.control.policyid]
        task = asyncio.create_task(self._work(envelope, endpoint, refusals, effect, wait, url))
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)

    async def _work(
        self,
        envelope: Envelope,
        endpoint: str,
        refusals: Mapping[int, GatewayError],
        effect: Effect,
        wait: float,
        url: str,
    ) -> None:
        await asyncio.sleep(wait)
        answer = self._execution.execute(envelope, endpoint=endpoint, refusals=refusals)
        if answer.wrote:
            await self._journal.sync()
        await asyncio.sleep(effect.seconds)
        for _ in range(effect.copies):
            taken = await asyncio.to_thread(_post, url, answer.body)
            self._stats.delivered(taken=taken)


def _post(url: str, body: bytes) -> bool:
    """Whether it was taken; nobody tries again."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_SECONDS)
    try:
        connection.request("POST", parts._replace(scheme="", netloc="").geturl() or "/", body, {"content-type": XML})
        return 200 <= connection.getresponse().status < 300
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
