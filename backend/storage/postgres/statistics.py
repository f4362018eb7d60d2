"""The planner's picture of our tables: a first import must not wait a minute for autovacuum to notice it."""

from backend.storage.postgres.database import connection, query


async def refresh() -> None:
    """Look again at tables that changed a lot; a few milliseconds each. Not in a transaction."""
    for (table,) in await query("stale_statistics"):
        async with connection() as free:
            await free.execute(f"ANALYZE {table}")  # the name comes from the list in the query
