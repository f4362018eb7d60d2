"""What an integration used and saved in a month. Pushes and look-ups are counted by the statements that keep them."""

from collections.abc import Sequence
from datetime import date

import msgspec

from backend.storage.postgres.database import query


class Usage(msgspec.Struct, frozen=True):
    transactions: int = 0  # records sent, and look-ups
    avoided: int = 0  # versions that did not have to be sent
    month: date | None = None  # its first day


async def count_look(integration: int) -> None:
    """A call whose looks are kept one by one."""
    await query("count_look", integration=integration)


async def avoid_unchanged(objects: Sequence[int]) -> None:
    """They were handed over again without a change, or with a version older than another; once for each time."""
    if objects:
        await query("avoid_unchanged", objects=list(objects))


async def avoid_superseded(integration: int, count: int) -> None:
    """So many versions waited for their push when a newer one came."""
    if count:
        await query("avoid_superseded", integration=integration, avoided=count)


async def fold() -> None:
    """Sum up what was appended, if there is much of it."""
    await query("fold_usage", at_least=200)


async def usage_of(integration: int) -> list[Usage]:
    """Months of the last two years, newest first; those without any are not among them."""
    rows = await query("usage_of", integration=integration)
    return [Usage(row["transactions"], row["avoided"], row["month"]) for row in rows]


async def this_month(integration: int) -> Usage:
    rows = await query("usage_of", integration=integration)
    return next((Usage(row["transactions"], row["avoided"], row["month"]) for row in rows if row["now"]), Usage())
