"""Very many objects in one press: frozen, marked chunk by chunk, by whoever is there, each once."""

import asyncio
import contextvars
from collections.abc import Iterator
from typing import Any

import pytest

from backend.actions.syncs import press as pressing
from backend.actions.syncs.mark_chunks import mark_chunks
from backend.actions.syncs.press import Pressed, press
from backend.actions.syncs.stop_sync import stop_sync
from backend.actions.syncs.withdraw import withdraw
from backend.actions.tend import tend
from backend.domain.grid.filters import GridFilter
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage import syncs
from backend.storage.protocol import marks
from backend.storage.screens.syncs.plans import preflight_matching
from backend.storage.screens.syncs.progress import SyncPage, sync_page
from tests.actions.make import come_to_rest, configure, customer, department, invoice, receive_one, row_of, written
from tests.factories import drain, make_integration, receive, rows, sql, statuses
from tests.factories import press as press_few

pytestmark = pytest.mark.anyio

EVERYTHING = GridFilter()


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if ten objects were very many."""
    monkeypatch.setattr(syncs, "CHUNK", 10)
    monkeypatch.setattr(pressing, "FEW", 0)
    return


async def _objects(runtime: Runtime, number: int = 35) -> int:
    integration = await make_integration(runtime)
    await receive(runtime, *(department(f"D{n:02}") for n in range(number)))
    return integration


async def _press(
    runtime: Runtime, integration: int, given: GridFilter = EVERYTHING, verb: Verb = Verb.SYNCHRONIZE, by: str = "Ada"
) -> Pressed:
    return await press(runtime, integration, given, verb, by=by)


async def _page(integration: int, sync: int | None) -> SyncPage:
    assert sync is not None
    found = await sync_page(integration, sync)
    assert found is not None
    places = (found.success, found.error, found.changed, found.stopped, found.moving)
    assert sum(places) + sum(one.count for one in found.left_out_later) == found.items
    return found


def unmarked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who pressed dies before anything is marked."""

    async def nothing(*, seconds: float) -> int:
        return 0

    monkeypatch.setattr("backend.actions.syncs.request_bulk.mark_chunks", nothing)


async def test_a_press_by_filter_marks_all_that_match_and_nothing_else(runtime: Runtime) -> None:
    integration = await _objects(runtime)
    done = await _press(runtime, integration, GridFilter(key="D0"))
    found = await statuses(integration)
    assert {key for key, status in found.items() if status == "pending"} == {f"D{n:02}" for n in range(10)}
    assert (done.sent, done.left_out) == (10, [])
    page = await _page(integration, done.sync)
    assert (page.filter, page.queued, page.frozen) == ("key=D0", 10, 0)


