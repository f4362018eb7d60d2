"""Asynchronous requests: acknowledged at once, executed afterwards, their answer posted to the policy's address."""

import asyncio
import http.client
import secrets
from urllib.parse import urlsplit

import msgspec

from backend.stand_in.admin.fault_plan import Plan
from backend.stand_in.admin.stats import Stats
from backend.stand_in.company.commit import Accepted, Commit
from backend.stand_in.company.journal import Journal
from backend.stand_in.execution import Execution
from backend.stand_in.gateway.envelope import Envelope, read_envelope
from backend.stand_in.pages import XML

_SECONDS = 30


class Deliveries:
    """What was acknowledged and is not yet delivered. It stands in the journal, so a stop does not end it."""

    def __init__(self, execution: Execution, journal: Journal, stats: Stats) -> None:
        self._execution = execution
        self._books = execution.books
        self._journal = journal
        self._stats = stats
        self._running: set[asyncio.Task[None]] = set()

    def accept(self, envelope: Envelope, *, body: bytes, endpoint: str, plan: Plan) -> None:
        """Write the request down and begin with it; the journal must be synced before it is acknowledged."""
        who, settings = self._execution.signed_in(envelope, endpoint=endpoint), self._books.settings
        accepted = Accepted(
            id=secrets.token_hex(8),
            body=body,
            endpoint=endpoint,
            url=settings.policies[envelope.control.policyid],
            user=who.user.id if who else "",
            level=who.level if who else "",
            refusals=dict(plan.refusals),
            wait=settings.record_ms * len(envelope.calls) / 1000,
            late=plan.delivery.seconds,
            copies=plan.delivery.copies,
        )
        self._books.accepted[accepted.id] = accepted
        self._journal.write(Commit(accepted=[accepted]))
        self._begin(accepted)

    def resume(self) -> None:
        """Go on at once where a stop broke off, or call it lost where the company is set up so."""
        for accepted in list(self._books.accepted.values()):
            if self._books.settings.stop_loses_accepted:
                self._finish(accepted)
                self._stats.lose()
            else:
                self._begin(msgspec.structs.replace(accepted, wait=0, late=0))

    def _begin(self, accepted: Accepted) -> None:
        task = asyncio.get_running_loop().create_task(self._work(accepted))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _work(self, accepted: Accepted) -> None:
        if accepted.id not in self._books.answers:
            await asyncio.sleep(accepted.wait)
            if accepted.id not in self._books.accepted:
                return  # a reset came between
            self._execution.execute_accepted(accepted, read_envelope(accepted.body))
            await self._journal.sync()
        await asyncio.sleep(accepted.late)
        await self._deliver(accepted)

    async def _deliver(self, accepted: Accepted) -> None:
        answer = self._books.answers.get(accepted.id)
        for _ in range(accepted.copies if answer is not None else 0):
            taken = await asyncio.to_thread(_post, accepted.url, answer or b"")
            self._stats.delivered(taken=taken)
        if accepted.id in self._books.accepted:
            self._finish(accepted)

    def _finish(self, accepted: Accepted) -> None:
        self._books.finish(accepted.id)
        self._journal.write(Commit(finished=[accepted.id]))


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
