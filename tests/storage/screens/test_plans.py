"""The number on a button is the number that is sent."""

from itertools import product
from random import Random
from typing import Any

import pytest

from backend.actions.syncs import press as pressing
from backend.actions.syncs.press import Pressed, TooManyError
from backend.actions.syncs.request_sync import Requested, request_sync
from backend.domain.grid.filters import read_typed_filter
from backend.domain.grid.grid_filter import GridFilter
from backend.domain.status import Status
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage import syncs
from backend.storage.screens.syncs.plans import Both, preflight, preflight_matching
from tests.factories import make_envelope, make_integration, press, receive, rows, sql
from tests.storage.screens.bindings import insert, make, make_books

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(("verb", "seed"), list(product(Verb, range(3))))
async def test_the_number_on_the_button_is_the_syncs(runtime: Runtime, verb: Verb, seed: int) -> None:
    integration, books = await make_books(runtime, 60)
    ids = Random(seed).sample(list(books), 30)

    plan = await preflight(integration, ids)
    done = await request_sync(runtime, integration, ids, verb, by="Ada")

    assert isinstance(done, Requested)
    number = plan.synchronize if verb is Verb.SYNCHRONIZE else plan.force
    assert len(done.plan.sent) == number > 0
    assert plan.selected == 30 == plan.synchronize + plan.force + sum(count for _, count, _ in plan.left_out)


async def test_what_neither_button_sends_is_left_out_with_its_reason(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 0)
    statuses = [Status.PENDING, Status.SUCCESS, Status.SUCCESS, Status.ERROR, Status.ERROR, Status.NOT_INTEGRATED]
    made = [make(Random(n), n, key=f"K{n}", status=status, linked=status is Status.SUCCESS, version=1,
                 synced=1 if status is Status.SUCCESS else None) for n, status in enumerate(statuses)]  # fmt: skip
    ids = await insert(integration, made)
    await sql("UPDATE binding SET park = 'foreign' WHERE id = $1", ids[3])

    plan = await preflight(integration, [*ids, 987_654], hidden=2, worker_down=True)

    assert (plan.selected, plan.synchronize, plan.force) == (6, 1, 1)
    assert sorted(plan.left_out) == [
        ("already synchronizing", 1, "K0"),
        ("in step", 2, "K1"),
        ("resolve first", 1, "K3"),
    ]
    assert (plan.hidden, plan.worker_down) == (2, True)


