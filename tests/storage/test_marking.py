"""What SQL marks for a press is what `decide` and the plan say, for every row that there can be."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

from backend.domain.objects import Category
from backend.domain.protocol.decide import decide
from backend.domain.protocol.events import Pressed
from backend.domain.status import Park, Phase
from backend.domain.syncs.selection import plan_sync
from backend.domain.syncs.verbs import Verb
from backend.storage import syncs
from backend.storage.postgres.database import transaction
from backend.storage.protocol import bindings, marks
from backend.storage.protocol.marks import Chunk
from tests.factories import sql
from tests.storage.make import insert_attempt, insert_binding, insert_integration, insert_object

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("runtime")]

ASKED_AT = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("verb", Verb)
async def test_every_row_is_marked_or_left_out_as_decide_and_the_plan_say(verb: Verb) -> None:
    integration = await insert_integration()
    ids = [await _insert(integration, n, facts) for n, facts in enumerate(_every_row())]
    plan = plan_sync(await syncs.candidates(integration, ids), verb)
    before = {row.id: row for row in await bindings.read(ids)}

    async with transaction():
        frozen = await syncs.freeze(integration, verb, "Ada", None, ids)
        chunk = await marks.take_chunk()
        assert chunk is not None
        marked = await marks.mark(Chunk(chunk.sync, ids, integration, verb, ASKED_AT))

    assert frozen.items == len(plan.sent) > 0
    assert {(one.reason, one.count) for one in frozen.left_out} == {(one.reason, one.count) for one in plan.left_out}
    assert sorted(chunk.bindings) == sorted(marked) == [one.id for one in plan.sent]
    after = {row.id: row for row in await bindings.read(ids)}
    for id_, row in before.items():
        expected = decide(row, Pressed(verb), ASKED_AT).row if id_ in set(marked) else row
        assert after[id_] == expected


@pytest.mark.parametrize("verb", Verb)
async def test_a_message_is_cleared_as_decide_says_and_kept_with_its_item(verb: Verb) -> None:
    integration = await insert_integration()
    facts = {"phase": "parked", "park": "ordinary"} if verb is Verb.FORCE_SYNCHRONIZE else {}
    id_ = await _insert(integration, 0, facts)
    await sql("INSERT INTO binding_message (binding, text) VALUES ($1, 'No such term')", id_)
    (row,) = await bindings.read([id_])
    assert decide(row, Pressed(verb), ASKED_AT).message == ""

    async with transaction():
        await syncs.freeze(integration, verb, "Ada", None, [id_])
        chunk = await marks.take_chunk()
        assert chunk is not None
        await marks.mark(chunk)

    assert await sql("SELECT FROM binding_message") == []
    (item,) = await sql("SELECT park, said FROM sync_item")
    assert tuple(item) == (facts.get("park"), "No such term")


def _every_row() -> list[dict[str, Any]]:
    wholes = product(Phase, [None, *Park], (True, False), (True, False), (True, False), (None, 1, 2), Category)
    return [
        {"phase": phase, "park": park, "want": want, "carried": carried, "linked": linked, "synced": synced, "of": of}
        for phase, park, want, carried, linked, synced, of in wholes
        if (phase is Phase.PARKED) == (park is not None)
        and not (phase is Phase.PARKED and want)
        and (carried or (phase is Phase.IDLE and not want))
    ]


async def _insert(integration: int, n: int, facts: dict[str, Any]) -> int:
    object_id = await insert_object(key=f"K{n}")
    synced = facts.get("synced")
    category = facts.get("of", Category.FINANCE)
    later = datetime.now(UTC) + timedelta(hours=1)
    columns: dict[str, Any] = {
        "category": category.value,
        "want": facts.get("want", False),
        "carried": facts.get("carried", True),
        "linked": facts.get("linked", False),
        "park": facts["park"] and str(facts["park"]) if "park" in facts else None,
        "synced_version": synced,
        "synced_hash": b"a" if synced else None,
        "fail_count": n % 4,
        "crash_count": n % 3,
        "wanted_at": later if n % 2 else None,
        "quarantine_until": later,
        "next_at": later,
        "fence": n,
        "forced": n % 5 == 0,
    }
    id_ = await insert_binding(integration, object_id, **columns | ({"phase": "parked"} if columns["park"] else {}))
    phase = str(facts.get("phase", "idle"))
    if phase not in ("idle", "parked"):
        attempt = await insert_attempt(id_) if phase == "sent" else None
        await sql(
            "UPDATE binding SET phase = $2, open_attempt = $3, lease_until = now() WHERE id = $1", id_, phase, attempt
        )
    return id_
