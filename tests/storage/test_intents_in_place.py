"""What an intent changes stands in no index of bindings: so its row stays in its page, and no index is touched."""

import pytest

from backend.runtime import Runtime
from tests.actions.make import department
from tests.actions.test_crashes import Worker
from tests.factories import make_integration, press, receive, rows, sql

pytestmark = pytest.mark.anyio

# Also those that a condition of an index names.
INDEXED = """
SELECT DISTINCT a.attname AS name FROM pg_index x
JOIN pg_attribute a ON a.attrelid = x.indrelid AND (
    a.attnum = ANY(x.indkey::int2[])
    OR EXISTS (SELECT FROM pg_depend d
               WHERE d.objid = x.indexrelid AND d.refobjid = x.indrelid AND d.refobjsubid = a.attnum))
WHERE x.indrelid = 'binding'::regclass"""


async def test_an_intent_changes_nothing_that_an_index_knows(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    batch = await worker.claim()
    (before,) = await rows(integration)

    await worker.intend(batch)

    (after,) = await rows(integration)
    indexed = {row["name"] for row in await sql(INDEXED)}
    assert {"turn", "turn_at", "status", "changed_at", "park", "category"} <= indexed
    assert (after["phase"], after["revision"]) == ("sent", before["revision"] + 1)
    assert {name: after[name] for name in indexed} == {name: before[name] for name in indexed}