async def test_who_would_wait_for_what_nobody_sends_is_named(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(
        runtime, make_envelope("sales_invoice", "INV-1", body={"customer": "C1"}), make_envelope("customer", "C1")
    )
    await sql("DELETE FROM edge WHERE kind <> 'customer' OR key <> 'C1'")
    ids = {row["key"]: row["id"] for row in await rows(integration)}

    alone = await preflight(integration, [ids["INV-1"]])
    assert alone.waits == [("INV-1", "customer", "C1", Status.NOT_INTEGRATED)]
    assert alone.waiting == 1

    both = await preflight(integration, list(ids.values()))
    assert (both.waits, both.waiting) == ([], 0)

    await press(runtime, integration, "C1")
    assert (await preflight(integration, [ids["INV-1"]])).waiting == 0

    await sql("UPDATE edge SET key = 'C2'")
    assert (await preflight(integration, [ids["INV-1"]])).waits == [("INV-1", "customer", "C2", None)]


async def test_what_waits_is_not_said_to_be_sent_through_others_either(runtime: Runtime) -> None:
    integration, ids = await _chain(runtime)
    await receive(runtime, make_envelope("customer", "C9"))
    free = next(row["id"] for row in await rows(integration) if row["key"] == "C9")
    await sql("DELETE FROM edge WHERE child = $1", free)
    lower = [ids["INV-1"], ids["C1"], free]

    plan = await preflight(integration, lower)
    assert (plan.synchronize, plan.held_up, plan.at_once) == (3, 2, 1)
    assert (await preflight(integration, [*lower, ids["C0"]])).held_up == 0
    await sql("UPDATE binding SET phase = 'parked', park = 'ordinary' WHERE id = $1", ids["C0"])
    assert (await preflight(integration, [*lower, ids["C0"]])).held_up == 2  # another verb sends it


async def test_three_waits_are_named_and_all_are_counted(runtime: Runtime) -> None:
    integration, _ = await make_books(runtime, 0)
    made = [make(Random(n), n, status=Status.NOT_INTEGRATED, linked=False, synced=None) for n in range(5)]
    ids = await insert(integration, made)
    await sql("INSERT INTO edge SELECT $1, id, 'item', 'I' || n FROM binding, generate_series(1, 2) n", integration)

    plan = await preflight(integration, ids)

    assert (len(plan.waits), plan.waiting) == (3, 5)


async def test_what_they_need_can_be_sent_with_them_through_others_too(runtime: Runtime) -> None:
    integration, ids = await _chain(runtime)

    plan = await preflight(integration, [ids["INV-1"]])
    done = await take_along(runtime, integration, [ids["INV-1"]], expected=3)

    assert (plan.synchronize, plan.both) == (1, Both(Verb.SYNCHRONIZE, 3))
    assert (done.sent, done.left_out) == (3, [])
    assert {row["key"] for row in await rows(integration) if row["status"] == "pending"} == {"INV-1", "C1", "C0"}


async def test_what_is_in_error_and_needed_is_looked_up_first(runtime: Runtime) -> None:
    integration, ids = await _chain(runtime)
    await sql("UPDATE binding SET phase = 'parked', park = 'ordinary' WHERE id = $1", ids["C0"])

    await take_along(runtime, integration, [ids["INV-1"]], expected=3)

    assert {row["key"]: row["phase"] for row in await rows(integration)} == {
        "INV-1": "idle",
        "C1": "idle",
        "C0": "confirming",
    }


async def test_who_waits_already_may_take_along_what_it_waits_for(runtime: Runtime) -> None:
    integration, ids = await _chain(runtime)
    await press(runtime, integration, "INV-1")

    plan = await preflight(integration, [ids["INV-1"]])

    assert (plan.synchronize, plan.both) == (0, Both(Verb.SYNCHRONIZE, 2))
    assert (await take_along(runtime, integration, [ids["INV-1"]], expected=2)).sent == 2


async def test_what_ends_none_of_the_waits_is_not_offered(runtime: Runtime) -> None:
    integration, ids = await _chain(runtime)
    await sql("UPDATE binding SET phase = 'parked', park = 'foreign' WHERE id = $1", ids["C1"])
    await sql("UPDATE binding SET phase = 'parked', park = 'ordinary' WHERE id = $1", ids["C0"])

    plan = await preflight(integration, list(ids.values()))

    assert (plan.waits, plan.both) == ([("INV-1", "customer", "C1", Status.ERROR)], None)


async def test_a_circle_is_taken_along_once(runtime: Runtime) -> None:
    integration, ids = await _chain(runtime)
    await sql("INSERT INTO edge VALUES ($1, $2, 'customer', 'C1')", integration, ids["C0"])

    assert (await preflight(integration, [ids["INV-1"]])).both == Both(Verb.SYNCHRONIZE, 3)


async def test_more_than_one_press_takes_along_is_not_offered_and_refused(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration, ids = await _chain(runtime)
    monkeypatch.setattr(syncs, "MOST_NEEDED", 1)

    assert (await preflight(integration, [ids["INV-1"]])).both is None
    with pytest.raises(TooManyError, match="more than 1 objects that are not there"):
        await take_along(runtime, integration, [ids["INV-1"]], expected=3)


async def _chain(runtime: Runtime) -> tuple[int, dict[str, int]]:
    """An invoice that needs a customer, which needs another."""
    integration = await make_integration(runtime)
    invoice = make_envelope("sales_invoice", "INV-1", body={"customer": "C1"})
    await receive(runtime, invoice, *(make_envelope("customer", key) for key in ("C0", "C1")))
    await sql("DELETE FROM edge WHERE kind <> 'customer' OR key <> 'C1'")
    ids = {row["key"]: row["id"] for row in await rows(integration)}
    await sql("INSERT INTO edge VALUES ($1, $2, 'customer', 'C0')", integration, ids["C1"])
    return integration, ids


async def take_along(runtime: Runtime, integration: int, ids: list[int], *, expected: int) -> Pressed:
    how: Any = {"by": "Ada", "expected": expected, "with_needed": True}
    return await pressing.press(runtime, integration, ids, Verb.SYNCHRONIZE, **how)


async def _waiting_for_a_customer(runtime: Runtime) -> int:
    """A customer and, newer, two invoices that need it."""
    integration = await make_integration(runtime)
    invoices = [make_envelope("sales_invoice", f"INV-{n}", body={"customer": "C1"}) for n in (1, 2)]
    await receive(runtime, make_envelope("customer", "C1"), *invoices)
    await sql("DELETE FROM edge WHERE kind <> 'customer' OR key <> 'C1'")
    return integration


async def test_of_all_that_match_too_it_is_said_who_waits_and_what_sends_both(runtime: Runtime) -> None:
    integration = await _waiting_for_a_customer(runtime)
    plan = await preflight_matching(integration, GridFilter(kind="sales_invoice", key="INV-1"))
    assert (plan.matching, plan.selected, plan.synchronize, plan.examined) == (True, 1, 1, None)
    assert plan.waits == [("INV-1", "customer", "C1", Status.NOT_INTEGRATED)]
    assert plan.both == Both(Verb.SYNCHRONIZE, 2)

    given = GridFilter(kind="sales_invoice", key="INV-1")
    done = await pressing.press(runtime, integration, given, Verb.SYNCHRONIZE, by="Ada", expected=2, with_needed=True)
    assert (done.sent, done.meanwhile) == (2, False)


async def test_of_very_many_that_match_the_first_are_looked_at_and_that_is_said(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration = await _waiting_for_a_customer(runtime)
    monkeypatch.setattr(syncs, "CHUNK", 1)
    plan = await preflight_matching(integration, GridFilter(kind="sales_invoice"))
    assert (plan.selected, plan.synchronize, plan.held_up, plan.examined) == (2, 2, 1, 1)
    assert plan.waits == [("INV-2", "customer", "C1", Status.NOT_INTEGRATED)]
    assert (plan.waiting, plan.both) == (1, None)


async def test_what_matches_too_is_waited_for_by_nobody_though_it_was_not_looked_at(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration = await _waiting_for_a_customer(runtime)
    monkeypatch.setattr(syncs, "CHUNK", 1)
    plan = await preflight_matching(integration, GridFilter())
    assert (plan.selected, plan.waits, plan.waiting, plan.held_up) == (3, [], 0, 0)
    await sql("UPDATE binding SET phase = 'parked', park = 'foreign' WHERE kind = 'customer'")
    plan = await preflight_matching(integration, GridFilter())
    assert plan.waits == [("INV-2", "customer", "C1", Status.ERROR)]


async def test_a_filter_that_cannot_be_read_whole_finds_nobody(runtime: Runtime) -> None:
    integration = await _waiting_for_a_customer(runtime)
    given = read_typed_filter([("version", "newest"), ("kind", "customer")])
    assert isinstance(given, GridFilter)
    assert (await preflight_matching(integration, given)).selected == 0
