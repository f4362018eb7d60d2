"""While one request is on the wire, the last one is stored and the next one is built."""

import asyncio

from backend.actions.drains.choose_work import choose_work
from backend.actions.drains.drain import Answered, Drain, Work
from backend.actions.drains.start_call import start_call
from backend.actions.drains.store_answered import store_answered
from backend.actions.push.give_back import give_back


async def run_drain(drain: Drain) -> None:
    """Until nothing is due, or its time is up."""
    drain.runtime.secrets(drain.integration)  # what cannot be opened is noticed before anything is claimed
    answered: Answered | None = None
    ready = await choose_work(drain)
    while ready is not None or answered is not None:
        call = await _start_or_store(drain, ready, answered) if ready is not None else None
        ready, answered = await _overlap(drain, call, answered)


async def _overlap(
    drain: Drain, call: "asyncio.Task[Answered] | None", answered: Answered | None
) -> tuple[Work | None, Answered | None]:
    """What is next, and what the call answered: that is stored here when the next request cannot be built."""
    prepared, ready = False, None
    try:
        if answered is not None:
            await store_answered(drain, answered)
        ready = await choose_work(drain)
        prepared = True
    finally:
        answered = await _answer(drain, call, ready) if call is not None else None
        if not prepared and answered is not None:
            await store_answered(drain, answered)
    return ready, answered


async def _answer(drain: Drain, call: "asyncio.Task[Answered]", ready: Work | None) -> Answered:
    """A call that breaks, against all promises, takes nobody along who was claimed meanwhile."""
    ended = False
    try:
        answered = await call
        ended = True
    finally:
        if not ended and ready is not None:
            await give_back(drain.integration, [item.row for item in ready.items])
    return answered


async def _start_or_store(drain: Drain, ready: Work, answered: Answered | None) -> "asyncio.Task[Answered] | None":
    """An answer in hand is not lost when the next request cannot begin."""
    began = False
    try:
        call = await start_call(drain, ready)
        began = True
    finally:
        if not began and answered is not None:
            await store_answered(drain, answered)
    return call
