"""Whoever lost its row, which another worker holds by now, changes nothing, whatever it comes to know of it."""

from collections.abc import Awaitable, Callable

import pytest

from backend.actions.looks.claim_looks import LookBatch, claim_looks
from backend.actions.looks.complete_looks import complete_looks
from backend.actions.looks.set_aside import set_aside
from backend.actions.push.build_pushes import CannotSend
from backend.actions.push.claim import Batch
from backend.actions.push.give_back import give_back
from backend.actions.push.unsent.park_refused import park_refused
from backend.actions.tend import tend
from backend.domain.pushes.found import Found, Match
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from tests.actions.make import department, let_time_pass, row_of
from tests.actions.worker import Worker
from tests.factories import drain, make_integration, press, receive

pytestmark = pytest.mark.anyio

Deed = Callable[[Worker, Batch | LookBatch], Awaitable[object]]


async def _gives_back(worker: Worker, batch: Batch | LookBatch) -> None:
    await give_back(worker.integration, [item.row for item in batch.items])


async def _refuses(worker: Worker, batch: Batch | LookBatch) -> None:
    rows = [item.row for item in batch.items]
    await park_refused(worker.integration, rows, {row.id: CannotSend("It has no name") for row in rows})


async def _saw_nothing(worker: Worker, batch: Batch | LookBatch) -> None:
    assert isinstance(batch, LookBatch)
    await complete_looks(worker.integration, batch, [Found(match=Match.ABSENT)] * len(batch.items))


async def _cannot_look(worker: Worker, batch: Batch | LookBatch) -> None:
    await set_aside(worker.integration, {item.row.id: (item.row, "It has no name") for item in batch.items})


async def _look(worker: Worker) -> LookBatch:
    batch = await claim_looks(worker.runtime, worker.integration, worker.times, most=100)
    assert batch is not None
    return batch


@pytest.mark.parametrize("deed", [_gives_back, _refuses])
async def test_what_another_builds_by_now_stays_with_it(runtime: Runtime, deed: Deed) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"))
    await press(runtime, integration)
    await _check(await Worker.at(runtime, integration), Worker.claim, deed)


@pytest.mark.parametrize("deed", [_gives_back, _saw_nothing, _cannot_look])
async def test_what_another_looks_for_by_now_stays_with_it(runtime: Runtime, deed: Deed) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "D"})
    await receive(runtime, department("D1"))
    await press(runtime, integration)
    await drain(runtime, integration)
    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    await _check(await Worker.at(runtime, integration), _look, deed)


async def _check(worker: Worker, claim: Callable[[Worker], Awaitable[Batch | LookBatch]], deed: Deed) -> None:
    lost = await claim(worker)
    await let_time_pass()
    await tend(worker.runtime)
    await let_time_pass()
    await claim(worker)
    before = await row_of(worker.integration.id, "D1")
    await deed(worker, lost)
    assert await row_of(worker.integration.id, "D1") == before
