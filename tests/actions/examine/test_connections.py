"""Who examines keeps to the connections that are allowed, and says so when none is free."""

import asyncio
from datetime import timedelta

import pytest

from backend.domain.integrations.findings import About
from backend.storage.protocol import slots
from tests.actions.examine.office import Office
from tests.actions.make import department
from tests.factories import drain, press, receive, sql, statuses
from tests.waiting import until

pytestmark = pytest.mark.anyio

MINUTE = timedelta(minutes=1)


async def test_without_a_free_connection_nothing_is_asked(office: Office) -> None:
    for number in (1, 2):
        assert await slots.take(office.number, number, MINUTE)

    (found,) = await office.unwell()

    assert found.about is About.SLOT
    assert found.sentence.startswith("Each of the 2 connections that Sage Intacct allows is in use")
    assert "network" not in found.next_step
    assert "as many as Sage Intacct allows" in found.next_step
    assert office.third_party.stats()["requests"] == 0


async def test_a_connection_that_becomes_free_is_used_and_given_back(office: Office) -> None:
    await office.configure(connections_allowed=1)
    taken = await slots.take(office.number, 1, MINUTE)
    assert taken
    examining = asyncio.create_task(office.examine(patience=30))
    await asyncio.sleep(0)
    assert office.third_party.stats()["requests"] == 0

    await slots.free(office.number, 1, taken.fence, rest=timedelta(0))

    assert (await examining).ok
    assert await sql("SELECT FROM slot WHERE lease_until IS NOT NULL") == []


async def test_two_at_once_over_one_connection_take_turns(office: Office) -> None:
    await office.configure(connections_allowed=1)
    office.third_party.play("settings", {"latency_ms": 50})

    first, second = await asyncio.gather(*(office.examine(patience=30) for _ in range(2)))

    assert (first.ok, second.ok) == (True, True)
    assert office.third_party.stats()["connections_most"] == 1


async def test_while_objects_are_sent_over_the_only_connection_it_waits_its_turn(office: Office) -> None:
    await office.configure(connections_allowed=1, batch_size=2)
    office.third_party.play("settings", {"latency_ms": 50})
    await receive(office.runtime, *(department(f"D{n}") for n in range(6)))
    await press(office.runtime, office.number)
    office.writes = 6

    _, report = await asyncio.gather(drain(office.runtime, office.number), office.examine(patience=30))

    assert report.ok
    assert set((await statuses(office.number)).values()) == {"success"}
    assert office.third_party.stats()["connections_most"] == 1


async def test_who_loses_the_connection_asks_no_more(office: Office) -> None:
    await office.use("100")
    office.third_party.play("settings", {"latency_ms": 300})
    examining = asyncio.create_task(office.examine())
    await until(office.was_asked)
    await sql("UPDATE slot SET fence = fence + 1")

    found = [one for one in (await examining).findings if not one.ok]

    assert found[0].sentence == "The settings were changed meanwhile, or the connection was given to somebody else"
    assert office.third_party.stats()["requests"] == 1
