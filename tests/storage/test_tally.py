"""The counts of the chips are exact, whatever writes, and folding changes no sum."""

import asyncio
from collections.abc import Awaitable, Callable
from random import Random

import asyncpg
import pytest

from backend.storage.counts import tallies
from backend.storage.postgres.database import query, transaction
from tests.factories import sql
from tests.storage.make import insert_attempt, insert_binding, insert_integration, insert_object
from tests.waiting import until

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("runtime")]
COLUMNS = "integration, category, kind, entity, status, currency"


async def _counted() -> list[tuple[object, ...]]:
    found = await sql(
        """SELECT b.integration, b.category, b.kind, b.entity, b.status, coalesce(o.currency, ''), count(*),
           coalesce(sum(o.amount), 0)
           FROM binding b JOIN object o ON o.id = b.object GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6"""
    )
    return [tuple(row) for row in found]


async def _tallied() -> list[tuple[object, ...]]:
    found = await sql(
        f"""SELECT {COLUMNS}, sum(n), sum(amount) FROM tally GROUP BY 1, 2, 3, 4, 5, 6
            HAVING sum(n) <> 0 OR sum(amount) <> 0 ORDER BY 1, 2, 3, 4, 5, 6"""
    )
    return [tuple(row) for row in found]


async def _fold() -> None:
    """However little there is to fold."""
    await query("fold_tally", at_least=1)


STATES = [
    "phase = 'idle', park = NULL, want = false, linked = false",
    "phase = 'idle', park = NULL, want = true, next_at = now()",
    "phase = 'parked', park = 'ordinary', want = false",
    "phase = 'idle', park = NULL, want = false, linked = true, synced_version = 1, synced_hash = 'a'",
    "entity = '100'",
]


async def _some(table: str, chance: Random) -> list[int]:
    rows = await sql(f"SELECT id FROM {table} ORDER BY id")
    return sorted(chance.sample([row["id"] for row in rows], k=min(len(rows), chance.randrange(1, 6))))


async def _insert(chance: Random, integrations: list[int]) -> None:
    key = str(chance.random())
    made = await insert_object(key, amount=f"{chance.randrange(-500, 500)}.07", currency=chance.choice(["EUR", "NOK"]))
    for integration in integrations:
        await insert_attempt(await insert_binding(integration, made), outcome="applied")


async def _move(chance: Random) -> None:
    """In the order of ids, as the protocol locks."""
    ids = await _some("binding", chance)
    async with transaction():
        await sql("SELECT FROM binding WHERE id = ANY($1) ORDER BY id FOR UPDATE", ids)
        await sql(f"UPDATE binding SET {chance.choice(STATES)} WHERE id = ANY($1)", ids)


async def _change_amounts(chance: Random) -> None:
    ids = await _some("object", chance)
    amount, currency = chance.choice([None, f"{chance.randrange(1000)}.5"]), chance.choice([None, "EUR", "SEK"])
    async with transaction():
        await sql("SELECT FROM object WHERE id = ANY($1) ORDER BY id FOR UPDATE", ids)
        await sql(
            "UPDATE object SET amount = $2::text::numeric, currency = $3 WHERE id = ANY($1)", ids, amount, currency
        )


async def _begin(chance: Random) -> list[int]:
    integrations = [await insert_integration("One"), await insert_integration("Two")]
    for _ in range(10):
        await _insert(chance, integrations)
    return integrations


@pytest.mark.parametrize("seed", range(3))
async def test_the_tally_is_exact_after_anything_and_after_folding(seed: int) -> None:
    chance = Random(seed)
    integrations = await _begin(chance)
    acts: list[Callable[[], Awaitable[None]]] = [
        lambda: _insert(chance, integrations),
        lambda: _move(chance),
        lambda: _move(chance),
        lambda: _change_amounts(chance),
        _fold,
    ]
    for _ in range(120):
        await chance.choice(acts)()
        assert await _tallied() == await _counted()


async def _work(act: Callable[[Random], Awaitable[None]], seed: int, times: int) -> None:
    chance = Random(seed)
    for _ in range(times):
        await act(chance)


async def test_the_tally_is_exact_with_many_writers_and_a_folder_at_once() -> None:
    integrations = await _begin(Random(0))
    await asyncio.gather(
        *(_work(_move, seed, 40) for seed in range(4)),
        *(_work(_change_amounts, seed, 30) for seed in range(20, 23)),
        _work(lambda chance: _insert(chance, integrations), 7, 20),
        _work(lambda _: _fold(), 8, 20),
    )
    assert await _tallied() == await _counted()
    await sql("INSERT INTO tally SELECT 1, '', '', '', '', '', 0, 0 FROM generate_series(1, 300)")
    await tallies.fold()
    assert await _tallied() == await _counted()
    (rows,) = await sql("SELECT count(*) AS n FROM tally")
    assert rows["n"] == len(await _counted())


async def _done_or_waiting(task: asyncio.Task[object]) -> bool:
    return task.done() or bool(await sql("SELECT FROM pg_locks WHERE NOT granted"))


async def test_an_amount_that_changes_while_a_status_moves_is_counted_where_the_object_is(database_url: str) -> None:
    object_id = await insert_object(amount="10", currency="EUR")
    await insert_binding(await insert_integration(), object_id)
    drain, ingest = await asyncpg.connect(database_url), await asyncpg.connect(database_url)
    try:
        moving = drain.transaction()
        await moving.start()
        await drain.execute("UPDATE binding SET phase = 'parked', park = 'ordinary'")
        changing = asyncio.create_task(ingest.execute("UPDATE object SET amount = 15"))
        await until(lambda: _done_or_waiting(changing))
        await moving.commit()
        await changing
    finally:
        await drain.close()
        await ingest.close()
    assert await _tallied() == await _counted()
