"""What an intent writes is what `decide` says, and stands in no index of bindings: so its row stays in its page."""

import pytest

from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Intended
from backend.runtime import Runtime
from backend.storage.protocol import bindings
from tests.actions.make import department
from tests.actions.worker import Worker
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


@pytest.mark.parametrize("changed", [(), ("D2",)], ids=["as it was claimed", "beside one with a newer version"])
async def test_an_intent_is_written_as_decide_says_at_the_time_of_its_lock(
    runtime: Runtime, changed: tuple[str, ...]
) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department("D1"), department("D2"))
    await press(runtime, integration)
    worker = await Worker.at(runtime, integration)
    batch = await worker.claim()
    await sql("INSERT INTO binding_message (binding, text) SELECT id, 'No such term' FROM binding")
    await receive(runtime, *(department(key, name="Newer") for key in changed))
    before = {row.id: row for row in await bindings.read([one.row.id for one in batch.items])}

    sent = await worker.intend(batch)

    assert [one.prepared.load.version.ref.key for one in sent] == [key for key in ("D1", "D2") if key not in changed]
    for one in sent:
        row, times = one.prepared.row, worker.times
        (attempt,) = await sql("SELECT * FROM attempt WHERE id = $1", one.intent.attempt)
        at = attempt["intended_at"]
        level, lease, quarantine = batch.level, times.lease, times.quarantine
        event = Intended(attempt=attempt["id"], version=1, level=level, lease=lease, quarantine=quarantine)
        assert at > batch.claimed_at
        assert await bindings.read([row.id]) == [decide(before[row.id], event, at).row]
        assert attempt["fence"] == row.fence
        assert bytes(attempt["body_hash"]) == one.prepared.push.payload.hash
        assert await sql("SELECT FROM binding_message WHERE binding = $1", row.id) == []
