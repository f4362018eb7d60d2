"""What came into step, and into error, is counted in its hour, whatever writes; folding changes no sum."""

from datetime import timedelta

import pytest

from backend.storage.counts.throughput import last_day
from backend.storage.postgres.database import query
from tests.factories import sql
from tests.storage.make import insert_attempt, insert_binding, insert_integration, insert_object

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("runtime")]

ERROR = "phase = 'parked', park = 'ordinary', want = false"
PENDING = "phase = 'idle', park = NULL, want = true, next_at = now()"
SUCCESS = "phase = 'idle', park = NULL, want = false, linked = true, synced_version = 1, synced_hash = 'a'"


async def test_all_that_one_statement_moves_is_counted_by_what_it_came_into() -> None:
    integration, other = await _made(), await insert_integration("Others")
    for state in (PENDING, ERROR, PENDING, SUCCESS):
        await sql(f"UPDATE binding SET {state}")

    *before, last, now = await last_day(integration)
    assert (last.success + now.success, last.error + now.error) == (3, 3)  # the hour may just have turned
    assert {(one.success, one.error) for one in [*before, *await last_day(other)]} == {(0, 0)}


async def test_what_stays_as_it_is_counts_for_nothing() -> None:
    integration = await _made()
    await sql(f"UPDATE binding SET {SUCCESS}")
    await sql("UPDATE binding SET entity = '100'")
    await sql("UPDATE binding SET next_at = now(), revision = revision + 1")

    assert sum(one.success for one in await last_day(integration)) == 3


async def test_a_day_has_24_hours_the_last_one_that_which_runs() -> None:
    integration = await _made()
    hours = "SELECT $1, this_hour() - n * interval '1 hour', n, 0 FROM generate_series(0, 30) n"
    await sql(f"INSERT INTO throughput {hours}", integration)

    day = await last_day(integration)

    assert [one.success for one in day] == list(range(23, -1, -1))
    assert day[-1].hour - day[0].hour == timedelta(hours=23)


async def test_folding_changes_no_sum_and_forgets_what_no_picture_shows() -> None:
    integration = await _made()
    add = "INSERT INTO throughput SELECT $1, this_hour() - $2::interval, 2, 1 FROM generate_series(1, 10)"
    for age in (timedelta(0), timedelta(hours=5), timedelta(days=3)):
        await sql(add, integration, age)
    before = await last_day(integration)

    await query("fold_throughput", at_least=1)

    assert await last_day(integration) == before
    assert [one["success"] for one in await sql("SELECT success FROM throughput ORDER BY hour")] == [20, 20]


async def _made() -> int:
    """Three objects; an attempt of each was applied."""
    integration = await insert_integration()
    for number in range(3):
        await insert_attempt(await insert_binding(integration, await insert_object(f"INV{number}")), outcome="applied")
    return integration
