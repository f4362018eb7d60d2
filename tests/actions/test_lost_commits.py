"""A COMMIT whose answer is lost may be done or not: nothing is lost, and nothing is sent twice."""

import contextlib
from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace

from backend.actions.tend import tend
from backend.domain.ingest.receiving import Receipt
from backend.runtime import Runtime, open_runtime
from backend.settings import Settings
from backend.storage.postgres.database import UNAVAILABLE
from tests.actions.make import come_to_rest, department, let_time_pass, written
from tests.factories import drain, make_integration, press, receive, sql, statuses
from tests.storage.commit_proxy import CommitProxy, Loses, through_proxy

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("loses", Loses, ids=lambda one: one.name.lower())]

MOST_COMMITS = 20  # of one drain
_NO_LOOKS, _CLAIM, INTENTS, _NOTHING_MORE, _NO_LOOKS_YET, ANSWERS = range(6)  # in the order of a drain with one push


@pytest.fixture
async def proxy(settings: Settings) -> AsyncIterator[tuple[CommitProxy, Settings]]:
    async with through_proxy(settings.database_url) as (proxy, url):
        yield proxy, replace(settings, database_url=url)


@pytest.fixture
async def runtime(proxy: tuple[CommitProxy, Settings]) -> AsyncIterator[Runtime]:
    async with open_runtime(proxy[1]) as opened:
        yield opened


@pytest.mark.parametrize("confirming", [False, True], ids=["push", "look"])
async def test_whichever_commit_of_a_drain_is_lost_each_object_is_there_once(
    runtime: Runtime, proxy: tuple[CommitProxy, Settings], loses: Loses, confirming: bool
) -> None:
    integration = await make_integration(runtime)
    keys: list[str] = []
    for n in range(MOST_COMMITS):
        keys += [f"D{n}", f"D{n} b"]
        await receive(runtime, department(keys[-2]), department(keys[-1]))
        await press(runtime, integration, *keys[-2:])
        if confirming:
            await _lose_the_answers(runtime, integration, proxy[0])
        proxy[0].lose(loses, after=n)
        with contextlib.suppress(*UNAVAILABLE):
            await drain(runtime, integration)
        lost = not proxy[0].armed
        proxy[0].disarm()
        await come_to_rest(runtime, integration)
        assert await statuses(integration) == dict.fromkeys(keys, "success")
        assert await written(integration) == dict.fromkeys(keys, 1)
        assert await sql("SELECT FROM attempt WHERE outcome IS NULL") == []
        if not lost:
            break
    assert n >= (1 if confirming else 2), "a drain claims, intends, and stores"
    assert not lost


async def _lose_the_answers(runtime: Runtime, integration: int, proxy: CommitProxy) -> None:
    """What was pushed is to be looked up: its intent was kept, and nothing else is known."""
    proxy.lose(Loses.ANSWER, after=INTENTS)
    with contextlib.suppress(*UNAVAILABLE):
        await drain(runtime, integration)
    assert not proxy.armed
    assert await sql("SELECT FROM binding WHERE phase = 'sent'")
    await let_time_pass()
    await tend(runtime)
    await let_time_pass()


async def test_nothing_is_sent_when_the_commit_of_its_intent_was_not_confirmed(
    runtime: Runtime, proxy: tuple[CommitProxy, Settings], loses: Loses
) -> None:
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    proxy[0].lose(loses, after=INTENTS)
    with pytest.raises(UNAVAILABLE):
        await drain(runtime, integration)

    assert await written(integration) == {}
    (row,) = await sql("SELECT phase, crash_count FROM binding")
    assert row["phase"] == ("sent" if loses is Loses.ANSWER else "idle"), "given back: no worker died of it"
    await come_to_rest(runtime, integration)
    assert await written(integration) == {"D1": 1}
    (row,) = await sql("SELECT status, crash_count FROM binding")
    assert (row["status"], row["crash_count"]) == ("success", 0)


async def test_an_answer_whose_storing_was_not_confirmed_is_stored_once_more(
    runtime: Runtime, proxy: tuple[CommitProxy, Settings], loses: Loses
) -> None:
    """No look is needed, and nobody is taken for dead."""
    integration = await make_integration(runtime)
    await receive(runtime, department())
    await press(runtime, integration)
    proxy[0].lose(loses, after=ANSWERS)
    await drain(runtime, integration)

    assert not proxy[0].armed
    assert await statuses(integration) == {"D1": "success"}
    (attempt,) = await sql("SELECT outcome, learned_by FROM attempt")
    assert (attempt["outcome"], attempt["learned_by"]) == ("applied", "answer")
    assert await sql("SELECT FROM binding WHERE crash_count > 0") == []


async def test_what_came_in_is_not_confirmed_either_and_comes_again_without_harm(
    runtime: Runtime, proxy: tuple[CommitProxy, Settings], loses: Loses
) -> None:
    await make_integration(runtime)
    proxy[0].lose(loses)
    with pytest.raises(UNAVAILABLE):
        await receive(runtime, department())

    (again,) = await receive(runtime, department())

    assert again.receipt is (Receipt.UNCHANGED if loses is Loses.ANSWER else Receipt.CREATED)
    assert len(await sql("SELECT FROM object_version")) == 1
