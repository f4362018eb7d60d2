"""Work off what is due at one integration, over one of the connections that it allows."""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from datetime import timedelta

import msgspec
import structlog

from backend.actions.audits.claim_read_backs import ReadBackBatch, claim_read_backs
from backend.actions.audits.complete_read_backs import complete_read_backs
from backend.actions.line.note_call import note_call
from backend.actions.line.note_trouble import note_trouble
from backend.actions.push.broken import OwnFaultError
from backend.actions.push.claim import Batch, claim
from backend.actions.push.claim_looks import LookBatch, claim_looks
from backend.actions.push.commit_intents import Sent, commit_intents
from backend.actions.push.complete import complete
from backend.actions.push.complete_looks import complete_looks
from backend.actions.push.give_back import give_back, given_back_if_it_fails
from backend.connectors.protocol import Remote
from backend.domain.integrations.integration import Integration
from backend.domain.line.pacing import pause_between
from backend.domain.line.showing import Showed, Showing, shown_by
from backend.domain.protocol.times import LINE_PAUSE, SEND_WITHIN, Times
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.runtime import Runtime, uptime
from backend.security.seal import UnsealError
from backend.storage import integrations
from backend.storage.postgres.again import insist
from backend.storage.protocol import slots
from backend.storage.protocol.slots import Taken

log = structlog.get_logger()

BUDGET_SECONDS = 60  # then the bell is rung again: a drain never grows old
EMPTY_AT_MOST = 20  # claims in a row that left nothing to send
PAUSE_AT_MOST = timedelta(seconds=5)  # that a drain waits out, to keep a pace; for longer ones the bell is rung again
LOOK_EVERY_SECONDS = 1.0  # nobody asks for looks more often while there are pushes


async def drain_slot(runtime: Runtime, integration_id: int, slot_number: int) -> None:
    """Idempotent: who does not hold the slot stops at once. Claiming and storing overlap with the wire."""
    integration = await integrations.read(integration_id)
    if integration is None or runtime.stopping.is_set():
        return
    times = Times.of(runtime.promises(integration))
    taken = await slots.take(integration_id, slot_number, times.lease)
    if taken is None:
        return
    drain = _Drain(runtime, integration, times, slot_number, taken)
    try:
        await drain.run()
    except UnsealError as problem:
        refused = Showing(showed=Showed.REFUSED, why=str(problem), credentials=True)
        await note_trouble(integration_id, refused, call=times.call, probe=taken.probe)
    except OwnFaultError as problem:
        log.exception("drain.fault", integration_id=integration_id)
        drain.rest = max(drain.rest, min(LINE_PAUSE, times.call))
        fault = Showing(showed=Showed.FAILS, why=str(problem))
        await note_trouble(integration_id, fault, call=times.call, probe=taken.probe)
    except asyncio.CancelledError:
        drain.rest = times.rest  # what was cut off may still be executed there
        raise
    finally:
        await slots.free(integration_id, slot_number, taken.fence, rest=drain.rest)
    await _wait(runtime, drain.pause)
    if runtime.stopping.is_set():
        return
    await runtime.bell.ring(slot for slot in await slots.due() if slot == (integration_id, slot_number))


async def _wait(runtime: Runtime, pause: timedelta) -> None:
    """Shorter than a turn of the loop that rings: the pace is kept, and no slower than need be."""
    if timedelta(0) < pause <= PAUSE_AT_MOST:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(runtime.stopping.wait(), pause.total_seconds())


class _Answered(msgspec.Struct, frozen=True):
    work: "list[Sent] | LookBatch"
    answers: Sequence[Outcome] | Sequence[Found]
    showing: Showing | None  # None: nothing was sent


