"""What a drain does next."""

import time

from backend.actions.drains.drain import Drain, Work
from backend.actions.looks.claim_looks import LookBatch, claim_looks
from backend.actions.push.claim import Batch, claim
from backend.actions.push.give_back import given_back_if_it_fails
from backend.actions.read_backs.claim_read_backs import claim_read_backs

EMPTY_AT_MOST = 20  # claims in a row that left nothing to send
LOOK_EVERY_SECONDS = 1.0  # nobody asks for looks more often while there are pushes


async def choose_work(drain: Drain) -> Work | None:
    """None: nothing to do now, or the time is up. Looks go first, as they release what waits longest; then they
    and pushes take turns, so that neither waits for all of the other."""
    if drain.is_over():
        return None
    async with given_back_if_it_fails(drain.integration, (), seconds=0):  # who was claimed is given back below
        return await _chosen(drain)


async def _chosen(drain: Drain) -> Work | None:
    their_turn = not drain.looked and time.monotonic() >= drain.looks_at
    drain.looked = False
    looks = await _looks(drain) if their_turn else None
    return looks or await _pushes(drain) or await _looks(drain) or await _read_backs(drain)


async def _looks(drain: Drain) -> LookBatch | None:
    found = await claim_looks(drain.runtime, drain.integration, drain.times, most=drain.most)
    drain.looks_at = 0.0 if found else time.monotonic() + LOOK_EVERY_SECONDS
    drain.looked = found is not None and bool(found.items)
    return found if drain.looked else None


async def _pushes(drain: Drain) -> Batch | None:
    """What turned out to wait, or to need no push, leaves an empty batch: then the next one. After many of them an
    answer that waits to be stored comes first; the bell is rung again."""
    for _ in range(EMPTY_AT_MOST):
        batch = await claim(drain.runtime, drain.integration, drain.times, most=drain.most)
        if batch is None or batch.items:
            return batch
    return None


async def _read_backs(drain: Drain) -> LookBatch | None:
    """Only while nothing else is due, and the line is well."""
    if drain.probe:
        return None
    return await claim_read_backs(drain.runtime, drain.integration, drain.times, most=drain.most)
