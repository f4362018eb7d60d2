"""Versions come in: once, twice, late, in any order, many at a time."""

import asyncio
from typing import Any

import pytest

from backend.domain.ingest.receiving import Receipt, Received
from backend.runtime import Runtime
from tests.actions.make import books, configure, department, invoice, is_in, let_time_pass, receive_one, row_of
from tests.factories import drain, make_integration, press, receive, sql, statuses
from tests.waiting import until

pytestmark = pytest.mark.anyio


def _brief(answer: Received) -> tuple[Receipt, int, int]:
    return answer.receipt, answer.version, answer.newest


async def _stored() -> list[tuple[Any, ...]]:
    found = await sql(
        "SELECT o.key, v.version, v.body ->> 'name' FROM object_version v JOIN object o ON o.id = v.object"
    )
    return sorted(map(tuple, found))


async def test_the_same_version_again_is_fine_and_changes_nothing(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive_one(runtime, department(version=3))
    before = await row_of(integration, "D1")
    assert _brief(await receive_one(runtime, department(version=3))) == (Receipt.UNCHANGED, 3, 3)
    assert await row_of(integration, "D1") == before


async def test_the_same_version_with_other_content_is_refused_and_nothing_is_stored(runtime: Runtime) -> None:
    await receive_one(runtime, department(version=3))
    answer = await receive_one(runtime, department(version=3, name="Other"))
    assert _brief(answer) == (Receipt.CONFLICT, 3, 3)
    assert await _stored() == [("D1", 3, "Sales")]


async def test_an_older_version_is_kept_and_superseded(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive_one(runtime, department(version=3))
    assert _brief(await receive_one(runtime, department(version=2, name="Old"))) == (Receipt.SUPERSEDED, 2, 3)
    assert await _stored() == [("D1", 2, "Old"), ("D1", 3, "Sales")]
    assert (await row_of(integration, "D1"))["desired_version"] == 3


async def test_without_a_number_the_next_one_is_given_if_the_content_differs(runtime: Runtime) -> None:
    assert _brief(await receive_one(runtime, department())) == (Receipt.CREATED, 1, 1)
    assert _brief(await receive_one(runtime, department())) == (Receipt.UNCHANGED, 1, 1)
    assert _brief(await receive_one(runtime, department(name="Newer"))) == (Receipt.CREATED, 2, 2)


async def test_versions_of_one_object_in_one_call_count_one_after_the_other(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    sent = [
        department(version=5, name="five"),
        department(version=2, name="two"),
        department(version=5, name="other"),
        department(name="next"),
        department(version=6, name="next"),
    ]
    answers = await receive(runtime, *sent)
    assert [one.receipt for one in answers] == ["created", "superseded", "conflict", "created", "unchanged"]
    assert await _stored() == [("D1", 2, "two"), ("D1", 5, "five"), ("D1", 6, "next")]
    row = await row_of(integration, "D1")
    (stored,) = await sql("SELECT current_version, current_hash FROM object")
    assert row["desired_version"] == stored["current_version"] == 6
    assert row["desired_hash"] == stored["current_hash"]


async def test_an_automatic_kind_waits_for_quiet_and_sends_only_the_newest(runtime: Runtime) -> None:
    integration = await make_integration(runtime, automatic={"department": True}, quiet_seconds={"department": 20})
    for name in ("one", "two", "three"):
        await receive(runtime, department(name=name))
        await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "pending"}
    assert (await books(integration)).records == {}
    await let_time_pass()
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    assert len(await sql("SELECT FROM attempt")) == 1
    assert (await books(integration)).records["1"].fields["name"] == "three"


async def test_a_press_is_not_delayed_by_the_quiet_time(runtime: Runtime) -> None:
    integration = await make_integration(runtime, quiet_seconds={"department": 3600})
    await receive(runtime, department())
    await press(runtime, integration)
    await configure(runtime, integration, automatic={"department": True})
    await receive(runtime, department(name="Newer"))
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}


async def test_content_that_comes_back_is_in_step_without_a_push(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    await drain(runtime, integration)
    await receive(runtime, department(name="Newer"))
    assert await statuses(integration) == {"D1": "desynchronized"}
    await receive(runtime, department())
    assert await statuses(integration) == {"D1": "success"}
    assert len(await sql("SELECT FROM attempt")) == 1


async def test_a_newer_version_during_a_push_follows_it(runtime: Runtime) -> None:
    integration = await make_integration(runtime, config={"latency_seconds": 5})
    await receive(runtime, department(name="one"))
    await press(runtime, integration)
    draining = asyncio.create_task(drain(runtime, integration))
    await until(lambda: is_in(integration, "D1", "sent"))
    await configure(runtime, integration, config={"latency_seconds": 0})
    sent = await row_of(integration, "D1")
    await receive(runtime, department(name="two"))
    await receive(runtime, department(name="three"))
    during = await row_of(integration, "D1")
    kept = ("phase", "fence", "lease_until", "open_attempt")
    assert [during[name] for name in kept] == [sent[name] for name in kept]
    await draining  # it ends by itself: the settings are others by now
    await drain(runtime, integration)
    assert await statuses(integration) == {"D1": "success"}
    tries = await sql("SELECT version, outcome FROM attempt ORDER BY id")
    assert [tuple(one) for one in tries] == [(1, "applied"), (3, "applied")]
    assert (await books(integration)).records["1"].fields["name"] == "three"


async def test_two_thousand_objects_in_one_call_twice_are_stored_once(runtime: Runtime) -> None:
    integration = await make_integration(runtime)
    many = [department(f"D{n}", name=f"Department {n}") for n in range(2_000)]
    assert {one.receipt for one in await receive(runtime, *many)} == {Receipt.CREATED}
    before = await sql("SELECT max(revision) AS revision, count(*) AS n FROM binding")
    assert {one.receipt for one in await receive(runtime, *many)} == {Receipt.UNCHANGED}
    assert await sql("SELECT max(revision) AS revision, count(*) AS n FROM binding") == before
    assert len(await statuses(integration)) == 2_000


async def test_the_same_new_objects_at_once_in_opposite_order_are_stored_once(runtime: Runtime) -> None:
    await make_integration(runtime)
    for turn in range(5):
        many = [department(f"D{turn}-{n}") for n in range(200)]
        answers = await asyncio.gather(receive(runtime, *many), receive(runtime, *reversed(many)))
        receipts = sorted(one.receipt for both in answers for one in both)
        assert receipts == [Receipt.CREATED] * 200 + [Receipt.UNCHANGED] * 200
    assert len(await _stored()) == 1_000


async def test_new_and_known_objects_at_once_do_not_wait_for_each_other_in_a_circle(runtime: Runtime) -> None:
    await make_integration(runtime)
    for turn in range(5):
        many = [department(f"D{turn}-{n}") for n in range(60)]
        await receive(runtime, *many[::3])
        newer = [department(one.ref.key, name="Newer") for one in many]
        await asyncio.gather(*(receive(runtime, *part) for part in (many, newer, many[::-1], newer[::-1])))
    assert len({key for key, _, _ in await _stored()}) == 300


async def test_amounts_arrive_in_the_grid(runtime: Runtime) -> None:
    await receive(runtime, invoice(total="12.34"))
    (row,) = await sql("SELECT amount, currency, counterparty, category FROM object")
    assert (str(row["amount"]), row["currency"], row["counterparty"], row["category"]) == (
        "12.3400",
        "EUR",
        "C1",
        "finance",
    )