class _Drain:
    def __init__(self, runtime: Runtime, integration: Integration, times: Times, slot: int, taken: Taken) -> None:
        self.runtime, self.integration, self.times = runtime, integration, times
        self.slot, self.fence, self.probe = slot, taken.fence, taken.probe
        self.most = 1 if taken.probe else integration.batch_size
        self.one_call = taken.probe or taken.line.pacing.interval > 0
        self.called_at = 0.0
        self.ends_at = time.monotonic() + BUDGET_SECONDS
        self.looks_at = 0.0
        self.looked = False
        self.rest = timedelta(0)  # of the connection
        self.pause = timedelta(0)  # until its next call, as the pace is

    async def run(self) -> None:
        """While one request is on the wire, the last one is stored and the next one is built."""
        self.runtime.secrets(self.integration)  # what cannot be opened is noticed before anything is claimed
        answered: _Answered | None = None
        ready = await self._prepare()
        while ready is not None or answered is not None:
            call = await self._start_or_store(ready, answered) if ready is not None else None
            ready, answered = await self._overlap(call, answered)

    async def _overlap(
        self, call: "asyncio.Task[_Answered] | None", answered: _Answered | None
    ) -> tuple[Batch | LookBatch | None, _Answered | None]:
        """What is next, and what the call answered: that is stored here when the next request cannot be built."""
        prepared, ready = False, None
        try:
            if answered is not None:
                await self._store(answered)
            ready = await self._prepare()
            prepared = True
        finally:
            answered = await self._answer(call, ready) if call is not None else None
            if not prepared and answered is not None:
                await self._store(answered)
        return ready, answered

    async def _answer(self, call: "asyncio.Task[_Answered]", ready: Batch | LookBatch | None) -> _Answered:
        """A call that breaks, against all promises, takes nobody along who was claimed meanwhile."""
        ended = False
        try:
            answered = await call
            ended = True
        finally:
            if not ended and ready is not None:
                await give_back(self.integration, [item.row for item in ready.items])
        return answered

    async def _start_or_store(
        self, ready: Batch | LookBatch, answered: _Answered | None
    ) -> "asyncio.Task[_Answered] | None":
        """An answer in hand is not lost when the next request cannot begin."""
        began = False
        try:
            call = await self._start(ready)
            began = True
        finally:
            if not began and answered is not None:
                await self._store(answered)
        return call

    async def _prepare(self) -> Batch | LookBatch | None:
        """None: nothing to do now, or the time is up. Looks go first, as they release what waits longest; then they
        and pushes take turns, so that neither waits for all of the other."""
        if self._is_over():
            return None
        their_turn = not self.looked and time.monotonic() >= self.looks_at
        self.looked = False
        looks = await self._looks() if their_turn else None
        return looks or await self._pushes() or await self._looks() or await self._read_backs()

    def _is_over(self) -> bool:
        return self.runtime.stopping.is_set() or time.monotonic() > self.ends_at

    async def _looks(self) -> LookBatch | None:
        found = await claim_looks(self.runtime, self.integration, self.times, most=self.most)
        self.looks_at = 0.0 if found else time.monotonic() + LOOK_EVERY_SECONDS
        self.looked = found is not None and bool(found.items)
        return found if self.looked else None

    async def _pushes(self) -> Batch | None:
        """What turned out to wait, or to need no push, leaves an empty batch: then the next one. After many of them an
        answer that waits to be stored comes first; the bell is rung again."""
        for _ in range(EMPTY_AT_MOST):
            batch = await claim(self.runtime, self.integration, self.times, most=self.most)
            if batch is None or batch.items:
                return batch
        return None

    async def _read_backs(self) -> LookBatch | None:
        """Only while nothing else is due, and the line is well."""
        if self.probe:
            return None
        return await claim_read_backs(self.runtime, self.integration, self.times, most=self.most)

    async def _start(self, ready: Batch | LookBatch) -> "asyncio.Task[_Answered] | None":
        call = await self._started(ready)
        if call is not None and self.one_call:
            self.ends_at = 0.0
        return call

    async def _started(self, ready: Batch | LookBatch) -> "asyncio.Task[_Answered] | None":
        """Put a request on the wire. A drain that is over by now, or lost its slot, gives the rows back instead."""
        if self._is_over():
            await give_back(self.integration, [item.row for item in ready.items])
            return None
        rows, leased = [item.row for item in ready.items], self.times.prepare.total_seconds()
        async with given_back_if_it_fails(self.integration, rows, seconds=leased):
            line = await self.runtime.line(self.integration, self.slot, ready.level)
        began, self.called_at = uptime(), time.monotonic()
        if isinstance(ready, LookBatch):
            kept = await slots.keep(self.integration, self.slot, self.fence, self.times.lease, probe=self.probe)
            if kept:
                return asyncio.create_task(self._look(line, ready))
            await self._lose(ready)
            return None
        held = {"slot": self.slot, "slot_fence": self.fence}
        async with given_back_if_it_fails(self.integration, rows, seconds=leased):
            sent = await commit_intents(self.integration, ready, self.times, **held, probe=self.probe)
        if sent is None:
            await self._lose(ready)
        return asyncio.create_task(self._push(line, sent, began, ready.level)) if sent else None

    async def _lose(self, ready: Batch | LookBatch) -> None:
        """Somebody else holds the slot, nobody may, or the settings are others by now: this drain ends."""
        log.warning("slot.lost", integration_id=self.integration.id, slot=self.slot)
        self.ends_at = 0.0
        await give_back(self.integration, [item.row for item in ready.items])

    async def _push(self, line: Remote, sent: list[Sent], began: float, level: str) -> _Answered:
        if uptime() - began > SEND_WITHIN.total_seconds():
            return _Answered(sent, [_HELD_UP] * len(sent), None)
        outcomes = await line.push([one.prepared.push for one in sent])
        return self._answered(sent, outcomes, level)

    def _answered(
        self, work: "list[Sent] | LookBatch", answers: Sequence[Outcome] | Sequence[Found], level: str
    ) -> _Answered:
        showing = shown_by(answers, level)
        self._rest_after(answers, showing)
        return _Answered(work, answers, showing)

    def _rest_after(self, answers: Sequence[Outcome] | Sequence[Found], showing: Showing) -> None:
        """A call without an answer may still be executed there: its connection rests, so that no more are used.

        It rests as well while the line itself fails: a trouble of a moment shall not open the breaker.
        """
        if showing.showed is Showed.WORKS:
            return
        self.ends_at = 0.0
        if all(map(_without_answer, answers)):
            self.rest = self.times.rest
        elif showing.showed is Showed.FAILS and not self.probe:
            self.rest = min(LINE_PAUSE, self.times.call)

    async def _look(self, line: Remote, batch: LookBatch) -> _Answered:
        found = await line.find([item.push for item in batch.items])
        return self._answered(batch, found, batch.level)

    async def _store(self, answered: _Answered) -> None:
        """What closes the line is told first: the sooner all know, the less is sent in vain. While all is well nothing
        is told, and nothing is asked for it."""
        showing = answered.showing
        told = showing is not None and showing.showed is not Showed.WORKS
        try:
            if showing is not None and told:
                await self._note(showing)
        finally:
            unsettled = await insist(lambda: self._complete(answered), seconds=self.times.lease.total_seconds())
        if showing is not None and unsettled and not told:
            await self._note(showing)

    async def _complete(self, answered: _Answered) -> bool:
        """Whether breaker or pacing of the line have anything to say. An answer in hand outlasts a restart of the
        database, as long as its rows are leased."""
        work, answers = answered.work, answered.answers
        if isinstance(work, ReadBackBatch):
            await complete_read_backs(self.integration, work, answers)  # type: ignore[arg-type]
            return False
        if isinstance(work, LookBatch):
            return await complete_looks(self.integration, work, answers)  # type: ignore[arg-type]
        return await complete(self.runtime, self.integration, work, answers, self.times)  # type: ignore[arg-type]

    async def _note(self, showing: Showing) -> None:
        line = await note_call(self.integration.id, showing, call=self.times.call, probe=self.probe)
        if line.pacing.interval > 0:
            self.ends_at = 0.0
            since = timedelta(seconds=time.monotonic() - self.called_at)
            slots_used = min(self.integration.connections_allowed, line.breaker.slots or 32)
            self.pause = max(pause_between(line.pacing, slots_used) - since, timedelta(0))
            self.rest = max(self.rest, self.pause)


def _without_answer(answer: Outcome | Found) -> bool:
    if isinstance(answer, Found):
        unclear = answer.match is Match.UNSEEN
    else:
        unclear = answer.result is Result.UNKNOWN and answer.error_class is not ErrorClass.DUPLICATE
    return unclear and (answer.exchange is None or answer.exchange.http_status is None)


_HELD_UP = Outcome(
    result=Result.NOT_APPLIED,
    error_class=ErrorClass.CONNECTION,
    sentence="This server was too busy to send in time; nothing was sent",
)
