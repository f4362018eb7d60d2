"""What may still be undone is not sent, whatever else happens meanwhile."""

from datetime import timedelta

import pytest

from backend.actions.line.mend_line import mend_line
from backend.actions.line.resume_rows import resume_rows
from backend.actions.syncs.request_sync import request_sync
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from tests.actions.make import department, written
from tests.factories import drain, make_integration, receive, rows

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
