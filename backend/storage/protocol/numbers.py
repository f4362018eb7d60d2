"""Numbers that people gave objects at the third party, where their own keys are taken."""

import asyncpg

from backend.storage.postgres.database import query, query_one


class NumberTakenError(Exception):
    """Another object was given it at this very moment. The open transaction is lost."""


async def owner_of(binding: int, number: str) -> str | None:
    """The other object of its kind that has this number as its key, or was given it."""
    row = await query_one("number_owner", binding=binding, number=number)
    return row["name"] if row else None


async def give(binding: int, number: str, *, by: str) -> None:
    """Instead of one that it was given before. Raises NumberTakenError."""
    try:
        await query("give_number", binding=binding, number=number, by=by)
    except asyncpg.UniqueViolationError as error:
        raise NumberTakenError from error
