"""Whoever waits for the end learns when nothing can move by itself, and what for."""

from random import Random
from typing import Any

import pytest

from backend.actions.syncs.request_sync import Requested
from backend.domain.status import Status
from backend.runtime import Runtime
from backend.storage.screens.syncs.progress import settled
from tests.factories import drain, make_envelope, make_integration, press, receive, sql
from tests.storage.screens.bindings import insert, make, make_books

pytestmark = pytest.mark.anyio

_EDGE = """INSERT INTO edge SELECT b.integration, b.id, p.kind, p.key
           FROM binding b JOIN object o ON o.id = b.object, object p
           WHERE b.integration = $1 AND o.key = $2 AND p.key = $3"""


async def make_chain(runtime: Runtime, states: dict[str, dict[str, Any]], needs: list[tuple[str, str]]) -> int:
    """Objects by key, each with the columns of its binding; (child, what it needs)."""
    integration, _ = await make_books(runtime, 0)
    plain = {"status": Status.NOT_INTEGRATED, "linked": False, "synced": None, "kind": "item"}
    ids = await insert(integration, [make(Random(1), 1, key=key, **plain) for key in states])
    for id_, columns in zip(ids, states.values(), strict=True):
        values = {"phase": "idle", "want": False, "park": None, "linked": False} | columns
        await sql(
            "UPDATE binding SET phase = $2, want = $3, park = $4, linked = $5, next_at = now() WHERE id = $1",
            id_,
            *values.values(),
        )
    for child, needed in needs:
        await sql(_EDGE, integration, child, needed)
    return integration


BLOCKED, QUEUED = {"phase": "blocked"}, {"want": True}
PARKED = {"phase": "parked", "park": "ordinary"}


@pytest.mark.parametrize(
    ("states", "needs", "still", "waiting_for"),
    [
        ({"a": QUEUED}, [], 1, []),
        ({"a": BLOCKED, "p": QUEUED}, [("a", "p")], 2, []),
        ({"a": BLOCKED, "p": PARKED}, [("a", "p")], 1, []),
        ({"a": BLOCKED, "p": {"linked": True}}, [("a", "p")], 1, []),
        ({"a": BLOCKED, "b": BLOCKED, "p": QUEUED}, [("a", "b"), ("b", "p")], 3, []),
        ({"a": BLOCKED, "p": {}}, [("a", "p")], 0, [("a", "p", "not integrated, and nobody asked to send it")]),
        (
            {"a": BLOCKED, "b": BLOCKED, "p": {}, "q": QUEUED},
            [("a", "b"), ("b", "p"), ("a", "q")],
            1,
            [("b", "p", "not integrated, and nobody asked to send it"), ("a", "b", "waits itself")],
        ),
        (
            {"a": BLOCKED, "b": BLOCKED},
            [("a", "b"), ("b", "a")],
            0,
            [("a", "b", "waits itself"), ("b", "a", "waits itself")],
        ),
    ],
)
async def test_what_can_still_move_is_told_from_what_is_stuck(
    runtime: Runtime,
    states: dict[str, dict[str, Any]],
    needs: list[tuple[str, str]],
    still: int,
    waiting_for: list[tuple[str, str, str]],
) -> None:
    integration = await make_chain(runtime, states, needs)

    found = await settled(integration)

    assert found.total == len(states)
    assert (found.still, found.stuck) == (still, found.pending - still)
    assert found.waiting_for == [(key, "item", "item", needed, why) for key, needed, why in waiting_for]


async def test_an_object_that_was_never_received_is_named(runtime: Runtime) -> None:
    integration = await make_chain(runtime, {"a": BLOCKED}, [])
    await sql(
        "INSERT INTO edge SELECT integration, id, 'customer', 'HUNGO' FROM binding WHERE integration = $1", integration
    )

    found = await settled(integration)

    assert found.waiting_for == [("a", "item", "customer", "HUNGO", "never received")]
    assert (found.still, found.stuck) == (0, 1)


async def test_a_sync_is_counted_by_its_own_items(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, make_envelope(key="D1"), make_envelope(key="D2"), make_envelope(key="D3"))
    first = await press(runtime, integration, "D1", "D2")
    assert isinstance(first, Requested)
    before = await settled(integration, first.sync)
    assert (before.total, before.pending, before.still) == (2, 2, 2)

    await drain(runtime, integration)
    await press(runtime, integration, "D3")

    after = await settled(integration, first.sync)
    assert (after.total, after.success, after.pending, after.still) == (2, 2, 0, 0)
    everything = await settled(integration)
    assert (everything.total, everything.success, everything.pending, everything.still) == (3, 2, 1, 1)


async def test_a_syncs_stuck_items_are_found_behind_objects_of_others(runtime: Runtime) -> None:
    integration = await make_chain(runtime, {"a": BLOCKED, "b": BLOCKED, "p": {}}, [("a", "b"), ("b", "p")])
    (made,) = await sql(
        "INSERT INTO sync (integration, verb, asked_by, items) VALUES ($1, 'synchronize', 'Ada', 1) RETURNING id",
        integration,
    )
    await sql(
        "INSERT INTO sync_item (sync, binding, version) SELECT $1, b.id, 1 FROM binding b"
        " JOIN object o ON o.id = b.object WHERE o.key = 'a' AND b.integration = $2",
        made["id"],
        integration,
    )

    found = await settled(integration, made["id"])

    assert (found.total, found.pending, found.stuck, found.still) == (1, 1, 1, 0)
    assert found.waiting_for == [
        ("b", "item", "item", "p", "not integrated, and nobody asked to send it"),
        ("a", "item", "item", "b", "waits itself"),
    ]