async def test_what_is_frozen_stays_chosen_whatever_comes_after(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration = await _objects(runtime)
    unmarked(monkeypatch)
    done = await _press(runtime, integration, GridFilter(key="D*"))
    await receive(runtime, department("D99"))
    assert set((await statuses(integration)).values()) == {"not_integrated"}
    await tend(runtime)
    found = await statuses(integration)
    assert found.pop("D99") == "not_integrated"
    assert set(found.values()) == {"pending"}
    assert (await _page(integration, done.sync)).queued == 35


async def test_two_operators_send_each_object_once_and_are_told(runtime: Runtime) -> None:
    integration = await _objects(runtime)
    both = await asyncio.gather(*(_press(runtime, integration, by=who) for who in ("Ada", "Ben")))
    pages = [await _page(integration, one.sync) for one in both if one.sync]
    assert sum(page.queued for page in pages) == 35
    told = [one for done in both for one in done.left_out] + [one for page in pages for one in page.left_out_later]
    assert {one.reason for one in told} == {"already synchronizing"}
    assert sum(one.count for one in told) == 35
    assert {row["revision"] for row in await rows(integration)} == {2}


@pytest.mark.parametrize("few", [0, 100])
async def test_fifty_presses_at_once_mark_each_object_once(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Whether they are very many or few."""
    integration = await _objects(runtime)
    monkeypatch.setattr(pressing, "FEW", few)
    done = await asyncio.gather(*(_press(runtime, integration) for _ in range(50)))
    await mark_chunks(seconds=60)
    pages = [await _page(integration, one.sync) for one in done if one.sync]
    assert sum(page.queued for page in pages) == 35
    assert {row["revision"] for row in await rows(integration)} == {2}


async def test_another_number_than_the_button_showed_does_nothing(runtime: Runtime) -> None:
    integration = await _objects(runtime)
    done = await press(runtime, integration, EVERYTHING, Verb.SYNCHRONIZE, by="Ada", expected=34)
    assert (done.sync, done.sent, done.meanwhile) == (None, 35, True)
    assert await sql("SELECT FROM sync UNION ALL SELECT FROM sync_chunk") == []


async def test_a_press_that_sends_nobody_makes_no_sync(runtime: Runtime) -> None:
    integration = await _objects(runtime)
    done = await _press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    assert (done.sync, done.sent, done.meanwhile) == (None, 0, False)
    assert [(one.reason, one.count, one.example) for one in done.left_out] == [("use Synchronize", 35, "D00")]
    assert await sql("SELECT FROM sync") == []


async def test_master_data_has_its_turn_before_documents_across_chunks(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, *(invoice(f"INV{n}") for n in range(12)), customer())
    await _press(runtime, integration)
    first, *_ = sorted(await rows(integration), key=lambda row: (row["next_at"], row["id"]))
    assert first["kind"] == "customer"


async def test_stopping_before_anything_is_marked_changes_no_object(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    integration = await _objects(runtime)
    before = await rows(integration)
    unmarked(monkeypatch)
    done = await _press(runtime, integration)
    assert done.sync
    assert await stop_sync(integration, done.sync, by="Ada")
    await tend(runtime)
    assert await rows(integration) == before
    page = await _page(integration, done.sync)
    assert (page.stopped, page.stopped_by, page.withdrawing) == (35, "Ada", False)


async def test_what_was_sent_goes_on_and_what_waits_is_as_it_was(runtime: Runtime) -> None:
    integration = await make_integration(runtime, batch_size=10)
    await receive(runtime, *(department(f"D{n:02}") for n in range(35)))
    done = await _press(runtime, integration)
    assert done.sync
    await sql("UPDATE binding SET next_at = now() + interval '1 hour' WHERE id > (SELECT min(id) + 9 FROM binding)")
    await drain(runtime, integration)
    assert await stop_sync(integration, done.sync, by="Ada")
    page = await _page(integration, done.sync)
    assert (page.success, page.stopped, page.moving) == (10, 25, 0)
    assert sorted((await statuses(integration)).values()) == ["not_integrated"] * 25 + ["success"] * 10
    again = await _press(runtime, integration)
    assert again.sent == 25


async def test_errors_come_back_with_what_was_said_of_them(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"refuse_prefix": "D"})
    await receive(runtime, *(department(f"D{n:02}") for n in range(15)))
    await press_few(runtime, integration)
    await drain(runtime, integration)
    before = [(row["park"], row["message"]) for row in await rows(integration)]
    assert {park for park, _ in before} == {"ordinary"}
    done = await _press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    assert set((await statuses(integration)).values()) == {"pending"}
    assert done.sync
    await stop_sync(integration, done.sync, by="Ada")
    assert [(row["park"], row["message"]) for row in await rows(integration)] == before
    assert (await _page(integration, done.sync)).stopped == 15


async def test_a_version_that_is_wanted_by_itself_is_not_withdrawn(runtime: Runtime) -> None:
    integration = await _objects(runtime, 2)
    done = await _press(runtime, integration)
    await configure(runtime, integration, automatic={"department": True})
    await receive_one(runtime, department("D01", name="Newer"))
    assert done.sync
    await stop_sync(integration, done.sync, by="Ada")
    assert await statuses(integration) == {"D00": "not_integrated", "D01": "pending"}


async def test_who_stops_and_dies_leaves_the_rest_to_others(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    integration = await _objects(runtime)
    done = await _press(runtime, integration)
    monkeypatch.setattr("backend.actions.syncs.stop_sync.WITHDRAW_SECONDS", 0.0)
    assert done.sync
    await stop_sync(integration, done.sync, by="Ada")
    page = await _page(integration, done.sync)
    assert (page.withdrawing, page.queued) == (True, 35)
    await withdraw(runtime, seconds=60)
    page = await _page(integration, done.sync)
    assert (page.withdrawing, page.stopped) == (False, 35)


async def test_a_sync_is_stopped_once_and_only_at_its_integration(runtime: Runtime) -> None:
    integration, other = await _objects(runtime), await make_integration(runtime)
    done = await _press(runtime, integration)
    assert done.sync
    assert not await stop_sync(other, done.sync, by="Ada")
    assert await stop_sync(integration, done.sync, by="Ada")
    assert not await stop_sync(integration, done.sync, by="Ben")
    assert [row["actor"] for row in await sql("SELECT actor FROM audit WHERE action = 'sync.stopped'")] == ["Ada"]


async def _in_flight_when_stopped(runtime: Runtime) -> int:
    """Of D00 nobody knows what became of it; eleven others were never sent."""
    integration = await make_integration(runtime, config={"broken": True})
    await receive(runtime, department("D00"))
    first = await _press(runtime, integration)
    await drain(runtime, integration)
    assert first.sync is not None
    assert await stop_sync(integration, first.sync, by="Ada")
    await configure(runtime, integration, config={"broken": False})
    await receive(runtime, *(department(f"D{n:02}") for n in range(1, 12)))
    return integration


async def test_what_is_in_flight_of_a_stopped_sync_is_taken_over_as_the_button_said(runtime: Runtime) -> None:
    integration = await _in_flight_when_stopped(runtime)
    before, plan = await row_of(integration, "D00"), await preflight_matching(integration, EVERYTHING)
    assert (before["phase"], plan.synchronize, plan.force, plan.left_out) == ("confirming", 12, 0, [])

    done = await press(runtime, integration, EVERYTHING, Verb.SYNCHRONIZE, by="Ada", expected=12)

    assert (done.sent, done.left_out) == (12, [])
    assert await row_of(integration, "D00") == before
    assert (await _page(integration, 1)).stopped == 1
    assert (await _page(integration, done.sync)).moving == 12
    await come_to_rest(runtime, integration)
    page = await _page(integration, done.sync)
    assert (page.success, page.left_out_later) == (12, [])
    assert await written(integration) == {f"D{n:02}": 1 for n in range(12)}


async def test_force_takes_nothing_over_and_says_what_does(runtime: Runtime) -> None:
    integration = await _in_flight_when_stopped(runtime)
    done = await _press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    assert [(one.reason, one.count) for one in done.left_out] == [("use Synchronize", 12)]


async def test_what_was_taken_over_is_stopped_with_its_new_sync(runtime: Runtime) -> None:
    integration = await _in_flight_when_stopped(runtime)
    done = await _press(runtime, integration)
    assert done.sync is not None
    await stop_sync(integration, done.sync, by="Ada")
    await come_to_rest(runtime, integration)
    assert set((await statuses(integration)).values()) == {"not_integrated"}
    assert (await _page(integration, done.sync)).stopped == 12
    assert await written(integration) == {}


async def test_a_stop_takes_nothing_back_that_was_pressed_anew_meanwhile(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it read as waiting was sent, and then asked for by somebody else, before it was locked."""
    integration = await _objects(runtime, 1)
    first = await _press(runtime, integration)
    waiting, later = marks.waiting, []

    async def read(*given: Any) -> list[marks.Waiting]:
        seen = await waiting(*given)
        if not later:
            later.append(first.sync)
            await asyncio.create_task(others(), context=contextvars.Context())  # not in the transaction of here
        return seen

    async def others() -> None:
        await drain(runtime, integration)
        await receive(runtime, department("D00", name="Newer"))
        later.append((await _press(runtime, integration, by="Bob")).sync)

    monkeypatch.setattr(marks, "waiting", read)
    assert first.sync is not None
    assert await stop_sync(integration, first.sync, by="Ada")

    assert await statuses(integration) == {"D00": "pending"}
    assert (await _page(integration, later[1])).queued == 1
