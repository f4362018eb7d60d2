"""Put a request on the wire."""

import asyncio
import time
from collections.abc import Collection, Coroutine, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any

import structlog

from backend.actions.drains.drain import Answered, Drain, LookAnswered, PushAnswered, Work
from backend.actions.looks.claim_looks import LookBatch
from backend.actions.push.broken import BROKEN, EXHAUSTED, OwnFaultError, fault_of_ours
from backend.actions.push.claim import Batch
from backend.actions.push.commit_intents import Sent, commit_intents
from backend.actions.push.conceal import conceal, conceal_seen
from backend.actions.push.give_back import give_back, given_back_if_it_fails
from backend.connectors.protocol import Remote
from backend.domain.line.showing import Showed, Showing, shown_by
from backend.domain.protocol.times import LINE_PAUSE, SEND_WITHIN
from backend.domain.pushes.found import Found, Match
from backend.domain.pushes.outcome import ErrorClass, Outcome, Result
from backend.domain.pushes.push import Push
from backend.domain.sentence import kept
from backend.runtime import uptime
from backend.storage.protocol import slots

log = structlog.get_logger()

Call = Coroutine[Any, Any, Answered]


async def start_call(drain: Drain, ready: Work) -> "asyncio.Task[Answered] | None":
    """A drain that is over by now, or lost its slot, gives the rows back instead."""
    if drain.is_over():
        await _give_back(drain, ready)
        return None
    async with _given_back_if_it_fails(drain, ready):
        line = await drain.runtime.line(drain.integration, drain.slot, ready.level)
    drain.called_at = time.monotonic()
    call = await (_to_look(drain, line, ready) if isinstance(ready, LookBatch) else _to_push(drain, line, ready))
    if call is None:
        return None
    if drain.one_call:
        drain.end()
    return asyncio.create_task(call)


async def _to_look(drain: Drain, line: Remote, batch: LookBatch) -> Call | None:
    if await slots.keep(drain.integration, drain.slot, drain.fence, drain.times.lease, probe=drain.probe):
        return _look(drain, line, batch)
    await _lose(drain, batch)
    return None


async def _to_push(drain: Drain, line: Remote, batch: Batch) -> Call | None:
    began, slot = uptime(), {"slot": drain.slot, "slot_fence": drain.fence}
    async with _given_back_if_it_fails(drain, batch):
        sent = await commit_intents(drain.integration, batch, drain.times, **slot, probe=drain.probe)
    if sent is None:
        await _lose(drain, batch)
    return _push(drain, line, sent, began, batch.level) if sent else None


def _given_back_if_it_fails(drain: Drain, ready: Work) -> AbstractAsyncContextManager[None]:
    rows, leased = [item.row for item in ready.items], drain.times.prepare.total_seconds()
    return given_back_if_it_fails(drain.integration, rows, seconds=leased)


@contextmanager
def _rests_if_it_breaks(drain: Drain) -> Iterator[None]:
    """What a bug cut off may still be executed there, as after a call without an answer."""
    try:
        yield
    except (*BROKEN, *EXHAUSTED, OSError) as problem:
        drain.end()
        drain.rest = drain.times.rest
        if isinstance(problem, EXHAUSTED):
            raise
        raise OwnFaultError(fault_of_ours(problem)) from problem


async def _lose(drain: Drain, ready: Work) -> None:
    """Somebody else holds the slot, nobody may, or the settings are others by now: this drain ends."""
    log.warning("slot.lost", integration_id=drain.integration.id, slot=drain.slot)
    drain.end()
    await _give_back(drain, ready)


async def _give_back(drain: Drain, ready: Work) -> None:
    await give_back(drain.integration, [item.row for item in ready.items])


async def _push(drain: Drain, line: Remote, sent: list[Sent], began: float, level: str) -> Answered:
    if uptime() - began > SEND_WITHIN.total_seconds():
        return PushAnswered(sent, [_HELD_UP] * len(sent), None)
    bodies = [one.prepared.load.version.body for one in sent]
    with _rests_if_it_breaks(drain):
        outcomes = conceal(bodies, await line.push([one.prepared.push for one in sent]))
        return PushAnswered(sent, outcomes, _shown(drain, outcomes, level))


async def _look(drain: Drain, line: Remote, batch: LookBatch) -> Answered:
    with _rests_if_it_breaks(drain):
        bodies = [item.version.body for item in batch.items]
        found = conceal_seen(bodies, await _find(line, [item.push for item in batch.items]), _names(drain))
        return LookAnswered(batch, found, _shown(drain, found, batch.level))


def _names(drain: Drain) -> Collection[str]:
    return drain.runtime.connector(drain.integration).confidential(drain.runtime.config(drain.integration))


async def _find(line: Remote, pushes: Sequence[Push]) -> Sequence[Found]:
    """A look changes nothing there: where one record breaks it, each is asked for alone, and only that one waits."""
    try:
        return await line.find(pushes)
    except BROKEN as problem:
        if len(pushes) > 1:
            return [seen for push in pushes for seen in await _find(line, [push])]
        log.exception("look.broken", key=pushes[0].ref.key)
        return [Found(match=Match.UNSEEN, error_class=ErrorClass.DATA, sentence=fault_of_ours(problem))]


def _shown(drain: Drain, answers: Sequence[Outcome] | Sequence[Found], level: str) -> Showing:
    showing = shown_by(answers, level)
    _rest_after(drain, answers, showing)
    return showing


def _rest_after(drain: Drain, answers: Sequence[Outcome] | Sequence[Found], showing: Showing) -> None:
    """A call without an answer may still be executed there: its connection rests, so that no more are used.

    It rests as well while the line itself fails: a trouble of a moment shall not open the breaker.
    """
    if showing.showed is Showed.WORKS:
        return
    drain.end()
    if all(map(_without_answer, answers)):
        drain.rest = drain.times.rest
    elif showing.showed is Showed.FAILS and not drain.probe:
        drain.rest = min(LINE_PAUSE, drain.times.call)


def _without_answer(answer: Outcome | Found) -> bool:
    unclear = answer.match is Match.UNSEEN if isinstance(answer, Found) else answer.is_unclear
    return unclear and (answer.exchange is None or answer.exchange.http_status is None)


_HELD_UP = Outcome(
    result=Result.NOT_APPLIED,
    error_class=ErrorClass.CONNECTION,
    sentence=kept("This server was too busy to send in time; nothing was sent"),
)
