"""A cause is told of once, however many objects have it, and once when none has it any more."""

import asyncio

import pytest

from backend.actions.line.hold_integration import hold_integration
from backend.actions.notifications.note_episodes import note_episodes
from backend.domain.notifications.troubles import MOST_CAUSES, Topic
from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from backend.storage.integrations import replace_map
from tests.actions.make import books, customer, department
from tests.actions.notifications.telling import MINUTE, after, subscribe, told
from tests.factories import drain, make_integration, press, receive, sql

pytestmark = pytest.mark.anyio

N45 = 'payment term N45 has no entry in the value map "payment term"'


async def fail(runtime: Runtime, integration: int, *keys: str) -> None:
    await receive(runtime, *[customer(key, payment_term="N45") for key in keys])
    await press(runtime, integration, *keys)
    await drain(runtime, integration)


async def mend(runtime: Runtime, integration: int, *keys: str) -> None:
    await replace_map(integration, "payment_term", {"N10": "Net 10", "N45": "Net 45"})
    await press(runtime, integration, *keys, verb=Verb.FORCE_SYNCHRONIZE)
    await drain(runtime, integration)


@pytest.fixture
async def integration(runtime: Runtime) -> int:
    made = await make_integration(runtime)
    await replace_map(made, "payment_term", {"N10": "Net 10"})
    return made


async def test_ten_objects_of_one_cause_make_one_message_with_their_number(runtime: Runtime, integration: int) -> None:
    await subscribe(runtime, integration)
    await fail(runtime, integration, "C0")
    await note_episodes(runtime)
    early = await told()
    await fail(runtime, integration, *[f"C{n}" for n in range(1, 10)])
    first = await after(runtime)
    await fail(runtime, integration, "C99")

    assert early == []
    assert first == [("cause.began", f"10 objects in error: {N45}")]
    assert await after(runtime) == first


async def test_very_many_causes_at_once_are_told_of_as_one(runtime: Runtime, integration: int) -> None:
    await subscribe(runtime, integration)
    await fail(runtime, integration, "C0")
    await after(runtime)
    terms = {f"T{n}": f"Net {n}" for n in range(MOST_CAUSES)}
    await receive(runtime, *[customer(f"C{term}", payment_term=term) for term in terms])
    await press(runtime, integration)
    await drain(runtime, integration)
    many = await after(runtime)
    await replace_map(integration, "payment_term", terms)
    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    await drain(runtime, integration)

    assert many[1:] == [("cause.many.began", f"{MOST_CAUSES + 1} causes of errors at once")]
    assert (await after(runtime))[2:] == [("cause.many.over", "No more than 20 causes of errors any more")]


async def test_a_cause_is_over_when_no_object_has_it_and_that_is_told_once(runtime: Runtime, integration: int) -> None:
    await subscribe(runtime, integration)
    await fail(runtime, integration, "C0", "C1")
    await after(runtime)
    await mend(runtime, integration, "C0")
    half = await after(runtime)
    await mend(runtime, integration, "C1")
    whole = await after(runtime)

    assert len(half) == 1
    assert whole[1:] == [("cause.over", f"No object is in error any more: {N45}")]
    assert await after(runtime) == whole


async def test_a_retry_that_fails_again_is_no_end(runtime: Runtime, integration: int) -> None:
    await subscribe(runtime, integration)
    await fail(runtime, integration, "C0")
    await after(runtime)
    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    await note_episodes(runtime)
    await drain(runtime, integration)

    assert len(await after(runtime)) == 1


async def test_while_an_integration_is_held_no_cause_ends(runtime: Runtime, integration: int) -> None:
    await subscribe(runtime, integration, Topic.CAUSE)
    await fail(runtime, integration, "C0")
    await after(runtime)
    await hold_integration(integration, "Month end", by="ada")
    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)

    assert len(await after(runtime)) == 1


async def test_a_cause_that_comes_again_is_told_of_again(runtime: Runtime, integration: int) -> None:
    await subscribe(runtime, integration)
    await fail(runtime, integration, "C0")
    await after(runtime)
    await mend(runtime, integration, "C0")
    await after(runtime)
    await replace_map(integration, "payment_term", {"N10": "Net 10"})
    await fail(runtime, integration, "C1")

    assert [event for event, _ in await after(runtime)] == ["cause.began", "cause.over", "cause.began"]


async def test_a_cause_that_is_mended_within_its_quiet_is_not_told_of(runtime: Runtime, integration: int) -> None:
    await subscribe(runtime, integration)
    await fail(runtime, integration, "C0")
    await note_episodes(runtime)
    await mend(runtime, integration, "C0")
    await after(runtime)

    assert await after(runtime) == []


async def test_two_processes_that_look_at_once_tell_once(runtime: Runtime, integration: int) -> None:
    await subscribe(runtime, integration)
    await fail(runtime, integration, "C0")
    await note_episodes(runtime)
    await sql("UPDATE episode SET noted_at = noted_at - $1::interval", 2 * MINUTE)
    await asyncio.gather(*(asyncio.create_task(note_episodes(runtime)) for _ in range(5)))

    assert len(await told()) == 1


async def test_who_is_added_later_hears_of_nothing_that_was_told_before(runtime: Runtime, integration: int) -> None:
    await fail(runtime, integration, "C0")
    await after(runtime)
    await subscribe(runtime, integration)
    await mend(runtime, integration, "C0")

    assert await after(runtime) == []


async def test_who_asked_for_something_else_is_not_told(runtime: Runtime, integration: int) -> None:
    other = await make_integration(runtime)
    await subscribe(runtime, integration, Topic.LINE)
    await subscribe(runtime, other)
    await fail(runtime, integration, "C0")

    assert await after(runtime) == []


async def test_records_that_are_not_ours_are_told_of_once_however_many(runtime: Runtime, integration: int) -> None:
    await subscribe(runtime, integration)
    keys = [f"D{n}" for n in range(3)]
    for key in keys:
        (await books(integration)).add(kind="department", number=key, level="top", fields={"name": "Theirs"})
    await receive(runtime, *[department(key) for key in keys])
    await press(runtime, integration)
    await drain(runtime, integration)

    taken = "Its number belongs to another record at the third party already"
    assert await after(runtime) == [("cause.began", f"3 objects in error: {taken}")]
