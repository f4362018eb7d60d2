"""What may still be undone is not sent, whatever else happens meanwhile."""

from datetime import timedelta
from typing import Any

import pytest

from backend.actions.line.mend_line import mend_line
from backend.actions.line.resume_rows import resume_rows
from backend.actions.syncs import press as pressing
from backend.actions.syncs.mark_chunks import mark_chunks
from backend.actions.syncs.request_sync import request_sync
from backend.actions.syncs.stop_sync import stop_sync
from backend.domain.grid.filters import GridFilter
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from tests.actions.make import department, written
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
