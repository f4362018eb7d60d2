"""What may still be undone is not sent, whatever else happens meanwhile."""

from datetime import timedelta
from typing import Any

import pytest

from backend.actions.line.mend_line import mend_line
from backend.actions.line.resume_rows import resume_rows
from backend.actions.resolve.check_now import check_now
from backend.actions.resolve.request_retry import request_retry
from backend.actions.syncs import press as pressing
from backend.actions.syncs.mark_chunks import mark_chunks
from backend.actions.syncs.request_sync import request_sync
from backend.actions.syncs.stop_sync import stop_sync
from backend.domain.grid.filters import GridFilter
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage import integrations
from tests.actions.make import customer, department, invoice, written
from tests.factories import drain, make_integration, receive, rows, sql

pytestmark = pytest.mark.anyio


async def test_a_line_that_is_mended_meanwhile_sends_nothing_of_it(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    ids = [row["id"] for row in await rows(integration)]
    await request_sync(runtime, integration, ids, Verb.SYNCHRONIZE, by="Ada", undo=timedelta(minutes=1))

    await mend_line(integration)
    await resume_rows()
    await drain(runtime, integration)

    assert await written(integration) == {}


@pytest.mark.parametrize("few", [0, 5_000])
async def test_what_is_taken_back_has_last_changed_when_it_had_before_the_press(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(pressing, "FEW", few)
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    before = await _changed()
    await _press_and_stop(runtime, integration)
    assert await _changed() == before
    await receive(runtime, department("D1", name="Newer"))
    newer = await _changed()
    assert newer["D1"] > before["D1"]
    await _press_and_stop(runtime, integration)
    assert await _changed() == newer


async def _press_and_stop(runtime: Runtime, integration: int) -> None:
    undo = timedelta(minutes=1)
    done = await pressing.press(runtime, integration, GridFilter(), Verb.SYNCHRONIZE, by="Ada", undo=undo)
    await mark_chunks(seconds=5)
    assert done.sync
    assert await stop_sync(integration, done.sync, by="Ada")


async def _changed() -> dict[str, Any]:
    found = await sql("SELECT key, changed_at FROM binding JOIN object ON object.id = object")
    return {row["key"]: row["changed_at"] for row in found}


@pytest.mark.parametrize("verb", Verb)
async def test_nobody_hurries_what_may_still_be_undone(runtime: Runtime, verb: Verb) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, customer(), invoice("I1"), invoice("I2"))
    ids = [row["id"] for row in await rows(integration)]
    if verb is Verb.FORCE_SYNCHRONIZE:
        await sql("UPDATE binding SET phase = 'parked', park = 'ordinary'")
    await request_sync(runtime, integration, ids, verb, by="Ada", undo=timedelta(minutes=1))
    held = await integrations.read(integration)
    assert held is not None

    retried = await request_retry(runtime, held, ids, by="Bob")
    looked = [str(await check_now(runtime, held, id_, by="Bob")) for id_ in ids]
    await drain(runtime, integration)

    assert retried == "Nothing to retry: it moves by itself, or is done."
    assert looked == [SAID[verb]] * 3
    assert await written(integration) == {}
    assert not await sql("SELECT FROM attempt")


SAID = {
    Verb.SYNCHRONIZE: "object: There is nothing to look up: its outcome is known",
    Verb.FORCE_SYNCHRONIZE: "It can still be undone: it is looked up by itself once that is over.",
}
