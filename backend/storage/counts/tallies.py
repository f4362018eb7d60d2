"""Exact counts: differences that writers append, folded now and then."""

from backend.storage.postgres.database import query


async def fold() -> None:
    """Sum up what was appended, if there is much of it. One process at a time; readers see the same sums throughout."""
    await query("fold_tally", at_least=200)
