"""A database that was put back, or that went on from an earlier state, is noticed and held."""

from datetime import timedelta

import asyncpg
import pytest

from backend.actions.instances.begin_life import held_because
from backend.actions.instances.declare_restored import declare_restored
from backend.actions.instances.enter_database import enter_database
from backend.actions.instances.know_instance import know_instance
from backend.actions.tend import tend
from backend.runtime import Runtime
from backend.storage import integrations
from backend.storage.instances.witness import read_witness
from backend.storage.postgres.database import transaction
from backend.storage.protocol import slots
from tests.actions.make import attempts_of, department, let_time_pass, written
from tests.actions.restored.restoring import held, in_use, put_back, release
from tests.factories import drain, press, receive, sql

pytestmark = pytest.mark.anyio


async def test_a_start_on_the_same_database_changes_nothing(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    before = read_witness(runtime.settings.home)
    runtime.witness = None
    await enter_database(runtime, decides=True)
    assert read_witness(runtime.settings.home) == before
    assert await held(integration) == ""


async def test_the_home_learns_now_and_then_how_far_the_attempts_are(runtime: Runtime) -> None:
    await in_use(runtime)
    (newest,) = await sql("SELECT max(id) AS id FROM attempt")
    runtime._done_at.clear()
    await know_instance(runtime)
    witness = read_witness(runtime.settings.home)
    assert witness is not None
    assert witness.newest_attempt == newest["id"]


async def test_a_database_that_was_put_back_starts_held_and_says_what_to_hand_over_again(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    (newest,) = await sql("SELECT max(received_at) AS at FROM object_version")
    await put_back(runtime)
    assert await held(integration) == held_because(
        "lacks what happened since (attempt 102 was made, and its newest is 2)", newest["at"]
    )
    assert f"{newest['at']:%Y-%m-%d %H:%M:%S} UTC" in await held(integration)
    (audit,) = await sql("SELECT actor, subject FROM audit WHERE action = 'instance.restored'")
    assert audit["actor"] == "syncline"


async def test_why_it_was_held_before_stays_in_sight(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await sql("UPDATE integration SET held_reason = 'Month end'")
    await put_back(runtime)
    assert (await held(integration)).endswith("It was held before: Month end")
    await put_back(runtime)
    assert (await held(integration)).count("It was held before") <= 1


async def test_a_drain_that_began_before_the_restoration_sends_nothing_after_the_release(runtime: Runtime) -> None:
    known = await integrations.read(await in_use(runtime))
    assert known is not None
    taken = await slots.take(known.id, 1, timedelta(minutes=1))
    assert taken is not None
    await put_back(runtime)
    await tend(runtime)
    assert await release(runtime, known.id) is None
    assert not await slots.keep(known, 1, taken.fence, timedelta(minutes=1)), "it would create without a look"


async def test_after_a_fail_over_nothing_is_sent_even_before_it_is_noticed(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await receive(runtime, department("D3"))
    await press(runtime, integration)
    await sql("UPDATE instance SET timeline = 0")  # another server goes on, perhaps without what was written last
    await drain(runtime, integration)
    assert "D3" not in await written(integration)
    (row,) = await sql("SELECT phase, want, crash_count FROM binding ORDER BY id DESC LIMIT 1")
    assert (row["phase"], row["want"], row["crash_count"]) == ("idle", True, 0)
    await tend(runtime)
    assert "went on from an earlier state" in await held(integration)


async def test_after_a_dump_was_put_back_by_hand_nothing_is_sent_even_before_it_is_noticed(runtime: Runtime) -> None:
    """However young it is, and by the same connections, which such a restoration leaves open."""
    integration = await in_use(runtime)
    await receive(runtime, department("D3"))
    await press(runtime, integration)
    await sql("ALTER TABLE instance RENAME TO of_old")
    await sql("CREATE TABLE instance (LIKE of_old INCLUDING ALL)")
    await sql("INSERT INTO instance SELECT * FROM of_old")
    await drain(runtime, integration)
    assert "D3" not in await written(integration)
    await tend(runtime)
    assert "was put back from a dump" in await held(integration)
    assert await release(runtime, integration) is None
    await drain(runtime, integration)
    assert [one["operation"] for one in await attempts_of(integration, "D3")] == []
    await let_time_pass()
    await drain(runtime, integration)
    assert [one["operation"] for one in await attempts_of(integration, "D3")] == ["look", "create"]


async def test_no_table_is_made_anew_between_what_an_intent_asks_and_its_commit(runtime: Runtime) -> None:
    known = await integrations.read(await in_use(runtime))
    assert known is not None
    taken = await slots.take(known.id, 1, timedelta(minutes=1))
    assert taken is not None
    another = await asyncpg.connect(runtime.settings.database_url)
    await another.execute("SET lock_timeout = '100ms'")
    async with transaction():
        assert await slots.keep(known, 1, taken.fence, timedelta(minutes=1))
        with pytest.raises(asyncpg.LockNotAvailableError):
            await another.execute("DROP TABLE instance")
    await another.execute("DROP TABLE instance")
    await another.close()


async def test_whoever_put_it_back_can_say_so(runtime: Runtime) -> None:
    integration = await in_use(runtime)
    await declare_restored(runtime, why="was put back with its whole machine", by="Ada")
    assert "was put back with its whole machine" in await held(integration)
    runtime.witness = None
    await enter_database(runtime, decides=True)
    assert len(await sql("SELECT FROM audit WHERE action = 'instance.restored'")) == 1


@pytest.mark.parametrize("came_first", ["nothing", "its life"])
async def test_who_runs_begins_no_life_of_a_database_that_is_just_being_put_back(
    runtime: Runtime, came_first: str
) -> None:
    """By hand, table after table, there is a moment without integrations."""
    integration = await in_use(runtime)
    await sql("CREATE TABLE of_old AS SELECT * FROM instance")
    await sql("DROP TABLE instance")
    await sql("CREATE TABLE instance (LIKE of_old, PRIMARY KEY (id))")
    await sql("ALTER TABLE instance ALTER id SET DEFAULT 1, ALTER vouched_at SET DEFAULT clock_timestamp()")
    if came_first == "its life":
        await sql("INSERT INTO instance SELECT * FROM of_old")
    await sql("ALTER TABLE integration RENAME TO coming")
    await sql("CREATE TABLE integration (LIKE coming)")
    await tend(runtime)
    await sql("DROP TABLE integration")
    await sql("ALTER TABLE coming RENAME TO integration")
    await sql("INSERT INTO instance SELECT * FROM of_old ON CONFLICT DO NOTHING")  # it goes on after errors
    await tend(runtime)
    assert "was put back from a dump" in await held(integration)
