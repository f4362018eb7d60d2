"""Where the database refuses one object of a call, the call itself is kept, counted and judged once all the same."""

import asyncpg
import pytest

from backend.domain.syncs.verbs import Verb
from backend.runtime import Runtime
from tests.actions.faults import OBJECTS, id_of, pressed, refuse
from tests.actions.remotes import KeepsLooks, Remotely, with_connector
from tests.factories import drain, press, sql

pytestmark = pytest.mark.anyio


async def looked() -> tuple[int, int]:
    """How many were looked at, in how many calls that are kept."""
    (row,) = await sql("SELECT count(*) AS n, count(DISTINCT exchange) AS calls FROM attempt WHERE operation = 'look'")
    return row["n"], row["calls"]


async def transactions() -> int:
    (row,) = await sql("SELECT coalesce(sum(transactions), 0)::int AS n FROM usage")
    return int(row["n"])


async def count(table: str, where: str = "true") -> int:
    return len(await sql(f"SELECT FROM {table} WHERE {where}"))


async def test_a_look_is_one_transaction_also_when_what_it_saw_is_stored_one_by_one(runtime: Runtime) -> None:
    with_connector(runtime, Remotely(KeepsLooks))
    integration = await pressed(runtime, *OBJECTS)
    await sql("UPDATE binding SET want = false, phase = 'parked', park = 'ordinary'")
    await refuse(await id_of(integration, "BAD"), "INSERT", "NEW.operation = 'look'")

    await press(runtime, integration, verb=Verb.FORCE_SYNCHRONIZE)
    await drain(runtime, integration)

    sent = await count("attempt", "operation <> 'look'")
    assert await looked() == (2, 1)
    assert await transactions() == 1 + sent


async def test_reading_back_is_one_too_and_its_request_is_kept_once(runtime: Runtime) -> None:
    with_connector(runtime, Remotely(KeepsLooks))
    integration = await pressed(runtime, *OBJECTS)
    await drain(runtime, integration)
    before = await transactions(), await count("exchange")
    await refuse(await id_of(integration, "BAD"), "INSERT", "NEW.operation = 'look'")
    await sql("UPDATE binding SET next_at = clock_timestamp() - interval '1 second'")

    with pytest.raises(asyncpg.CheckViolationError):
        await drain(runtime, integration)

    assert await looked() == (2, 1)
    assert (await transactions(), await count("exchange")) == (before[0] + 1, before[1] + 1)


async def test_an_answer_that_cannot_be_stored_is_no_trouble_of_the_line(runtime: Runtime) -> None:
    integration = await pressed(runtime, "D1", "D2", "LAST")
    await refuse(await id_of(integration, "LAST"), "UPDATE", "NEW.outcome = 'applied' AND NEW.learned_by = 'answer'")

    await drain(runtime, integration)

    (line,) = await sql("SELECT trouble FROM integration")
    assert (line["trouble"], await count("exchange")) == ("", 1)
