"""What an integration got through, hour by hour: counted by the trigger that tallies."""

from datetime import datetime

import msgspec

from backend.storage.postgres.database import query


class Hour(msgspec.Struct, frozen=True):
    hour: datetime  # when it began
    success: int  # objects that came into step
    error: int  # and into error


async def fold() -> None:
    """Sum up what was appended, if there is much of it; forget what is older than a day by another one."""
    await query("fold_throughput", at_least=200)


async def last_day(integration: int) -> tuple[Hour, ...]:
    """24 hours, the one that runs last."""
    return tuple(Hour(*row) for row in await query("last_day", integration=integration))
