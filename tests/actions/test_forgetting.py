"""What is old and needed for no decision is forgotten by and by; all else is kept."""

from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from msgspec.structs import replace

from backend.actions.answers.receive_answer import receive_answer
from backend.actions.retention.forget_old import forget_old
from backend.actions.tend import tend
from backend.domain.roles import Role
from backend.runtime import Runtime
from backend.storage import visits
from backend.storage.people import insert_user
from backend.storage.postgres.database import statement
from backend.storage.retention import forgetting
from tests.actions.make import attempts_of, come_to_rest, configure, department, row_of
from tests.actions.test_deliveries import Desk
from tests.factories import drain, make_integration, press, receive, sql, statuses

pytestmark = pytest.mark.anyio

OLD = timedelta(days=91)
VERY_OLD = timedelta(days=731)
_DATED = {"exchange": "at", "sync": "asked_at", "visit": "seen_at", "delivery": "at"}


async def let_days_pass(by: timedelta, *tables: str) -> None:
    """For what is there now."""
    seconds = by.total_seconds()
    changed = "; ".join(
        f"UPDATE {table} SET {_DATED[table]} = {_DATED[table]} - interval '{seconds} s'" for table in tables or _DATED
    )
    await sql(f"DO $$ BEGIN SET LOCAL session_replication_role = replica; {changed}; END $$")


async def left(table: str) -> int:
    return len(await sql(f"SELECT FROM {table}"))


async def sent(runtime: Runtime, *keys: str, **settings: Any) -> int:
    integration = await make_integration(runtime, **settings)
    await receive(runtime, *map(department, keys))
    await press(runtime, integration)
    await drain(runtime, integration)
    return integration


async def test_requests_and_answers_go_after_their_days_and_what_was_tried_stays(runtime: Runtime) -> None:
    integration = await sent(runtime, "D1")
    await let_days_pass(OLD)
    await receive(runtime, department("D2"))
    await press(runtime, integration, "D2")
    await drain(runtime, integration)
    (young,) = await sql("SELECT max(id) AS id FROM exchange")

    await tend(runtime)

    (attempt,) = await attempts_of(integration, "D1")
    assert [one["id"] for one in await sql("SELECT id FROM exchange")] == [young["id"]]
    assert (attempt["outcome"], attempt["exchange"] < young["id"]) == ("applied", True)
    assert await statuses(integration) == {"D1": "success", "D2": "success"}
    assert await left("sync_item") == 2


async def test_an_object_whose_request_is_forgotten_is_changed_and_sent_as_ever(runtime: Runtime) -> None:
    integration = await sent(runtime, "D1")
    await let_days_pass(VERY_OLD)
    await forget_old(runtime)
    await receive(runtime, department("D1", "Sales and more"))
    await press(runtime, integration)
    await drain(runtime, integration)

    assert (await left("exchange"), await left("sync")) == (1, 1)
    assert await statuses(integration) == {"D1": "success"}


async def test_a_request_whose_outcome_nobody_knows_is_kept_until_it_is_known(runtime: Runtime) -> None:
    integration = await sent(runtime, "D1", config={"lose_prefix": "D"})
    (attempt,) = await attempts_of(integration, "D1")
    await let_days_pass(VERY_OLD)
    await forget_old(runtime)
    assert [one["id"] for one in await sql("SELECT id FROM exchange")] == [attempt["exchange"]]
    assert (await left("sync"), await left("sync_item")) == (1, 1)

    await configure(runtime, integration, config={"lose_prefix": ""})
    await come_to_rest(runtime, integration)
    await let_days_pass(VERY_OLD)
    await forget_old(runtime)

    assert await statuses(integration) == {"D1": "success"}
    assert (await left("exchange"), await left("sync"), await left("sync_item")) == (0, 0, 0)


async def test_an_answer_that_came_later_goes_with_its_request_and_may_come_once_more(runtime: Runtime) -> None:
    desk = await Desk.sent(runtime, "C1")
    await let_days_pass(OLD)
    await forget_old(runtime)
    assert await left("exchange") == 1

    body = desk.body(desk.made("C1", "17")).encode()
    assert await receive_answer(runtime, desk.worker.integration, body) is None
    await let_days_pass(OLD)
    await forget_old(runtime)
    assert (await left("exchange"), await left("delivery")) == (0, 0)

    assert await receive_answer(runtime, desk.worker.integration, body) is None
    assert await statuses(desk.number) == {"C1": "success"}


async def test_syncs_that_ended_go_by_and_by_and_one_that_moves_stays(runtime: Runtime) -> None:
    integration = await sent(runtime, *(f"D{n}" for n in range(5)))
    await receive(runtime, department("MOVES"))
    await press(runtime, integration, "MOVES")
    await let_days_pass(VERY_OLD)
    gone = [await forgetting.forget_syncs(integration, OLD, 2) for _ in range(5)]

    (item,) = await sql("SELECT binding FROM sync_item")
    assert gone == [2, 2, 1, 1, 0], "its objects, then the sync itself"
    assert (await left("sync"), item["binding"]) == (1, (await row_of(integration, "MOVES"))["id"])


async def test_who_wants_to_keep_all_keeps_all(runtime: Runtime) -> None:
    runtime.settings = replace(runtime.settings, keep_answers_days=0, keep_syncs_days=0)
    await sent(runtime, "D1")
    await let_days_pass(VERY_OLD)
    await forget_old(runtime)

    assert (await left("exchange"), await left("sync"), await left("sync_item")) == (1, 1, 1)


async def test_when_somebody_was_last_here_is_forgotten_too(runtime: Runtime) -> None:
    integration, person = await make_integration(runtime), await insert_user("ada", Role.VIEWER, None)
    assert person
    await visits.note(person, integration, [])
    await forget_old(runtime)
    assert await left("visit") == 1
    await let_days_pass(OLD, "visit")
    await forget_old(runtime)

    assert await left("visit") == 0


async def test_of_two_processes_one_forgets(runtime: Runtime) -> None:
    await sent(runtime, "D1")
    await let_days_pass(OLD)
    other = await asyncpg.connect(runtime.settings.database_url)
    async with other.transaction():
        await other.execute(statement("alone_with_retention").text)
        await forget_old(runtime)
        assert await left("exchange") == 1
    await other.close()

    await forget_old(runtime)
    assert await left("exchange") == 0
