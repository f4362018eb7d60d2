"""A restored database is marked whole before it is released, and its restoration is ended by a person."""

import pytest

from backend.actions.instances.mark_restored import mark_restored
from backend.actions.tend import tend
from backend.domain.objects import Problem
from backend.domain.roles import Role
from backend.runtime import Runtime
from tests.actions.make import attempts_of, department, let_time_pass
from tests.actions.restored.restoring import ended, held, in_use, put_back, release
from tests.factories import drain, press, receive, sql, statuses

pytestmark = pytest.mark.anyio


async def test_nothing_is_released_before_all_is_marked(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    refused = await release(runtime, integration)
    assert refused is not None
    assert "still being marked" in refused.sentence
    assert await held(integration)


async def test_only_an_administrator_releases_it(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    await tend(runtime)
    refused = await release(runtime, integration, Role.OPERATOR)
    assert refused is not None
    assert "Only an administrator" in refused.sentence
    assert await held(integration)


async def test_marking_goes_on_where_a_crash_left_it(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    monkeypatch.setattr("backend.actions.instances.mark_restored.AT_ONCE", 1)
    monkeypatch.setattr("backend.actions.instances.mark_restored._CHUNKS", 1)
    await mark_restored(runtime)
    assert sorted((await statuses(integration)).values()) == ["pending", "success"]
    await mark_restored(runtime)
    await mark_restored(runtime)
    assert set((await statuses(integration)).values()) == {"pending"}
    assert (await sql("SELECT restoring_below FROM integration"))[0]["restoring_below"] is None


async def test_an_administrator_ends_it_once_it_is_released(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await put_back(runtime)
    assert isinstance(await ended(runtime, integration), Problem)
    await tend(runtime)
    assert await release(runtime, integration) is None
    early = await ended(runtime, integration)
    assert isinstance(early, Problem)
    assert "may still be carried out there" in early.sentence
    await let_time_pass()
    assert await ended(runtime, integration) == "From now on objects are created without a look before."
    assert isinstance(await ended(runtime, integration), Problem)
    await receive(runtime, department("NEW"))
    await press(runtime, integration, "NEW")
    await drain(runtime, integration)
    assert [one["operation"] for one in await attempts_of(integration, "NEW")] == ["create"]
    assert await sql("SELECT FROM audit WHERE action = 'restoration.ended' AND actor = 'Ada'")
