"""Forgetting what is old and decides nothing any more, a batch at a time."""

from datetime import timedelta

from backend.storage.postgres.database import query, query_one


async def alone() -> bool:
    """Whether nobody else forgets until the end of the open transaction."""
    row = await query_one("alone_with_retention")
    return bool(row and row["alone"])


async def forget_exchanges(integration: int, age: timedelta, most: int) -> int:
    """How many requests went, with their answers. Their attempts stay."""
    return await _forget("forget_exchanges", integration=integration, age=age, most=most)


async def forget_syncs(integration: int, age: timedelta, most: int) -> int:
    """How many rows went, at most so many objects of syncs among them."""
    return await _forget("forget_syncs", integration=integration, age=age, most=most)


async def forget_episodes(age: timedelta, most: int) -> int:
    """How many went, with all that was told of them; tests too."""
    return await _forget("forget_episodes", age=age, most=most)


async def forget_visits(age: timedelta) -> None:
    await query("forget_visits", age=age)


async def _forget(name: str, **given: object) -> int:
    row = await query_one(name, **given)
    return row["n"] if row else 0
